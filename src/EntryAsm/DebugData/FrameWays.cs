// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.DebugData;

/// <summary>All ways to find the registers of the interrupted or calling code in one state of the machine, the best first. Used for one state after another.</summary>
internal sealed class FrameWays
{
    /// <summary>What the processor has pushed, from the address of the next instruction on; and what a call has.</summary>
    private const int InterruptFrame = FlowEntries.PushedBytes, CallFrame = 8;

    /// <summary>The number under which the ways to the frame's address itself are kept, behind those of the registers.</summary>
    public const int Frame = Dwarf.Registers, Count = Frame + 1;

    /// <summary>More ways than this to one register are not kept.</summary>
    private const int MostWays = 8;

    private const sbyte NoTarget = -1, Lead = -2, NotLooked = -3;

    private readonly Bases bases;
    private readonly FrameRule[] ways = new FrameRule[Count * MostWays];
    private readonly int[] counts = new int[Count];

    /// <summary>What leads into memory, and the number of the next that has the same base; -1 for none.</summary>
    private readonly List<(FrameRule Way, int Next)> roads = [];

    /// <summary>The first and the last road from each base, of the round in which they were found.</summary>
    private (int Round, int First, int Last)[] roadsFrom = [];
    private int round;
    private sbyte[] targets = [];

    /// <summary>The registers in the order in which they are preferred as a base: what calls leave alone first.</summary>
    private static readonly int[] preferred =
    [
        MachineRegister.Rsp, MachineRegister.Rbp, MachineRegister.Rbx, MachineRegister.R12, MachineRegister.R13, MachineRegister.R14, MachineRegister.R15, MachineRegister.Rdi,
        MachineRegister.Rsi, MachineRegister.Rdx, MachineRegister.Rcx, MachineRegister.Rax, MachineRegister.R8, MachineRegister.R9, MachineRegister.R10, MachineRegister.R11,
    ];

    public FrameWays(Bases bases) => this.bases = bases;

    public ReadOnlySpan<FrameRule> Of(int register) => ways.AsSpan(register * MostWays, counts[register]);

    /// <summary>All ways, one register behind the other, and where each begins.</summary>
    public FrameRule[] Copy(byte[] starts)
    {
        var total = 0;
        for (var register = 0; register < Count; register++)
            starts[register + 1] = (byte)(total += counts[register]);
        var result = new FrameRule[Math.Max(1, total)];
        for (var register = 0; register < Count; register++)
            Of(register).CopyTo(result.AsSpan(starts[register]));
        return result;
    }

    /// <summary>Finds the ways in a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="lost">The registers that nothing may be found by, a bit each: those that the function called here may change, of which a debugger asks while it runs.</param>
    public void Find(MachineState state, int lost = 0)
    {
        counts.AsSpan().Clear();
        FindRoads(state, lost);
        var frame = FindFrame(state);
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if (state.Registers[register].Offset == 0 && TargetOf(state.Registers[register].Base) == register)
                Add(register, new FrameRule(FrameRuleKind.Same));
        }

        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if ((lost >> register & 1) == 0)
                FindInRegister(state.Registers[register], register);
        }

        foreach (ref readonly var slot in state.Slots)
            FindInSlot(slot, frame);
    }

    private void Add(int register, FrameRule way)
    {
        if (counts[register] < MostWays)
            ways[register * MostWays + counts[register]++] = way;
    }

    /// <summary>What leads into memory: the registers, and addresses that lie on the stack.</summary>
    private void FindRoads(MachineState state, int lost)
    {
        roads.Clear();
        round++;
        if (roadsFrom.Length < bases.Count)
            Array.Resize(ref roadsFrom, bases.Count);
        foreach (var register in preferred)
        {
            var value = state.Registers[register];
            if (value.Base > Value.ConstantBase && (lost >> register & 1) == 0 && TargetOf(value.Base) != NoTarget)
                AddRoad(value.Base, new FrameRule(FrameRuleKind.AtRegister, (byte)register, (int)-value.Offset));
        }

        AddLoadedStack(state, lost);
        var rsp = state.Rsp;
        foreach (ref readonly var slot in state.Slots)
        {
            if (slot.Base == rsp.Base && slot.Value.Base > Value.ConstantBase && slot.Value.Base != slot.Base && slot.Offset >= rsp.Offset && TargetOf(slot.Value.Base) == Lead)
                AddRoad(slot.Value.Base, new FrameRule(FrameRuleKind.Indirect, MachineRegister.Rsp, (int)-slot.Value.Offset, (int)(slot.Offset - rsp.Offset)));
        }
    }

    /// <summary>A stack pointer that was loaded from where a register leads still lies there: behind it the same as at the top of the stack, however much is on it.</summary>
    private void AddLoadedStack(MachineState state, int lost)
    {
        var stack = bases[state.Rsp.Base];
        if (stack.Kind != BaseKind.Memory || stack.B != 8 || stack.D != state.Epoch || state.FindSlot(new Value((int)stack.A, stack.C)) is not null)
            return;
        foreach (var register in preferred)
        {
            var origin = bases.Unmixed(state.Registers[register]);
            if (origin.IsKnown && origin.Base == stack.A && (lost >> register & 1) == 0)
                AddRoad(state.Rsp.Base, new FrameRule(FrameRuleKind.Indirect, (byte)register, 0, (int)(stack.C - origin.Offset)));
        }
    }

    private void AddRoad(int number, FrameRule way)
    {
        ref var from = ref roadsFrom[number];
        if (from.Round == round)
            roads[from.Last] = roads[from.Last] with { Next = roads.Count };
        else
            from = (round, roads.Count, 0);
        from.Last = roads.Count;
        roads.Add((way, -1));
    }

    /// <summary>Where the frame ends, by the slot that holds the address to return to.</summary>
    private Value FindFrame(MachineState state)
    {
        var (found, best) = (Value.Unknown, -1);
        foreach (ref readonly var slot in state.Slots)
        {
            if (slot.Value.Base <= Value.ConstantBase || slot.Value.Offset != 0 || TargetOf(slot.Value.Base) != MachineRegister.Rip)
                continue;
            var isCall = bases[bases.Unchanged(slot.Value).Base].A == MachineRegister.ReturnAddress;

            // Of copies of the frame the one nearest to rsp is the one the code works with; SYSCALL's rcx, which is the address too, is no frame.
            var fits = (slot.Base == state.Rsp.Base ? 2 : 0) + (isCall || HoldsFlags(state, new Value(slot.Base, slot.Offset + 16)) ? 1 : 0);
            if (fits <= best)
                continue;
            var before = counts[Frame];
            counts[Frame] = 0;
            var end = slot.Offset + (isCall ? CallFrame : InterruptFrame);
            AddRoads(Frame, slot.Base, end);
            if (counts[Frame] == 0)
            {
                counts[Frame] = before;
                continue;
            }

            (found, best) = (new Value(slot.Base, end), fits);
            counts[MachineRegister.Rsp] = 0;
            if (isCall)
                Add(MachineRegister.Rsp, new FrameRule(FrameRuleKind.FramePlus));
        }

        return found;
    }

    private bool HoldsFlags(MachineState state, Value address) => state.FindSlot(address) is { Offset: 0 } value && TargetOf(value.Base) == MachineRegister.Rflags;

    private void AddRoads(int register, int number, long offset)
    {
        for (var road = roadsFrom[number].Round == round ? roadsFrom[number].First : -1; road >= 0; road = roads[road].Next)
            Add(register, roads[road].Way with { Offset = roads[road].Way.Offset + (int)offset });
    }

    private void FindInRegister(Value value, int register)
    {
        if (value.Offset == 0 && TargetOf(value.Base) is >= 0 and var target && target != register)
            Add(target, new FrameRule(FrameRuleKind.InRegister, (byte)register));
    }

    private void FindInSlot(in Slot slot, Value frame)
    {
        var target = TargetOf(slot.Value.Base);
        if (slot.Value.Offset != 0 || target < 0)
            return;
        if (frame.IsKnown && slot.Base == frame.Base)
            Add(target, new FrameRule(FrameRuleKind.AtFrame, 0, (int)(slot.Offset - frame.Offset)));
        AddRoads(target, slot.Base, slot.Offset);
    }

    /// <summary>The register whose value at the entry a base is; negative where it is none, or an address that may lead to one.</summary>
    private sbyte TargetOf(int number)
    {
        if (number >= targets.Length)
        {
            var before = targets.Length;
            Array.Resize(ref targets, Math.Max(bases.Count, number + 1));
            targets.AsSpan(before).Fill(NotLooked);
        }

        if (targets[number] == NotLooked)
            targets[number] = Look(number);
        return targets[number];
    }

    private sbyte Look(int number)
    {
        var key = bases[bases.Unchanged(new Value(number, 0)).Base];
        if (bases[number].Kind == BaseKind.PerhapsChanged && bases[number].C != 0)
            return NoTarget;
        if (key.Kind == BaseKind.Register)
            return key.A == MachineRegister.ReturnAddress ? (sbyte)MachineRegister.Rip : key.A < Dwarf.Registers ? (sbyte)key.A : NoTarget;
        return bases[number].Kind is BaseKind.Stack or BaseKind.Joined or BaseKind.Result or BaseKind.Memory or BaseKind.Expression or BaseKind.PerhapsChanged ? Lead : NoTarget;
    }
}
