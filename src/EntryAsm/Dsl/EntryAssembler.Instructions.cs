// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Layout;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>
    /// For what entry code calls at thousands of places and runs once at each: code that is inlined there takes longer to fetch than the call it saves.
    /// </summary>
    private const MethodImplOptions NotInlined = MethodImplOptions.NoInlining;

    private CachingEncoder encoder = new(64);
    private readonly SourceFiles files = new();
    private string currentFile = "";

    /// <summary>Where <see cref="files"/> has it; -1 until somebody asks.</summary>
    private int currentFileIndex = -1;
    private int currentLine;
    private InstructionPrefixes pendingPrefixes;
    private EncodingRequest pendingRequest;
    private SourceLocation pendingLine;

    /// <summary>Bytes of the current instruction that are written already: <see cref="dot"/> is where it starts.</summary>
    private int unfinished;

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

    private int Bitness => encoder.Bitness;

    /// <summary>Instructions from here on are for 16-bit code (<c>.code16</c>).</summary>
    public void code16([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Mode(16, file, line);

    /// <summary>Instructions from here on are for 32-bit code (<c>.code32</c>): start-up before long mode.</summary>
    public void code32([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Mode(32, file, line);

    /// <summary>Instructions from here on are for 64-bit code (<c>.code64</c>), as at the start.</summary>
    public void code64([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Mode(64, file, line);

    /// <summary>Asks for an encoding of the next instruction that is not the one GNU as picks by itself.</summary>
    /// <param name="request">The request; several may be combined.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void encoding(EncodingRequest request, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        pendingRequest |= request;
        pendingLine = Location;
    }

    /// <summary>Prefix F0: the next instruction reads and writes memory in one step (Intel SDM vol. 2, LOCK).</summary>
    public void @lock([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Lock, file, line);

    /// <summary>Prefix F3: repeats the next string instruction rcx times.</summary>
    public void rep([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Rep, file, line);

    /// <summary>Prefix F3: repeats the next comparing string instruction while equal.</summary>
    public void repe([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Rep, file, line);

    /// <summary>Prefix F2: repeats the next comparing string instruction while not equal.</summary>
    public void repne([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Repne, file, line);

    /// <summary>Prefix F2: starts lock elision with the next instruction.</summary>
    public void xacquire([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Xacquire, file, line);

    /// <summary>Prefix F3: ends lock elision with the next instruction.</summary>
    public void xrelease([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Xrelease, file, line);

    /// <summary>Prefix F2: the next branch keeps the bound registers.</summary>
    public void bnd([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Bnd, file, line);

    /// <summary>Prefix 3E: the next indirect branch need not meet ENDBR64.</summary>
    public void notrack([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Notrack, file, line);

    /// <summary>Prefix 67: the next instruction counts or addresses with 32-bit registers.</summary>
    public void addr32([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Addr32, file, line);

    /// <summary>Prefix 66: the next instruction has the other operand size.</summary>
    public void data16([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Prefix(InstructionPrefixes.Data16, file, line);

    /// <summary>One instruction: what every generated method calls.</summary>
    [MethodImpl(NotInlined)]
    internal void Emit(Mnemonic mnemonic, string file, int line) => Emit(mnemonic, new OperandList(), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    internal void Emit(Mnemonic mnemonic, string file, int line, in Op a) => Emit(mnemonic, new OperandList(a), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    internal void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b) => Emit(mnemonic, new OperandList(a, b), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    internal void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b, in Op c) => Emit(mnemonic, new OperandList(a, b, c), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    internal void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b, in Op c, in Op d) => Emit(mnemonic, new OperandList(a, b, c, d), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    internal void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b, in Op c, in Op d, in Op e) =>
        Emit(mnemonic, new OperandList(a, b, c, d, e), file, line);

    private void Emit(Mnemonic mnemonic, in OperandList operands, string file, int line)
    {
        At(file, line);
        RequireContents();
        if (MayFold(operands) && !IsBranchToPlace(mnemonic, operands))
            EmitFolded(mnemonic, operands);
        else
            Write(mnemonic, operands);
    }

    private void Write(Mnemonic mnemonic, in OperandList operands)
    {
        var request = pendingRequest;
        if (!encoder.TryFind(mnemonic, operands, pendingPrefixes, request, out var slot))
            EncodeInto(slot, mnemonic, operands);
        ref readonly var encoded = ref encoder[slot];
        pendingPrefixes = InstructionPrefixes.None;
        pendingRequest = EncodingRequest.None;

        current.AddItem(EntryItemKind.Instruction, EntryItem.ForInstruction(Bitness, request, encoded.Branch != RelaxableBranch.None), CurrentLine);
        current.Append(encoded);
        if (!encoded.NamesSymbol)
            return;
        if (encoded.Branch != RelaxableBranch.None)
        {
            ref readonly var target = ref operands[0];
            var startsNear = (request & EncodingRequest.Disp32) != 0;
            current.EndFragment(new BranchPart(Use(target.Symbol).Index, encoded.Condition, encoded.BranchBits, startsNear, target.Value, CurrentLine));
            return;
        }

        unfinished = encoded.Length;
        AddField(encoded.Displacement, operands);
        AddField(encoded.Immediate, operands);
        unfinished = 0;
    }

    private void EncodeInto(int slot, Mnemonic mnemonic, in OperandList operands)
    {
        try
        {
            encoder.Encode(slot, mnemonic, operands, pendingPrefixes, pendingRequest);
        }
        catch (EntryAsmException mistake)
        {
            throw Fail(mistake);
        }
    }

    /// <summary>A field of the instruction just written, whose length <see cref="unfinished"/> is.</summary>
    private void AddField(SymbolField field, in OperandList operands)
    {
        if (field.Kind == FieldKind.None)
            return;
        var tail = unfinished - field.Offset;
        AddFixup(operands[field.Operand], field.Kind, current.DataLength - tail, field.Width, tail);
    }

    private void AddFixup(in Op op, FieldKind kind, int dataOffset, int width, int tail)
    {
        var target = Use(op.Symbol).Index;
        var minus = op.Minus switch
        {
            null => Fixup.NoMinus,
            DotSymbol when unfinished == 0 => Fixup.Dot,
            _ => Use(op.Minus).Index,
        };
        current.AddFixup(new Fixup(dataOffset, (byte)width, kind, Bitness == 64, (byte)tail, target, minus, op.Value, CurrentLine));
    }

    private void Mode(int bitness, string file, int line)
    {
        At(file, line);
        CheckPending();
        if (encoder.Bitness != bitness)
            encoder = new CachingEncoder(bitness);
    }

    private void Prefix(InstructionPrefixes prefix, string file, int line)
    {
        At(file, line);
        if ((pendingPrefixes & prefix) != 0)
            throw Fail(Error.BadPrefix("the prefix stands twice before one instruction"));
        pendingPrefixes |= prefix;
        pendingLine = Location;
    }

    /// <summary>A prefix or request must be followed by its instruction, not by data, a section change or the end.</summary>
    private void CheckPending()
    {
        if (pendingPrefixes != InstructionPrefixes.None || pendingRequest != EncodingRequest.None)
            throw Error.BadPrefix("this prefix or encoding request is not followed by an instruction").At(pendingLine);
    }

    private void At(string file, int line)
    {
        currentLine = line;
        if (ReferenceEquals(file, currentFile))
            return;
        currentFile = file;
        currentFileIndex = -1;
    }

    private EntryAsmException Fail(EntryAsmException mistake) => mistake.At(Location);
}
