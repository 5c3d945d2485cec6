// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    private readonly List<SectionBuilder> sections = [];

    /// <summary>By name; of those in a group, by name and group.</summary>
    private readonly Dictionary<string, SectionBuilder> sectionsByName = new(StringComparer.Ordinal);
    private readonly Stack<(SectionId Current, SectionId Last, LineRef Line)> sectionStack = new();
    private readonly RecentByIdentity<(string? Flags, SectionBuilder? Section)> recentSections = new(sizeLog2: 6);
    private SectionBuilder current;

    /// <summary>The section before. By number, as on the stack: entry code switches to and fro all the time, and a reference kept costs its report to the garbage collector.</summary>
    private SectionId last;

    public void EnterSection(in SectionRequest request, string file, int line)
    {
        At(file, line);
        SwitchTo(FindOrAdd(request));
    }

    [MethodImpl(NotInlined)]
    public void PushSection(in SectionRequest request, string file, int line)
    {
        At(file, line);
        PushSection(request);
    }

    private void PushSection(in SectionRequest request)
    {
        sectionStack.Push((current.Id, last, CurrentLine));
        SwitchTo(FindOrAdd(request));
    }

    public void PushSection(string name, string? flags, Action body, string file, int line)
    {
        PushSection(new SectionRequest(name, flags, SectionType.ProgBits, 0), file, line);
        body();
        PopSection(file, line);
    }

    [MethodImpl(NotInlined)]
    public void PopSection(string file, int line)
    {
        At(file, line);
        PopSection();
    }

    [MethodImpl(NotInlined)]
    public void PopSection()
    {
        CheckPending();
        if (sectionStack.Count == 0)
            throw Fail(Error.SectionStack("popsection without pushsection: nothing was pushed"));
        (var top, last, _) = sectionStack.Pop();
        current = sections[top.Index];
    }

    public void SwapSections(string file, int line)
    {
        At(file, line);
        SwitchTo(sections[last.Index]);
    }

    public void EnterSection(string name, string file, int line) => EnterSection(new SectionRequest(name, null, SectionType.ProgBits, 0), file, line);

    /// <summary>True while bytes written here are code.</summary>
    private bool InCode => (current.Flags & SectionFlags.Execute) != 0;

    private void SwitchTo(SectionBuilder next)
    {
        CheckPending();
        last = current.Id;
        current = next;
    }

    private SectionBuilder FindOrAdd(in SectionRequest request)
    {
        if (request.IsLinked)
            return Find(request);
        ref var recent = ref recentSections.SlotOf(request.Name);
        if (ReferenceEquals(request.Name, recent.Key) && ReferenceEquals(request.Flags, recent.Value.Flags)
            && recent.Value.Section is { } again && again.Type == request.Type && again.EntrySize == request.EntrySize)
        {
            return again;
        }

        // Flag '?' means the current group, so it is not always the same section.
        var found = Find(request);
        if (found.Group is null && request.Flags?.IndexOf('?') is null or < 0)
            recent = (request.Name, (request.Flags, found));
        return found;
    }

    private SectionBuilder Find(in SectionRequest request)
    {
        var (name, flags) = (request.Name, request.Flags);
        var given = flags is null ? SectionFlags.None : ParseFlags(flags);
        var group = GroupOf(request);
        if (group is not null)
            given |= SectionFlags.Group;
        if ((given & SectionFlags.LinkOrder) != 0 != request.LinkedTo is { Length: > 0 })
            throw Fail(Error.BadArgument("flag 'o' goes with the section in whose order this one lies (linkedTo), and that with 'o'"));
        if (name is not null && sectionsByName.TryGetValue(KeyOf(name, group), out var known))
        {
            if (flags is not null && (given != known.Flags || request.Type != known.Type || request.EntrySize != known.EntrySize || group != known.Group || request.LinkedTo != known.LinkedTo))
                throw Fail(Error.SectionChanged("section '" + name + "' exists with other flags, type, element size, group or link; give the same, or none"));
            return known;
        }

        if (SymbolNames.SectionProblem(name) is { } problem)
            throw Fail(Error.SymbolName(problem));
        var (impliedFlags, impliedType, impliedSize) = flags is null ? ImpliedSections.Of(name!) : (given, request.Type, request.EntrySize);
        if ((impliedFlags & SectionFlags.Merge) != 0 != request.EntrySize > 0)
            throw Fail(Error.BadArgument("an element size goes with flag 'M', and 'M' with an element size of at least 1"));
        if (impliedType is SectionType.InitArray or SectionType.FiniArray or SectionType.PreinitArray)
            impliedSize = 8;
        var added = AddSection(name!, impliedFlags, impliedType, impliedSize, group);
        (added.LinkedTo, added.LinkedAt) = (request.LinkedTo, CurrentLine);
        return added;
    }

    private EntryGroup? GroupOf(in SectionRequest request)
    {
        var asksFor = request.Flags?.IndexOf('G') >= 0;
        if (asksFor != request.Group is { Length: > 0 } || request.IsComdat && !asksFor)
            throw Fail(Error.BadArgument("flag 'G' goes with the name of a group, and a group or comdat with flag 'G'"));
        if (asksFor && SymbolNames.Problem(request.Group!) is { } problem)
            throw Fail(Error.SymbolName(problem));
        return asksFor ? new EntryGroup(request.Group!, request.IsComdat) : request.Flags?.IndexOf('?') >= 0 ? current.Group : null;
    }

    private static string KeyOf(string name, EntryGroup? group) => group is null ? name : name + "\n" + group.Name;

    private SectionBuilder AddSection(string name, SectionFlags flags, SectionType type, int entrySize, EntryGroup? group = null)
    {
        var added = new SectionBuilder(name, flags, type, entrySize, SectionId.At(sections.Count), group);
        sections.Add(added);
        sectionsByName.Add(KeyOf(name, group), added);
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
                'G' => SectionFlags.Group,
                '?' => SectionFlags.None,
                'o' => SectionFlags.LinkOrder,
                'T' => SectionFlags.ThreadLocal,
                'R' => SectionFlags.Retain,
                'l' => SectionFlags.Large,
                'e' => SectionFlags.Exclude,
                _ => throw Fail(Error.BadArgument("section flag '" + letter + "' is not known; use letters of \"awxMSGoTRle?\"")),
            };
        }

        return flags;
    }

    private EntryAsmException? SectionStackProblem() =>
        sectionStack.Count == 0 ? null : Error.SectionStack("this pushsection has no popsection").At(files.Locate(sectionStack.Peek().Line));
}
