// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>
/// What has happened on all paths, or on some, to each state. Routines count from their own entry, and are put together with each caller, so that
/// what one caller did is not held for another's.
/// </summary>
internal sealed class Progress
{
    private readonly FlowMap map;
    private readonly Transfer?[] before;
    private readonly Transfer?[] entries;
    private readonly Dictionary<(int State, int By), Transfer> stretches = [];
    private readonly List<FlowEdge>[] outgoing;

    public Progress(FlowMap map, Func<Site, (Happened Set, Happened Clear)> events)
    {
        this.map = map;
        before = new Transfer?[map.States.Count];
        entries = new Transfer?[map.Contexts.Count + 1];
        outgoing = new List<FlowEdge>[map.States.Count];
        for (var i = 0; i < outgoing.Length; i++)
            outgoing[i] = [];
        foreach (var edge in map.Edges)
        {
            stretches[(edge.From.Number, edge.By.Number)] = Transfer.Nothing;
            outgoing[edge.From.Number].Add(edge);
            if (edge.Caller is not { } caller)
                continue;
            stretches[(caller.State.Number, caller.Call.Number)] = Transfer.Nothing;
            outgoing[caller.State.Number].Add(edge);
        }

        Measure(events);
    }

    /// <summary>Finds what holds where paths begin at some states only.</summary>
    public void Solve(Func<FlowState, bool> isRoot)
    {
        Array.Clear(before, 0, before.Length);
        Array.Clear(entries, 0, entries.Length);
        var waiting = new SortedSet<int>();
        foreach (var state in map.States)
        {
            if (state.Reached is not null || !isRoot(state))
                continue;
            before[state.Number] = Transfer.Begin;
            waiting.Add(state.Number);
        }

        while (waiting.Count != 0)
        {
            var number = waiting.Min;
            waiting.Remove(number);
            foreach (var edge in outgoing[number])
            {
                if (Along(edge) is { } value && Join(edge.To, value))
                    waiting.Add(edge.To.Number);
            }
        }

        Enter();
    }

    /// <summary>What has happened before a state's first instruction; null where no path comes from the roots.</summary>
    public Transfer? At(FlowState state) => before[state.Number] is { } value ? state.Context == 0 ? value : (entries[state.Context] ?? Transfer.Begin).Then(value) : null;

    private void Measure(Func<Site, (Happened Set, Happened Clear)> events)
    {
        var site = new Site(map);
        FlowState? current = null;
        var sum = Transfer.Nothing;
        map.ForEach((instruction, state, kept) =>
        {
            if (!ReferenceEquals(kept, current))
                (current, sum) = (kept, Transfer.Nothing);
            site.Visit(instruction, state, kept);
            var (set, clear) = events(site);
            if ((set | clear) != 0)
                sum = sum.Then(Transfer.Event(set, clear));
            if (stretches.ContainsKey((kept.Number, instruction.Number)))
                stretches[(kept.Number, instruction.Number)] = sum;
        });
    }

    private Transfer? Along(in FlowEdge edge)
    {
        if (before[edge.From.Number] is not { } from)
            return null;
        var there = from.Then(stretches[(edge.From.Number, edge.By.Number)]);
        if (edge.Caller is { } caller)
            return before[caller.State.Number] is { } outer ? outer.Then(stretches[(caller.State.Number, caller.Call.Number)]).Then(there) : null;
        return IsCall(edge) ? Transfer.Nothing : there;
    }

    private static bool IsCall(in FlowEdge edge) => edge.Caller is null && edge.To.Context != edge.From.Context;

    private bool Join(FlowState state, Transfer value)
    {
        var joined = before[state.Number] is { } known ? known.Or(value) : value;
        if (before[state.Number] == joined)
            return false;
        before[state.Number] = joined;
        return true;
    }

    /// <summary>What has happened before each routine, whoever called it.</summary>
    private void Enter()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var edge in map.Edges)
            {
                if (!IsCall(edge) || At(edge.From) is not { } from)
                    continue;
                var value = from.Then(stretches[(edge.From.Number, edge.By.Number)]);
                var joined = entries[edge.To.Context] is { } known ? known.Or(value) : value;
                changed |= entries[edge.To.Context] != joined;
                entries[edge.To.Context] = joined;
            }
        }
    }
}
