// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Orc;

/// <summary>
/// The frame at each instruction: from functions and unwind hints along all paths, the first one to come decides. A hint is believed, as it
/// is by the kernel's build.
/// </summary>
internal sealed class OrcAnalysis
{
    private readonly EntryObject entryObject;
    private readonly FlowCode code;
    private readonly OrcRules rules;
    private readonly Dictionary<int, OrcState> states = [];
    private readonly Dictionary<CodePlace, UnwindHintEntry> hints = [];
    private readonly HashSet<CodePlace> leftAlone = [];
    private readonly HashSet<CodePlace> deadEnds = [];
    private readonly HashSet<CodePlace> goesOn = [];
    private readonly HashSet<int> doNotReturn;
    private readonly Stack<(CodePlace Place, OrcState State)> waiting = [];

    private OrcAnalysis(EntryObject entryObject, FlowCode code, OrcRules rules)
    {
        this.rules = rules;
        this.entryObject = entryObject;
        this.code = code;
        foreach (var hint in EntryTables.Of(entryObject).UnwindHints)
        {
            if (FlowTables.Place(hint.Place) is { } place)
                hints[place] = hint;
        }

        foreach (var mark in EntryTables.Of(entryObject).Annotations)
        {
            if (FlowTables.Place(mark.Place) is { } place)
                SetOf(mark.Kind)?.Add(place);
        }

        doNotReturn = [.. entryObject.Callees.Where(static callee => (callee.Traits & CalleeTraits.DoesNotReturn) != 0).Select(static callee => callee.Symbol)];
    }

    /// <summary>The state before each instruction that a path or hint leads to, by the instruction's number.</summary>
    public static Dictionary<int, OrcState> Run(EntryObject entryObject, FlowCode code, OrcRules rules)
    {
        var analysis = new OrcAnalysis(entryObject, code, rules);
        foreach (var symbol in entryObject.Symbols)
        {
            if (symbol.Type == SymbolType.Function && symbol.Section >= 0)
                analysis.Follow(new CodePlace(symbol.Section, (int)symbol.Value), OrcState.AtFunction);
        }

        foreach (var hint in analysis.hints)
            analysis.Follow(hint.Key, OrcState.Of(hint.Value));
        return analysis.states;
    }

    private HashSet<CodePlace>? SetOf(AnnotationKind kind) => kind switch
    {
        AnnotationKind.NoSpeculationAlternative => leftAlone,
        AnnotationKind.Unreachable => deadEnds,
        AnnotationKind.Reachable => goesOn,
        _ => null,
    };

    private void Follow(CodePlace place, OrcState state)
    {
        waiting.Push((place, state));
        while (waiting.Count != 0)
        {
            var (next, before) = waiting.Pop();
            FollowPath(next, before);
        }
    }

    private void FollowPath(CodePlace place, OrcState state)
    {
        while (code.At(place) is { } instruction && !states.ContainsKey(instruction.Number))
        {
            if (hints.TryGetValue(place, out var hint))
                state = AtHint(hint, state);
            states.Add(instruction.Number, state);
            Branches(instruction, state);
            state = OrcEffects.After(state, instruction.Code, rules);
            if (Ends(instruction))
                return;
            place = instruction.Behind;
            if (deadEnds.Contains(place))
                return;
        }
    }

    private OrcState AtHint(UnwindHintEntry hint, OrcState state)
    {
        if (hint.Type == UnwindHintType.Save)
            return state;
        if (hint.Type != UnwindHintType.Restore)
            return OrcState.Of(hint);
        var save = EntryTables.Of(entryObject).UnwindHints.LastOrDefault(other => other.Type == UnwindHintType.Save && other.Place.Section == hint.Place.Section && other.Place.Offset < hint.Place.Offset);
        return save is not null && FlowTables.Place(save.Place) is { } place && code.At(place) is { } saved && states.TryGetValue(saved.Number, out var kept) ? kept : state;
    }

    private void Branches(FlowInstruction instruction, OrcState state)
    {
        if (!leftAlone.Contains(instruction.Place))
        {
            foreach (var site in instruction.Alternatives ?? [])
                waiting.Push((site.IsEmpty ? site.Continues : site.Replacement, state));
        }

        if (instruction.Fixup is { } fixup)
            waiting.Push((fixup, state));
        if (instruction.Branch is { } branch)
            waiting.Push((branch.Target, state));
        if (instruction.Code.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch && code.PlaceOf(instruction.Immediate) is { } target)
            waiting.Push((target, state));
    }

    private bool Ends(FlowInstruction instruction) => instruction.Code.FlowControl switch
    {
        FlowControl.UnconditionalBranch => instruction.Branch is null,
        FlowControl.IndirectBranch or FlowControl.Return => true,
        FlowControl.Exception => !goesOn.Contains(instruction.Place with { Offset = instruction.End }),
        FlowControl.Call => code.SymbolOf(instruction.Immediate) is { } symbol && doNotReturn.Contains(symbol),
        _ => false,
    };
}
