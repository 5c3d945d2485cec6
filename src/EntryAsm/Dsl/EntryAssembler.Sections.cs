// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Assembler;
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>A power of two.</summary>
    private const int RecentlyNamedSize = 16;

    private readonly List<SectionBuilder> sections = [];
    private readonly Dictionary<string, SectionBuilder> sectionsByName = new(StringComparer.Ordinal);
    private readonly Stack<(int Current, int Last, LineRef Line)> sectionStack = new();
    private readonly (string? Name, string? Flags, SectionBuilder? Section)[] recentlyNamed = new (string?, string?, SectionBuilder?)[RecentlyNamedSize];
    private SectionBuilder current;
    private SectionBuilder last;

    /// <summary>Goes on in a section; makes it when it is new (<c>.section</c>).</summary>
    /// <param name="name">Its name, such as <c>.entry.text</c>.</param>
    /// <param name="flags">Of the letters <c>a</c> (allocated), <c>w</c> (writable), <c>x</c> (code), <c>M</c> (mergeable), <c>S</c> (strings). Left out: those it has, or, when new, those GNU as gives that name.</param>
    /// <param name="type">Contents, no contents, or a note.</param>
    /// <param name="entrySize">Bytes of an element of a mergeable section, else 0.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The name or a flag is not valid, or the section exists with other flags.</exception>
    public void section(string name, string? flags = null, SectionType type = SectionType.ProgBits, int entrySize = 0,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        SwitchTo(FindOrAdd(name, flags, type, entrySize));
    }

    /// <summary>Goes on in a section until <see cref="popsection"/> (<c>.pushsection</c>).</summary>
    /// <inheritdoc cref="section"/>
    [MethodImpl(NotInlined)]
    public void pushsection(string name, string? flags = null, SectionType type = SectionType.ProgBits, int entrySize = 0,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        sectionStack.Push((current.Index, last.Index, CurrentLine));
        SwitchTo(FindOrAdd(name, flags, type, entrySize));
    }

    /// <summary>Writes <paramref name="body"/> into a section and comes back.</summary>
    /// <inheritdoc cref="section"/>
    /// <param name="name">Its name.</param>
    /// <param name="flags">Its flags, see <see cref="section"/>.</param>
    /// <param name="body">What is written there.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void pushsection(string name, string? flags, Action body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        pushsection(name, flags, file: file, line: line);
        body();
        popsection(file, line);
    }

    /// <summary>Back to where the last <see cref="pushsection(string, string, SectionType, int, string, int)"/> left (<c>.popsection</c>).</summary>
    /// <exception cref="EntryAsmException">Nothing was pushed.</exception>
    [MethodImpl(NotInlined)]
    public void popsection([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        CheckPending();
        if (sectionStack.Count == 0)
            throw Fail(Error.SectionStack("popsection without pushsection: nothing was pushed"));
        var popped = sectionStack.Pop();
        (current, last) = (sections[popped.Current], sections[popped.Last]);
    }

    /// <summary>Swaps the current section with the one before it (<c>.previous</c>).</summary>
    public void previous([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        SwitchTo(last);
    }

    /// <summary>Goes on in <c>.text</c>.</summary>
    public void text([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => section(".text", file: file, line: line);

    /// <summary>Goes on in <c>.data</c>.</summary>
    public void data([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => section(".data", file: file, line: line);

    /// <summary>Goes on in <c>.bss</c>.</summary>
    public void bss([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => section(".bss", file: file, line: line);

    /// <summary>True while bytes written here are code.</summary>
    private bool InCode => (current.Flags & SectionFlags.Execute) != 0;

    private void SwitchTo(SectionBuilder next)
    {
        CheckPending();
        last = current;
        current = next;
    }

    private SectionBuilder FindOrAdd(string name, string? flags, SectionType type, int entrySize)
    {
        // Macros name few sections in turns, each with the same string.
        ref var recent = ref recentlyNamed[RuntimeHelpers.GetHashCode(name) & (RecentlyNamedSize - 1)];
        if (ReferenceEquals(name, recent.Name) && ReferenceEquals(flags, recent.Flags) && recent.Section is { } again
            && again.Type == type && again.EntrySize == entrySize)
            return again;
        var found = Find(name, flags, type, entrySize);
        recent = (name, flags, found);
        return found;
    }

    private SectionBuilder Find(string name, string? flags, SectionType type, int entrySize)
    {
        if (name is not null && sectionsByName.TryGetValue(name, out var known))
        {
            if (flags is not null && (ParseFlags(flags) != known.Flags || type != known.Type || entrySize != known.EntrySize))
                throw Fail(Error.SectionChanged("section '" + name + "' exists with other flags, type or element size; give the same, or none"));
            return known;
        }

        if (SymbolNames.SectionProblem(name) is { } problem)
            throw Fail(Error.SymbolName(problem));
        var (impliedFlags, impliedType) = flags is null ? ImpliedSections.Of(name!) : (ParseFlags(flags), type);
        if ((impliedFlags & SectionFlags.Merge) != 0 != entrySize > 0)
            throw Fail(Error.BadArgument("an element size goes with flag 'M', and 'M' with an element size of at least 1"));
        return AddSection(name!, impliedFlags, impliedType, entrySize);
    }

    private SectionBuilder AddSection(string name, SectionFlags flags, SectionType type, int entrySize)
    {
        var added = new SectionBuilder(name, flags, type, entrySize, sections.Count);
        sections.Add(added);
        sectionsByName.Add(name, added);
        return added;
    }

    private SectionFlags ParseFlags(string letters)
    {
        var flags = SectionFlags.None;
        foreach (var letter in letters)
        {
            flags |= letter switch
            {
                'a' => SectionFlags.Alloc,
                'w' => SectionFlags.Write,
                'x' => SectionFlags.Execute,
                'M' => SectionFlags.Merge,
                'S' => SectionFlags.Strings,
                _ => throw Fail(Error.BadArgument("section flag '" + letter + "' is not known; use letters of \"awxMS\"")),
            };
        }

        return flags;
    }

    private void CheckSectionStack()
    {
        if (sectionStack.Count != 0)
            throw Error.SectionStack("this pushsection has no popsection").At(files.Locate(sectionStack.Peek().Line));
    }
}
