// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>Follows every path through the code from its entries, and keeps at each place where paths meet what holds on all of them.</summary>
internal sealed partial class FlowAnalysis
{
    /// <summary>More depths of the stack than this at one place are no longer told apart: a loop that pushes.</summary>
    internal const int MostDepths = 40;

    /// <summary>The default budget, for each instruction and each of a thousand more: six times what the largest kernel's entry code takes, and an end within seconds for code that no author writes.</summary>
    private const int StepsPerInstruction = 40;

    /// <summary>Stacks that are told apart at one place in one world: those of interrupts, of system calls, of the task, of a return path. More of them are one that is not known.</summary>
    private const int MostStacks = 6;

    /// <summary>With more states than this at one place, depths are no longer told apart there at all.</summary>
    private const int MostStates = 160;

    private readonly FlowOptions options;
    private readonly Bases bases = new();
    private readonly FlowCode code;
    private readonly Machine machine;
    private readonly List<FlowState> states = [];
    private readonly List<CallContext> contexts = [];
    /// <summary>The contexts of calls, by the hash of what makes them one.</summary>
    private readonly Dictionary<int, KnownCall> contextOf = [];

    /// <summary>The states to follow. Routines come after those that call them: once all their callers are known, and deeper ones last.</summary>
    private readonly WaitingStates waiting = new();

    /// <summary>The order of places outside of routines. With worlds it is that of the addresses: findings name the first path that comes to a place.</summary>
    private FlowOrder? order;
    private readonly JoinRoom room = new();
    private readonly MachineState before = new();
    private readonly LiveSlots live;
    private readonly CallReturn callReturn;
    private readonly GrowingArray<Returning> returning = new();
    private readonly DecisionSets decisions = new();
    private readonly List<FlowExit> exits = [];

    /// <summary>All edges, where they are kept.</summary>
    private readonly List<FlowEdge>? edges;
    private readonly HashSet<FlowEdge>? knownEdges;
    private (FlowState State, FlowInstruction Call)? returnsTo;
    private long budget;
    private bool leadersChanged;
    private Action<FlowInstruction, MachineState, FlowState>? visitor;

    private FlowAnalysis(EntryObject entryObject, FlowOptions options)
    {
        this.options = options;
        if (options.KeepsEdges)
            (edges, knownEdges) = ([], []);
        code = new FlowCode(entryObject, bases);
        machine = new Machine(code, bases) { FollowsFrames = !options.Worlds };
        live = new LiveSlots(bases);
        callReturn = new CallReturn(bases);
        budget = options.Budget ?? (long)StepsPerInstruction * (code.Instructions.Count + 1000);
        if (options.Worlds)
            return;
        foreach (var hint in EntryTables.Of(entryObject).UnwindHints)
        {
            if (FlowTables.Place(hint.Place) is { } place && code.At(place) is { } instruction)
                instruction.Hint = hint;
        }
    }

    public static FlowMap Run(EntryObject entryObject, FlowOptions options)
    {
        var analysis = new FlowAnalysis(entryObject, options);
        var entries = FlowEntries.Find(entryObject, analysis.code, options);
        if (!options.Worlds)
            analysis.order = new FlowOrder(analysis.code, entries);
        do
        {
            analysis.Begin();
            foreach (var entry in entries)
                analysis.Start(entry);
            analysis.FollowAll();
            analysis.StartHints(entryObject);
            if (options.FollowsGlobals)
                analysis.StartGlobals(entryObject, entries);
        }
        while (analysis.leadersChanged);
        return new FlowMap(analysis, entries);
    }

    public EntryObject Object => code.Object;

    public FlowCode Code => code;

    public Bases Bases => bases;

    public DecisionSets Decisions => decisions;

    public IReadOnlyList<FlowState> States => states;

    public IReadOnlyList<CallContext> Contexts => contexts;

    /// <summary>How paths end.</summary>
    public IReadOnlyList<FlowExit> Exits
    {
        get
        {
            if (exits.Count == 0)
                Replay(static (_, _, _) => { });
            return exits;
        }
    }

    public FlowOptions Options => options;

    public IReadOnlyList<FlowEdge> Edges => edges ?? [];

    public bool IsComplete => budget > 0;

    /// <summary>How many instructions were executed.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs once more from each state that was kept to the next, for what holds in between.</summary>
    public void Replay(Action<FlowInstruction, MachineState, FlowState> visit)
    {
        exits.Clear();
        visitor = visit;
        foreach (var state in states)
            Follow(state);
        visitor = null;
    }

    private void Begin()
    {
        foreach (var instruction in code.Instructions)
            instruction.States = null;
        states.Clear();
        contexts.Clear();
        contextOf.Clear();
        waiting.Clear();
        returning.Clear();
        leadersChanged = false;
        edges?.Clear();
        knownEdges?.Clear();
    }

    private void Start(FlowEntry entry)
    {
        if (code.At(entry.Place) is not { } first)
            return;
        FlowEntries.Fill(machine.State, entry, bases, options);
        if (Enter(first, null, null) is { } state)
            state.Entry ??= entry;
    }

    /// <summary>Where no path leads but a hint describes the frame: someone jumps there from outside.</summary>
    private void StartHints(EntryObject entryObject)
    {
        foreach (var hint in EntryTables.Of(entryObject).UnwindHints)
        {
            if (leadersChanged || FlowTables.Place(hint.Place) is not { } place || code.At(place) is not { } first || reached.Contains(first.Number) || IsData(first))
                continue;
            Start(new FlowEntry(place, hint.Place.Name, EntryKind.Start, -1, false, hint.Line) { Hint = hint });
            FollowAll();
        }
    }

    /// <summary>Global symbols that no path has come to: the kernel calls them, or jumps there.</summary>
    private void StartGlobals(EntryObject entryObject, List<FlowEntry> entries)
    {
        foreach (var symbol in entryObject.Symbols)
        {
            if (leadersChanged || symbol.Section < 0 || symbol.Binding == SymbolBinding.Local || symbol.Type is SymbolType.Section or SymbolType.Object)
                continue;
            var place = new CodePlace(symbol.Section, (int)symbol.Value);
            if (code.At(place) is not { } first || reached.Contains(first.Number) || IsPadding(first) || IsData(first))
                continue;
            var entry = new FlowEntry(place, symbol.Name, EntryKind.Function, -1, false, symbol.Line) { IsAssumed = true };
            if (!entries.Exists(known => known.Place == place))
                entries.Add(entry);
            Start(entry);
            FollowAll();
        }
    }

    /// <summary>Whether it is padding between routines, or the trap after one: a symbol there marks the end of a routine.</summary>
    private bool IsPadding(FlowInstruction instruction)
    {
        if (instruction.Code.Mnemonic == Mnemonic.Int3)
            return true;
        var items = Object.Sections[instruction.Place.Section].Items;
        return !items.IsEmpty && items[instruction.Item].Kind == EntryItemKind.Align;
    }

    /// <summary>Whether it is data among code, with no instruction after it that it may be the beginning of.</summary>
    private bool IsData(FlowInstruction instruction)
    {
        var (items, next) = (Object.Sections[instruction.Place.Section].Items, instruction.Item + 1);
        return !items.IsEmpty && items[instruction.Item].Kind == EntryItemKind.Data && (next == items.Length || items[next].Kind != EntryItemKind.Instruction);
    }

    private readonly HashSet<int> reached = [];

    private void FollowAll()
    {
        do
        {
            while (waiting.Count != 0 && budget > 0 && !leadersChanged)
            {
                var state = states[waiting.Take()];
                state.IsWaiting = false;
                Follow(state);
            }
        }
        while (budget > 0 && !leadersChanged && ReturnAll());
    }

    /// <summary>Follows a path from a place where its state is kept to the next one.</summary>
    private void Follow(FlowState state)
    {
        machine.State.CopyFrom(state);
        var instruction = state.At;
        while (true)
        {
            if (instruction.Facts is not null)
                Facts.Assume(instruction, machine.State, bases);
            if (instruction.Hint is not null)
                FlowEntries.TrustHint(instruction, machine.State, bases);
            if (visitor is not null)
                visitor(instruction, machine.State, state);
            else if (!Count(instruction))
                return;
            if (instruction.Facts is { } facts && facts.Exists(static fact => fact.Kind == FactKind.Resumed))
            {
                End(instruction, FlowExitKind.Resumed, state);
                return;
            }

            var next = Step(state, instruction);
            if (next is not { } place)
                return;
            if (code.At(place) is not { } following)
            {
                End(instruction, FlowExitKind.RunsOff, state);
                return;
            }

            if (following.IsLeader)
            {
                Enter(following, state, instruction);
                return;
            }

            instruction = following;
        }
    }

    /// <returns>False when the budget is spent.</returns>
    private bool Count(FlowInstruction instruction)
    {
        Steps++;
        reached.Add(instruction.Number);
        return --budget > 0;
    }

    private void End(FlowInstruction instruction, FlowExitKind kind, FlowState from)
    {
        if (visitor is not null)
            exits.Add(new FlowExit(instruction, kind, from));
    }

    /// <summary>Executes one instruction.</summary>
    /// <returns>Where this path continues; null where it ends, or others have been entered.</returns>
    private CodePlace? Step(FlowState from, FlowInstruction instruction)
    {
        if (instruction.Alternatives is not null && !Choose(from, instruction))
            return null;
        if (instruction.Fixup is { } fixup)
            EnterAt(fixup, from, instruction);
        if (instruction.Branch is { } branch)
        {
            EnterAt(branch.Target, from, instruction);
            return instruction.Behind;
        }

        if (instruction.Code.Mnemonic == Mnemonic.Syscall && !ComesBack(instruction))
        {
            End(instruction, FlowExitKind.Leaves, from);
            return null;
        }

        if (instruction.Code.FlowControl is FlowControl.Next or FlowControl.Interrupt or FlowControl.XbeginXabortXend || instruction.Code.Mnemonic == Mnemonic.Syscall)
        {
            machine.Execute(instruction);
            return instruction.Behind;
        }

        return Branch(from, instruction);
    }

    /// <summary>Whether a hypercall is expected to return: not where INT3, another routine or the end follows it.</summary>
    private bool ComesBack(FlowInstruction hypercall)
    {
        var behind = hypercall.Place with { Offset = hypercall.End };
        return code.At(behind) is { } next && !IsPadding(next)
            && !Object.Symbols.Any(symbol => symbol.Section == behind.Section && (int)symbol.Value == behind.Offset && symbol.Binding != SymbolBinding.Local);
    }

    /// <summary>Enters the replacements that may be here instead.</summary>
    /// <returns>Whether the original may be here too; the state's world says so then.</returns>
    private bool Choose(FlowState from, FlowInstruction instruction)
    {
        var sites = instruction.Alternatives!;
        for (var i = sites.Count - 1; i >= 0; i--)
        {
            var site = sites[i];
            if (site == instruction.Replaces)
                continue;
            var isRemembered = options.Worlds && site.IsRemembered;
            var decided = isRemembered ? decisions.Find(machine.State.World.Decisions, site.Feature) : null;
            if (decided == false)
                continue;
            var world = machine.State.World;
            if (isRemembered && decided is null)
                machine.State.World = world with { Decisions = decisions.With(world.Decisions, site.Feature, on: true) };
            EnterAt(site.IsEmpty ? site.Continues : site.Replacement, from, instruction);
            if (decided == true)
                return false;
            machine.State.World = isRemembered ? world with { Decisions = decisions.With(world.Decisions, site.Feature, on: false) } : world;
            if (site.IsAccess && options.Worlds)
                machine.State.World = machine.State.World.WithAlignmentCheck(false);
        }

        return true;
    }

    private void EnterAt(CodePlace place, FlowState from, FlowInstruction by)
    {
        if (code.At(place) is { } instruction)
            Enter(instruction, from, by);
        else
            End(by, FlowExitKind.RunsOff, from);
    }

    /// <summary>Adds the current state to what is kept at a place, and has the paths from there followed if that is news.</summary>
    private FlowState? Enter(FlowInstruction instruction, FlowState? from, FlowInstruction? by, bool atAnyDepth = false)
    {
        if (visitor is not null)
            return null;
        ForgetModes();
        if (!instruction.IsLeader)
        {
            // Paths have run through it already without its state being kept: begin again, knowing of it.
            instruction.IsLeader = true;
            leadersChanged |= reached.Contains(instruction.Number);
        }

        var entry = (returnsTo?.State ?? from)?.Entry; // A routine that several entries call returns into each of them.
        var state = Find(instruction, atAnyDepth, entry);
        var isNew = state is null;
        if (state is null)
        {
            state = new FlowState(states.Count, instruction);
            state.CopyFrom(machine.State);
            state.Reached = from is null ? null : (from, by!);
            state.Entry = entry;
            states.Add(state);
            (instruction.States ??= []).Add(state);
        }

        if (from is not null && knownEdges?.Add(new FlowEdge(from, by!, state, returnsTo)) == true)
            edges!.Add(new FlowEdge(from, by!, state, returnsTo));
        if (isNew && !options.Worlds)
            live.Keep(state);
        if (isNew || Joins(state))
            Changed(state);
        return state;
    }

    /// <summary>Without worlds, paths that differ in the processor's modes alone are one.</summary>
    private void ForgetModes()
    {
        if (!options.Worlds)
            machine.State.World = machine.State.World.OnlyOrigin();
    }

    /// <summary>Joins the current state to one that is kept.</summary>
    /// <returns>Whether that is another one now. Slots that nothing leads to any more come in and are forgotten again: no news.</returns>
    private bool Joins(FlowState state)
    {
        if (options.Worlds)
            return state.Join(machine.State, bases, room);
        before.CopyFrom(state);
        if (!state.Join(machine.State, bases, room))
            return false;
        live.Keep(state);
        return !state.IsAs(before);
    }

    /// <summary>Has the paths from a state followed, again if they were already.</summary>
    private void Changed(FlowState state)
    {
        if (state.IsWaiting)
            return;
        state.IsWaiting = true;
        waiting.Add(state.Context, state.Context == 0 && order is not null ? order.Of(state.At) : OrderOf(state.At), state.Number);
    }

    /// <summary>When a place is followed: from the first to the last, a replacement with what it replaces, so that what comes after is followed once.</summary>
    private int OrderOf(FlowInstruction instruction)
    {
        while (instruction.Replaces is { } site && code.At(site.Original) is { } original)
            instruction = original;
        return instruction.Number;
    }

    /// <summary>
    /// The state that the current one joins: of the same world and context, and of the same depth of the stack, unless the stack is another one or there are too
    /// many depths. System calls, whose frame has other words than that of an interrupt, join none of those.
    /// </summary>
    private FlowState? Find(FlowInstruction instruction, bool atAnyDepth, FlowEntry? entry)
    {
        FlowState? otherStack = null;
        int alike = 0, stacks = 0;
        foreach (var state in instruction.States ?? [])
        {
            if (state.World != machine.State.World || state.Context != machine.State.Context || FlowEntries.IsSystemCall(state.Entry) != FlowEntries.IsSystemCall(entry))
                continue;
            if (state.Rsp == machine.State.Rsp || atAnyDepth)
                return state;
            alike++;
            if (state.Rsp.Base != machine.State.Rsp.Base)
            {
                stacks++;
                otherStack = otherStack is not null && otherStack.Owns(otherStack.Rsp.Base, bases) ? otherStack : state;
            }
            else if (alike > MostDepths || instruction.States!.Count > MostStates)
                return instruction.States!.First(first => first.World == state.World && first.Context == state.Context);
        }

        return options.Worlds && stacks < MostStacks && machine.State.Rsp.IsKnown ? null : otherStack;
    }
}
