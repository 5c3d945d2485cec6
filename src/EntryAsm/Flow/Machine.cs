// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>Reads and writes operands of the current instruction in the current state.</summary>
internal sealed partial class Machine(FlowCode code, Bases bases)
{
    /// <summary>The red zone is not kept in kernels, so what a call finds below rsp it may overwrite.</summary>
    private const long Everything = long.MaxValue / 4;

    public MachineState State = new();

    private FlowInstruction at = null!;

    /// <summary>
    /// Whether a word of the frame that the processor has pushed stays that word when the code writes another value there: the interrupted code is what the frame says, for
    /// whoever wants to show it. And a stack that the code has turned to is none of those that it came from: else it would write over its own frames.
    /// </summary>
    public bool FollowsFrames { get; init; }

    public FlowCode Code => code;

    public Bases Bases => bases;

    public Value Register(Register register) => State.Registers[register.GetFullRegister() - Iced.Intel.Register.RAX];

    /// <summary>The address of the memory operand.</summary>
    public Value Address()
    {
        ref readonly var instruction = ref at.Code;
        var address = at.Displacement;
        if (!instruction.IsIPRelativeMemoryOperand)
        {
            address = Sum(address, instruction.MemoryBase, 1);
            address = Sum(address, instruction.MemoryIndex, instruction.MemoryIndexScale);
        }

        return instruction.MemorySegment switch
        {
            Iced.Intel.Register.GS => bases.Segment(1, address),
            Iced.Intel.Register.FS => bases.Segment(0, address),
            _ => address,
        };
    }

    private Value Sum(Value address, Register register, int scale)
    {
        if (register == Iced.Intel.Register.None)
            return address;
        if (!register.IsGPR64())
            return Value.Unknown;
        var value = Register(register);
        if (value.IsConstant)
            return address.Plus(value.Offset * scale);
        return scale == 1 && address.IsConstant ? value.Plus(address.Offset) : Value.Unknown;
    }

    /// <summary>What some bytes at an address hold.</summary>
    public Value Load(Value address, int bytes)
    {
        if (!address.IsKnown || State.Overlaps(address, bytes))
            return Value.Unknown;
        if (State.FindSlot(address) is { } slot)
            return bytes > 8 ? Value.Unknown : Low(slot, bytes);
        return bytes > 8 || bases.Is(address, BaseKind.Expression) ? Value.Unknown : bases.Memory(address, bytes, State.Epoch);
    }

    /// <summary>Writes some bytes at an address.</summary>
    public void Store(Value address, int bytes, Value value)
    {
        if (!address.IsKnown || bases.Is(address, BaseKind.Expression) && !IsAligned(address, out _, out _))
        {
            State.ForgetMemory(at.Number + 1, bases);
            return;
        }

        SpoilAliases(address, bytes, address.Base, 0);
        State.Spoil(address, bytes);
        if (bytes == 8)
        {
            State.SetSlot(address, value);
        }
        else
        {
            for (var part = 0; part < bytes; part += 8)
                State.SetSlot(address.Plus(part), Value.Unknown);
        }

        if (State.HasTooManySlots)
            State.ForgetMemory(at.Number + 1, bases);
    }

    /// <summary>Two names of one place: what was written through one is not known through the other any more.</summary>
    /// <param name="address">The place by one of its names.</param>
    /// <param name="bytes">How many were written.</param>
    /// <param name="through">The base through which they were: for slots of the same base their offset alone decides.</param>
    /// <param name="depth">How many names led to this one.</param>
    private void SpoilAliases(Value address, int bytes, int through, int depth)
    {
        if (bases.Is(address, BaseKind.Segment))
            return;
        if (bases.Is(address, BaseKind.Joined))
            SpoilBindings(address, bytes, through, depth);
        if (IsAligned(address, out var from, out var slack))
            SpoilAround(from, slack, bytes);
        SpoilJoined(address, bytes, through);
    }

    /// <summary>An address with its lowest bits cleared lies at most <paramref name="slack"/> bytes below the address it was made from.</summary>
    private bool IsAligned(Value address, out Value from, out long slack)
    {
        var key = bases[address.Base];
        slack = ~key.D;
        from = new Value((int)key.B, key.C + address.Offset);
        return key.Kind == BaseKind.Expression && key.A == (long)ValueOperation.And && slack is >= 0 and < 4096 && (slack & (slack + 1)) == 0;
    }

    private void SpoilAround(Value from, long slack, int bytes)
    {
        State.Forget(slot => slot.Base == from.Base && slot.Offset > from.Offset - slack - 8 && slot.Offset < from.Offset + bytes
            || slot.Base != from.Base && bases[slot.Base].Kind == BaseKind.Joined, at.Number + 1, bases);
    }

    private void SpoilBindings(Value address, int bytes, int through, int depth)
    {
        var bindings = depth > 3 ? null : bases.BindingsOf(address.Base);
        if (bindings is null || Value.Unknown.IsAmong(bindings.Items))
        {
            State.Forget(slot => slot.Base != address.Base && slot.Base != through && bases[slot.Base].Kind != BaseKind.Segment, at.Number + 1, bases);
            return;
        }

        foreach (var binding in bindings.Items)
        {
            var other = binding.Plus(address.Offset);
            SpoilAliases(other, bytes, through, depth + 1);
            State.Spoil(other, bytes);
            State.SetSlot(other, Value.Unknown);
        }
    }

    private void SpoilJoined(Value address, int bytes, int through)
    {
        var last = -1;
        for (var i = 0; i < State.SlotCount; i++)
        {
            var number = State.Slots[i].Base;
            if (number == last || number == address.Base || number == through)
                continue;
            last = number;
            if (IsAligned(new Value(number, 0), out var from, out _) && (from.Base == address.Base || bases[from.Base].Kind == BaseKind.Joined))
                State.Spoil(new Value(number, -Everything), 2 * Everything);
            if (bases[number].Kind != BaseKind.Joined || FollowsFrames && address.Base == State.Rsp.Base && !MayBe(number, address.Base, 0))
                continue;
            if (bases.BindingsOf(number) is not { } bindings)
            {
                State.Spoil(new Value(number, -Everything), 2 * Everything);
                continue;
            }

            // Once it has been itself and something more, in a loop, it may be any distance from what it was first.
            var moves = Value.Unknown.IsAmong(bindings.Items);
            foreach (var binding in bindings.Items)
            {
                if (binding.Base == address.Base && !moves)
                    State.Spoil(new Value(number, address.Offset - binding.Offset), bytes);
                else if (binding.Base == address.Base || bases[binding.Base].Kind == BaseKind.Joined)
                    State.Spoil(new Value(number, -Everything), 2 * Everything);
            }
        }
    }

    /// <summary>Whether a value that differs between paths is known to count from a base on one of them.</summary>
    private bool MayBe(int joined, int number, int depth)
    {
        if (depth > 3 || bases.BindingsOf(joined) is not { } bindings)
            return false;
        foreach (var binding in bindings.Items)
        {
            if (binding.Base == number || bases[binding.Base].Kind == BaseKind.Joined && MayBe(binding.Base, number, depth + 1))
                return true;
        }

        return false;
    }

    /// <summary>The lower bytes of a value, the rest zero.</summary>
    public Value Low(Value value, int bytes)
    {
        if (bytes >= 8)
            return value;
        var key = bases[value.Base];
        var isNarrow = key.Kind == BaseKind.Memory && key.B <= bytes || key is { Kind: BaseKind.GsBase, A: 1 } && bytes >= 4 || key.Kind == BaseKind.Expression && key.A == (long)ValueOperation.LowBytes && key.D <= bytes;
        return isNarrow && value.Offset == 0 ? value : bases.Apply(ValueOperation.LowBytes, value, bytes);
    }

    private bool IsPushed(Value value) => bases[bases.Unchanged(value).Base] is { Kind: BaseKind.Register, A: >= MachineRegister.Rip and <= MachineRegister.Ss or MachineRegister.Rsp };

    /// <summary>What operand number <paramref name="index"/> holds, zero-extended.</summary>
    private Value Read(int index)
    {
        ref readonly var instruction = ref at.Code;
        switch (instruction.GetOpKind(index))
        {
            case OpKind.Register:
                return ReadRegister(instruction.GetOpRegister(index));
            case OpKind.Memory:
                return Load(Address(), instruction.MemorySize.GetSize());
            case >= OpKind.Immediate8 and <= OpKind.Immediate32to64:
                return at.Immediate;
            default:
                return Value.Unknown;
        }
    }

    private Value ReadRegister(Register register)
    {
        if (!register.IsGPR())
            return Value.Unknown;
        if (register is Iced.Intel.Register.AH or Iced.Intel.Register.BH or Iced.Intel.Register.CH or Iced.Intel.Register.DH)
            return Value.Unknown;
        return Low(Register(register), register.GetSize());
    }

    private int Size(int index)
    {
        ref readonly var instruction = ref at.Code;
        return instruction.GetOpKind(index) switch
        {
            OpKind.Register => instruction.GetOpRegister(index).GetSize(),
            OpKind.Memory => instruction.MemorySize.GetSize(),
            _ => 8,
        };
    }

    /// <summary>Writes an operand: all of a 64-bit register, the lower half with the upper cleared, or a part that leaves the rest.</summary>
    private void Write(int index, Value value)
    {
        ref readonly var instruction = ref at.Code;
        if (instruction.GetOpKind(index) == OpKind.Memory)
        {
            var address = Address();
            Store(address, instruction.MemorySize.GetSize(), FollowsFrames && State.FindSlot(address) is { } before && IsPushed(before) ? bases.PerhapsChanged(before) : value);
        }
        else if (instruction.GetOpKind(index) == OpKind.Register && instruction.GetOpRegister(index).IsGPR())
            WriteRegister(instruction.GetOpRegister(index), value);
    }

    private void WriteRegister(Register register, Value value)
    {
        var size = register.GetSize();
        State.Registers[register.GetFullRegister() - Iced.Intel.Register.RAX] = size switch { 8 => value, 4 => Low(value, 4), _ => Value.Unknown };
    }

    public void Push(Value value)
    {
        State.Rsp = State.Rsp.Plus(-8);
        Store(State.Rsp, 8, value);
    }

    public Value Pop()
    {
        var value = Load(State.Rsp, 8);
        State.Rsp = State.Rsp.Plus(8);
        return value;
    }

    /// <summary>A function was called: what it may change is not known any more.</summary>
    /// <param name="spent">The registers it may change, one bit each.</param>
    public void AfterCall(int spent)
    {
        foreach (var argument in arguments)
            GiveAway(State.Registers[argument]);
        if (spent != 0)
            State.ForgetResults(at.Number, spent, bases);
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if ((spent >> register & 1) != 0)
                State.Registers[register] = bases.Of(BaseKind.Result, at.Number, register);
        }

        // The callee's own frame, and what it may do to memory that is not on this stack.
        State.Spoil(State.Rsp.Plus(-Everything), Everything);
        var lost = State.HasLostMemory;
        State.Forget(slot => bases[slot.Base].Kind is BaseKind.Segment or BaseKind.Symbol or BaseKind.Section, at.Number + 1, bases);
        State.HasLostMemory = lost;
    }

    /// <summary>The registers that arguments are passed in.</summary>
    private static readonly int[] arguments = [MachineRegister.Rdi, MachineRegister.Rsi, MachineRegister.Rdx, MachineRegister.Rcx, MachineRegister.R8, MachineRegister.R9];

    /// <summary>A function that has the address of a frame may change what is there and above.</summary>
    private void GiveAway(Value pointer)
    {
        if (!pointer.IsKnown || pointer.IsConstant)
            return;
        State.HasLostMemory |= pointer.Base == State.Rsp.Base && State.FindSlot(pointer) is null;
        State.GiveAway(pointer, bases);
    }
}
