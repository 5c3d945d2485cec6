// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    private readonly List<SectionBuilder> sections = [];
    private readonly Dictionary<string, SectionBuilder> sectionsByName = new(StringComparer.Ordinal);
    private readonly Stack<(SectionBuilder Current, SectionBuilder Last, LineRef Line)> sectionStack = new();
    private readonly RecentByIdentity<(string? Flags, SectionBuilder? Section)> recentSections = new(sizeLog2: 4);
    private SectionBuilder current;
    private SectionBuilder last;

    public void EnterSection(string name, string? flags, SectionType type, int entrySize, string file, int line)
    {
        At(file, line);
        SwitchTo(FindOrAdd(name, flags, type, entrySize));
    }

    [MethodImpl(NotInlined)]
    public void PushSection(string name, string? flags, SectionType type, int entrySize, string file, int line)
    {
        At(file, line);
        sectionStack.Push((current, last, CurrentLine));
        SwitchTo(FindOrAdd(name, flags, type, entrySize));
    }

    public void PushSection(string name, string? flags, Action body, string file, int line)
    {
        PushSection(name, flags, SectionType.ProgBits, 0, file, line);
        body();
        PopSection(file, line);
    }

    [MethodImpl(NotInlined)]
    public void PopSection(string file, int line)
    {
        At(file, line);
        CheckPending();
        if (sectionStack.Count == 0)
            throw Fail(Error.SectionStack("popsection without pushsection: nothing was pushed"));
        (current, last, _) = sectionStack.Pop();
    }

    public void SwapSections(string file, int line)
    {
        At(file, line);
        SwitchTo(last);
    }

    public void EnterSection(string name, string file, int line) => EnterSection(name, null, SectionType.ProgBits, 0, file, line);

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
        ref var recent = ref recentSections.SlotOf(name);
        if (ReferenceEquals(name, recent.Key) && ReferenceEquals(flags, recent.Value.Flags) && recent.Value.Section is { } again
            && again.Type == type && again.EntrySize == entrySize)
        {
            return again;
        }

        var found = Find(name, flags, type, entrySize);
        recent = (name, (flags, found));
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
        var (impliedFlags, impliedType, impliedSize) = flags is null ? ImpliedSections.Of(name!) : (ParseFlags(flags), type, entrySize);
        if ((impliedFlags & SectionFlags.Merge) != 0 != entrySize > 0)
            throw Fail(Error.BadArgument("an element size goes with flag 'M', and 'M' with an element size of at least 1"));
        if (impliedType is SectionType.InitArray or SectionType.FiniArray or SectionType.PreinitArray)
            impliedSize = 8;
        return AddSection(name!, impliedFlags, impliedType, impliedSize);
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
                'T' => SectionFlags.ThreadLocal,
                'R' => SectionFlags.Retain,
                'l' => SectionFlags.Large,
                'e' => SectionFlags.Exclude,
                _ => throw Fail(Error.BadArgument("section flag '" + letter + "' is not known; use letters of \"awxMSTRle\"")),
            };
        }

        return flags;
    }

    private EntryAsmException? SectionStackProblem() =>
        sectionStack.Count == 0 ? null : Error.SectionStack("this pushsection has no popsection").At(files.Locate(sectionStack.Peek().Line));
}
