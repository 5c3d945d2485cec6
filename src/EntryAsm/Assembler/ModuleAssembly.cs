// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Errors;

namespace EntryAsm.Assembler;

/// <summary>All that is known of one module while it is assembled: its sections and symbols, where it writes, and from which C# line.</summary>
/// <remarks>
/// <see cref="EntryAssembler"/> is how an author says it, this is what happens: one file a subject. Every method takes the C# line of its call. Instructions
/// append fixed bytes and fields that wait for symbols; the layout then gives addresses.
/// </remarks>
internal sealed partial class ModuleAssembly
{
    private readonly SourceFiles files = new();
    private string currentFile = "";

    /// <summary>Where <see cref="files"/> has it; -1 until somebody asks.</summary>
    private int currentFileIndex = -1;
    private int currentLine;

    /// <summary>An empty assembly, in <c>.text</c>, in 64-bit mode.</summary>
    public ModuleAssembly()
    {
        states = new SymbolStates(sections);
        current = AddSection(".text", SectionFlags.Alloc | SectionFlags.Execute, SectionType.ProgBits, 0);
        AddSection(".data", SectionFlags.Alloc | SectionFlags.Write, SectionType.ProgBits, 0);
        AddSection(".bss", SectionFlags.Alloc | SectionFlags.Write, SectionType.NoBits, 0);
        last = current.Id;
    }

    public SourceFiles Files => files;

    public List<SectionBuilder> Sections => sections;

    public SymbolStates Symbols => states;

    /// <summary>Where it is noted which macro wrote what; null where nobody asks.</summary>
    public ExpansionLog? Expansions { get; set; }

    /// <summary>The line the current call came from.</summary>
    private SourceLocation Location => new(currentFile, currentLine);

    /// <inheritdoc cref="Location"/>
    private LineRef CurrentLine
    {
        get
        {
            if (currentFileIndex < 0)
                currentFileIndex = files.IndexOf(currentFile);
            return new LineRef(currentFileIndex, currentLine);
        }
    }

    /// <summary>Checks, at the end of the module, what is still open.</summary>
    public void Close(ErrorSink errors)
    {
        if (HasPending)
            errors.Add(PendingProblem());
        if (SectionStackProblem() is { } open)
            errors.Add(open);
        PlaceAliases();
        CloseFrames(errors);
    }

    private void AddItem(EntryItemKind kind, uint detail)
    {
        current.AddItem(kind, detail, CurrentLine);
        Expansions?.Note(current);
    }

    /// <summary>The C# line of the call that begins, or goes on after the author's code ran.</summary>
    public void At(string file, int line)
    {
        currentLine = line;
        if (ReferenceEquals(file, currentFile))
            return;
        currentFile = file;
        currentFileIndex = -1;
    }

    /// <summary>The error of the current call. Prefixes before it were meant for it and for nothing after it.</summary>
    private EntryAsmException Fail(EntryAsmException error)
    {
        pendingPrefixes = InstructionPrefixes.None;
        pendingRequest = EncodingRequest.None;
        return error.At(Location);
    }
}
