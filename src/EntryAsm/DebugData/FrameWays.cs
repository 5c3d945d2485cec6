// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Primitives;

namespace EntryAsm.DebugData;

/// <summary>All ways to find the registers of the interrupted or calling code in one state of the machine, the best first. Used for one state after another.</summary>
internal sealed class FrameWays
{
    /// <summary>What the processor has pushed, from the address of the next instruction on; and what a call has.</summary>
    private const int InterruptFrame = FlowEntries.PushedBytes, CallFrame = 8;

    /// <summary>The number under which the ways to the frame's address itself are kept, after those of the registers.</summary>
    public const int Frame = Dwarf.Registers, Count = Frame + 1;

    /// <summary>More ways than this to one register are not kept.</summary>
    private const int MostWays = 8;

    private const sbyte NoTarget = -1, Lead = -2, NotLooked = -3;

    private readonly Bases bases;
    private readonly FrameRule[] ways = new FrameRule[Count * MostWays];
    private readonly int[] counts = new int[Count];

    /// <summary>For each register, which register's value at the entry it holds, if any; and whether it may lead into memory.</summary>
    private readonly sbyte[] held = new sbyte[MachineRegister.Count];
    private readonly bool[] leading = new bool[MachineRegister.Count];

    /// <summary>The slots that hold what a register held at the entry, with its number, and those on the stack that lead elsewhere.</summary>
    private readonly GrowingArray<(int Index, sbyte Register)> holders = new();
    private readonly GrowingArray<int> leads = new();

    /// <summary>What leads into memory, and the number of the next that has the same base; -1 for none.</summary>
    private readonly GrowingArray<(FrameRule Way, int Next)> roads = new();

    /// <summary>The first and the last road from each base, of the round in which they were found.</summary>
    private (int Round, int First, int Last)[] roadsFrom = new (int Round, int First, int Last)[64];
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

    /// <summary>All ways, one register after the other, and where each begins.</summary>
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
    /// <param name="lost">The registers that nothing may be found by, one bit each: those that the function called here may change, which a debugger asks for while it runs.</param>
    public void Find(MachineState state, int lost = 0)
    {
        counts.AsSpan().Clear();
        LookAtRegisters(state.Registers);
        LookAtSlots(state);
        FindRoads(state, lost);
        var frame = FindFrame(state);
        FindInRegisters(lost);
        foreach (var (index, target) in holders.Items)
            FindInSlot(state.Slots[index], target, frame);
    }

    private void LookAtRegisters(Value[] registers)
    {
        for (var register = 0; register < registers.Length; register++)
        {
            var value = registers[register];
            var target = value.Base > Value.ConstantBase ? TargetOf(value.Base) : NoTarget;
            leading[register] = target != NoTarget;
            held[register] = value.Offset == 0 ? target : NoTarget;
        }
    }

    /// <summary>Sorts out the slots that hold a register of the entry, and those on the stack that lead to others.</summary>
    private void LookAtSlots(MachineState state)
    {
        holders.Clear();
        leads.Clear();
        var slots = state.Slots;
        var rsp = state.Rsp;
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var slot = ref slots[i];
            var value = slot.Value;
            if (value.Base <= Value.ConstantBase)
                continue;
            var target = TargetOf(value.Base);
            if (target >= 0 && value.Offset == 0)
                holders.Add((i, target));
            else if (target == Lead && slot.Base == rsp.Base && value.Base != slot.Base && slot.Offset >= rsp.Offset)
                leads.Add(i);
        }
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
            if (leading[register] && (lost >> register & 1) == 0)
                AddRoad(value.Base, new FrameRule(FrameRuleKind.AtRegister, (byte)register, (int)-value.Offset));
        }

        AddLoadedStack(state, lost);
        foreach (var index in leads.Items)
        {
            ref readonly var slot = ref state.Slots[index];
            AddRoad(slot.Value.Base, new FrameRule(FrameRuleKind.Indirect, MachineRegister.Rsp, (int)-slot.Value.Offset, (int)(slot.Offset - state.Rsp.Offset)));
        }
    }

    /// <summary>A stack pointer that was loaded from where a register leads still lies there: after it the same as at the top of the stack, however much is on it.</summary>
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
            roads[from.Last].Next = roads.Count;
        else
            from = (round, roads.Count, 0);
        from.Last = roads.Count;
        roads.Add((way, -1));
    }

    /// <summary>Where the frame ends, by the slot that holds the address to return to.</summary>
    private Value FindFrame(MachineState state)
    {
        var (found, best) = (Value.Unknown, -1);
        foreach (var (index, target) in holders.Items)
        {
            if (target != MachineRegister.Rip)
                continue;
            ref readonly var slot = ref state.Slots[index];
            var isCall = bases[bases.Unchanged(slot.Value).Base].A == MachineRegister.ReturnAddress;

            // Of copies of the frame the one nearest to rsp is the one the code works with; SYSCALL's rcx, which is the address too, is not a frame.
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
        for (var road = roadsFrom[number].Round == round ? roadsFrom[number].First : -1; road >= 0;)
        {
            var (way, next) = roads[road];
            Add(register, new FrameRule(way.Kind, way.Register, way.Offset + (int)offset, way.Inner));
            road = next;
        }
    }

    /// <summary>A register that holds what it held comes before others that hold it.</summary>
    private void FindInRegisters(int lost)
    {
        for (var register = 0; register < held.Length; register++)
        {
            if (held[register] == register)
                Add(register, new FrameRule(FrameRuleKind.Same));
        }

        for (var register = 0; register < held.Length; register++)
        {
            if (held[register] is >= 0 and var target && target != register && (lost >> register & 1) == 0)
                Add(target, new FrameRule(FrameRuleKind.InRegister, (byte)register));
        }
    }

    private void FindInSlot(in Slot slot, int target, Value frame)
    {
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
            for (var i = before; i < targets.Length; i++)
                targets[i] = NotLooked;
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
