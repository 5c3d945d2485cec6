// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Flow;

// What each instruction does, of those that do not branch. What is not in the table makes unknown what it writes.
internal sealed partial class Machine
{
    private const int GsBaseMsr = unchecked((int)0xC0000101);

    private const int InterruptFlag = 1 << 9, DirectionFlag = 1 << 10, AlignmentFlag = 1 << 18;

    /// <summary>Does what an instruction does, as far as it does not branch.</summary>
    public void Execute(FlowInstruction instruction)
    {
        at = instruction;
        switch (instruction.Code.Mnemonic)
        {
            case Mnemonic.Nop or Mnemonic.Lfence or Mnemonic.Mfence or Mnemonic.Pause or Mnemonic.Endbr64:
                break;
            case Mnemonic.Push:
                PushOperand();
                break;
            case Mnemonic.Pop:
                PopOperand();
                break;
            case Mnemonic.Pushfq:
                Push(Renamed(BaseKind.Flags, 0));
                break;
            case Mnemonic.Popfq:
                PopFlags();
                break;
            case Mnemonic.Enter:
                Enter();
                break;
            case Mnemonic.Leave:
                Leave();
                break;
            case Mnemonic.Mov:
                Move();
                break;
            case Mnemonic.Movzx:
                Write(0, Read(1));
                break;
            case Mnemonic.Lea:
                LoadAddress();
                break;
            case Mnemonic.Xchg:
                Exchange();
                break;
            case Mnemonic.Add:
                Add(1);
                break;
            case Mnemonic.Sub:
                Add(-1);
                break;
            case Mnemonic.Inc:
                Count(1);
                break;
            case Mnemonic.Dec:
                Count(-1);
                break;
            case Mnemonic.And:
                Logic(ValueOperation.And);
                break;
            case Mnemonic.Or:
                Logic(ValueOperation.Or);
                break;
            case Mnemonic.Xor:
                Logic(ValueOperation.Xor);
                break;
            case Mnemonic.Shl:
                Shift(ValueOperation.Shl);
                break;
            case Mnemonic.Shr:
                Shift(ValueOperation.Shr);
                break;
            case Mnemonic.Sar:
                Shift(ValueOperation.Sar);
                break;
            case Mnemonic.Bts:
                SetBit(set: true);
                break;
            case Mnemonic.Btr:
                SetBit(set: false);
                break;
            case Mnemonic.Bt:
                Compare(FlagsKind.Bit);
                break;
            case Mnemonic.Test:
                Compare(FlagsKind.Test);
                break;
            case Mnemonic.Cmp:
                Compare(FlagsKind.Compare);
                break;
            case Mnemonic.Cli:
                State.World = State.World.WithInterrupts(false);
                break;
            case Mnemonic.Sti:
                State.World = State.World.WithInterrupts(true);
                break;
            case Mnemonic.Cld:
                State.World = State.World.WithDirection(false);
                break;
            case Mnemonic.Std:
                State.World = State.World.WithDirection(true);
                break;
            case Mnemonic.Clac:
                State.World = State.World.WithAlignmentCheck(false);
                break;
            case Mnemonic.Stac:
                State.World = State.World.WithAlignmentCheck(true);
                break;
            case Mnemonic.Swapgs:
                SwapGs();
                break;
            case Mnemonic.Rdmsr:
                ReadMsr();
                break;
            case Mnemonic.Wrmsr:
                WriteMsr();
                break;
            case Mnemonic.Rdgsbase:
                Write(0, Renamed(BaseKind.GsBase, 0));
                break;
            case Mnemonic.Wrgsbase:
                State.World = State.World.WithGs(null);
                break;
            default:
                Otherwise();
                break;
        }
    }

    /// <summary>Makes an instruction the current one: the reads that follow are of its operands.</summary>
    public void Look(FlowInstruction instruction) => at = instruction;

    /// <summary>The value of an operand of the current instruction, for branches.</summary>
    public Value Operand(int index) => Read(index);

    /// <summary>What is not known of, written to whatever the manual says is written.</summary>
    private void Otherwise()
    {
        var written = code.Written(at);
        var changesMemory = MayWriteMemory(out var bytes);
        var address = changesMemory ? Address() : Value.Unknown;
        if (changesMemory && bytes == 0)
            ForgetAround(at.Code.IsStringInstruction ? State.Registers[MachineRegister.Rdi] : address);
        else if (changesMemory)
            Store(address, bytes, Value.Unknown);
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if ((written >> register & 1) != 0)
                State.Registers[register] = Value.Unknown;
        }

        if (at.Code.RflagsModified != 0)
            State.Flags = default;
        if (at.WritesUnnamed)
            State.ForgetMemory(at.Number + 1, bases);
    }

    /// <param name="bytes">How many; 0 where it is not known.</param>
    private bool MayWriteMemory(out int bytes)
    {
        bytes = 0;
        if (at.Code.IsStringInstruction)
            return at.Code.Mnemonic is Mnemonic.Stosb or Mnemonic.Stosw or Mnemonic.Stosd or Mnemonic.Stosq
                or Mnemonic.Movsb or Mnemonic.Movsw or Mnemonic.Movsd or Mnemonic.Movsq or Mnemonic.Insb or Mnemonic.Insw or Mnemonic.Insd;
        for (var i = 0; i < at.Code.OpCount; i++)
        {
            if (at.Code.GetOpKind(i) != OpKind.Memory)
                continue;
            bytes = at.Code.MemorySize.GetSize();
            return code.MemoryAccess(at) is not (OpAccess.Read or OpAccess.CondRead or OpAccess.NoMemAccess or OpAccess.None);
        }

        return false;
    }

    /// <summary>An unknown number of bytes was written somewhere from an address on.</summary>
    private void ForgetAround(Value address)
    {
        var mayBeStack = !bases.Is(address, BaseKind.Segment);
        if (!address.IsKnown || bases.Is(address, BaseKind.Joined))
            State.ForgetMemory(at.Number + 1, bases);
        else
            State.Forget(slot => slot.Base == address.Base || mayBeStack && bases[slot.Base].Kind == BaseKind.Joined, at.Number + 1, bases);
    }

    /// <summary>A value that this instruction makes; what it made when it ran before is something else.</summary>
    private Value Renamed(BaseKind kind, int which)
    {
        var value = bases.Of(kind, kind == BaseKind.GsBase ? which : at.Number, which);
        State.ForgetValue(value.Base);
        return value;
    }

    public Value Result(int register) => Renamed(BaseKind.Result, register);

    private void PushOperand()
    {
        if (at.Code.Op0Kind == OpKind.Memory && at.Code.MemorySize.GetSize() != 8 || at.Code.StackPointerIncrement != -8)
        {
            State.Rsp = State.Rsp.Plus(at.Code.StackPointerIncrement);
            Store(State.Rsp, -at.Code.StackPointerIncrement, Value.Unknown);
            return;
        }

        Push(Read(0));
    }

    private void PopOperand()
    {
        if (at.Code.StackPointerIncrement != 8)
        {
            State.Rsp = State.Rsp.Plus(at.Code.StackPointerIncrement);
            Write(0, Value.Unknown);
            return;
        }

        Write(0, Pop());
    }

    private void PopFlags() => SetFlags(Pop());

    /// <summary>RFLAGS are loaded from memory: what PUSHFQ pushed has DF and AC as they are.</summary>
    public void SetFlags(Value flags)
    {
        if (flags.IsConstant)
            State.World = State.World.WithInterrupts((flags.Offset & InterruptFlag) != 0).WithDirection((flags.Offset & DirectionFlag) != 0).WithAlignmentCheck((flags.Offset & AlignmentFlag) != 0);
        else
            State.World = State.World.WithInterrupts(null);
        if (!flags.IsConstant && !bases.Is(flags, BaseKind.Flags))
            State.World = State.World.WithDirection(null).WithAlignmentCheck(null);
        State.Flags = default;
    }

    private void Enter()
    {
        if (at.Code.Code != Iced.Intel.Code.Enterq_imm16_imm8 || at.Code.Immediate8_2nd != 0)
        {
            Otherwise();
            return;
        }

        Push(State.Registers[MachineRegister.Rbp]);
        State.Registers[MachineRegister.Rbp] = State.Rsp;
        State.Rsp = State.Rsp.Plus(-at.Code.Immediate16);
    }

    private void Leave()
    {
        if (at.Code.Code != Iced.Intel.Code.Leaveq)
        {
            Otherwise();
            return;
        }

        State.Rsp = State.Registers[MachineRegister.Rbp];
        State.Registers[MachineRegister.Rbp] = Pop();
    }

    private void Move()
    {
        if (at.Code.Op1Kind == OpKind.Register && at.Code.Op1Register == Iced.Intel.Register.CR3)
            Write(0, ReadCr3());
        else if (at.Code.Op0Kind == OpKind.Register && at.Code.Op0Register == Iced.Intel.Register.CR3)
            WriteCr3(Read(1));
        else if (at.Code.Op0Kind == OpKind.Register && at.Code.Op0Register == Iced.Intel.Register.GS)
            State.World = State.World.WithGs(null);
        else if (at.Code.Op0Kind == OpKind.Register && at.Code.Op0Register == Iced.Intel.Register.RSP && at.Code.Op1Kind == OpKind.Memory)
            LoadStack(Address());
        else
            Write(0, Read(1));
    }

    /// <summary>
    /// Loads the stack pointer. Where the same field of another structure has just been given this one, the other stack was left by the same code: what it holds
    /// there is of its own, but of the same kind.
    /// </summary>
    private void LoadStack(Value address)
    {
        var loaded = Load(address, 8);
        if (bases.Is(loaded, BaseKind.Memory) && !bases.Is(address, BaseKind.Segment))
        {
            foreach (var saved in State.Slots)
            {
                if (saved.Value.Base != State.Rsp.Base || !bases.Is(saved.Value, BaseKind.Stack) || saved.Offset != address.Offset || saved.Base == address.Base || saved.Base == State.Rsp.Base)
                    continue;
                foreach (var slot in State.Slots.ToArray())
                {
                    if (slot.Base == State.Rsp.Base && slot.Offset >= saved.Value.Offset)
                        State.SetSlot(loaded.Plus(slot.Offset - saved.Value.Offset), slot.Value);
                }

                if (FollowsFrames)
                    ForgetOrigins();
                break;
            }
        }

        State.Rsp = loaded;
    }

    /// <summary>The registers are still those of the task that was left: what the other one's held is nowhere but on its stack.</summary>
    private void ForgetOrigins()
    {
        foreach (ref var register in State.Registers.AsSpan())
        {
            if (bases.Is(bases.Unchanged(register), BaseKind.Register))
                register = bases.Apply(ValueOperation.Mix, bases.Unchanged(register), at.Number);
        }
    }

    private void LoadAddress()
    {
        var segment = at.Code.MemorySegment;
        Write(0, segment is Iced.Intel.Register.GS or Iced.Intel.Register.FS ? Value.Unknown : Address());
    }

    private void Exchange()
    {
        Value first = Read(0), second = Read(1);
        Write(0, second);
        Write(1, first);
    }

    private void Add(int sign)
    {
        Value left = Read(0), right = Read(1);
        CountMemory(right.IsConstant ? sign * right.Offset : null);
        Finish(Size(0) == 8 ? Sum(left, right, sign) : left.IsConstant && right.IsConstant ? Low(Value.Constant(left.Offset + sign * right.Offset), Size(0)) : Value.Unknown,
            sign > 0 ? default : new FlagsSource(FlagsKind.Compare, (byte)Size(0), left, right));
    }

    private static Value Sum(Value left, Value right, int sign)
    {
        if (right.IsConstant)
            return left.Plus(unchecked(sign * right.Offset));
        if (sign > 0 && left.IsConstant)
            return right.Plus(left.Offset);
        return sign < 0 && left.IsKnown && left.Base == right.Base ? Value.Constant(unchecked(left.Offset - right.Offset)) : Value.Unknown;
    }

    private void Count(int step)
    {
        var left = Read(0);
        CountMemory(step);
        var result = Size(0) == 8 ? left.Plus(step) : left.IsConstant ? Low(Value.Constant(left.Offset + step), Size(0)) : Value.Unknown;
        Finish(result, new FlagsSource(FlagsKind.Result, (byte)Size(0), result, default));
    }

    /// <summary>A number in memory of the kernel grows: by how much since the entry is kept, whatever else writes there.</summary>
    private void CountMemory(long? step)
    {
        if (FollowsFrames || at.Code.Op0Kind != OpKind.Memory || bases.Counter(Address()) is not { IsKnown: true } counter)
            return;
        State.SetSlot(counter, step is { } known ? (State.FindSlot(counter) ?? Value.Constant(0)).Plus(known) : Value.Unknown);
    }

    private void Logic(ValueOperation operation)
    {
        Value left = Read(0), right = Read(1);
        var isZero = operation == ValueOperation.Xor && at.Code.Op0Kind == OpKind.Register && at.Code.Op1Kind == OpKind.Register && at.Code.Op0Register == at.Code.Op1Register;
        var result = isZero ? Value.Constant(0) : right.IsConstant ? bases.Apply(operation, left, right.Offset) : operation == ValueOperation.Xor ? Mixed(left, right) : Value.Unknown;
        Finish(Size(0) >= 4 ? Low(result, Size(0)) : result.IsConstant ? Low(result, Size(0)) : Value.Unknown, new FlagsSource(FlagsKind.Result, (byte)Size(0), result, default));
    }

    /// <summary>What of two values neither of which is a number: no longer either of them, but made of what the entry found where one is.</summary>
    private Value Mixed(Value left, Value right)
    {
        var result = bases.Apply(ValueOperation.Mix, bases.IsOfEntry(left) ? left : right, at.Number);
        State.ForgetValue(result.Base);
        return result;
    }

    private void Shift(ValueOperation operation)
    {
        Value left = Read(0), right = Read(1);
        var bits = Size(0) * 8;
        var isPlain = right.IsConstant && (Size(0) == 8 || operation == ValueOperation.Shr || left.IsConstant && operation == ValueOperation.Shl);
        var count = isPlain ? right.Offset & (bits == 64 ? 63 : 31) : 0;
        var result = isPlain ? Low(bases.Apply(operation, left, count), Size(0)) : Value.Unknown;
        Finish(count == 0 && isPlain ? left : result, default);
    }

    private void SetBit(bool set)
    {
        Value left = Read(0), right = Read(1);
        if (at.Code.Op0Kind == OpKind.Memory)
        {
            // With a register the bit may lie far from the address.
            if (right.IsConstant)
                Write(0, Value.Unknown);
            else
                ForgetAround(Address());
            State.Flags = default;
            return;
        }

        var bit = right.IsConstant ? 1L << (int)(right.Offset & (Size(0) * 8 - 1)) : 0;
        Finish(!right.IsConstant ? Value.Unknown : Low(set ? bases.Apply(ValueOperation.Or, left, bit) : bases.Apply(ValueOperation.And, left, ~bit), Size(0)),
            new FlagsSource(FlagsKind.Bit, (byte)Size(0), left, right));
    }

    private void Finish(Value result, FlagsSource flags)
    {
        Write(0, result);
        State.Flags = flags;
    }

    private void Compare(FlagsKind kind) => State.Flags = new FlagsSource(kind, (byte)Size(0), Read(0), Read(1));

    private Value ReadCr3()
    {
        if (State.HasEntryCr3)
            return bases.Of(BaseKind.PageTables, 0);
        var whose = World.Decide(State.World.Cr3, World.KernelNow, World.UserNow) switch { true => 1, false => 2, _ => 0 };
        var later = bases.Of(BaseKind.PageTables, 1, at.Number * 4L + whose);
        State.ForgetValue(later.Base);
        return later;
    }

    private void WriteCr3(Value value)
    {
        State.World = bases[value.Base] is { Kind: BaseKind.PageTables, A: 0 } ? State.World.WithCr3OfEntry()
            : bases[value.Base] is { Kind: BaseKind.PageTables } later && (later.B & 3) is 1 or 2 && value.Offset == 0 ? State.World.WithCr3((later.B & 3) == 1)
            : PageTables.IsKernels(value, bases) is { } kernel ? State.World.WithCr3(kernel) : State.World.WithOtherCr3();
        State.HasEntryCr3 = false;
    }

    private void SwapGs()
    {
        State.World = State.World.AfterSwapgs();
        State.ForgetValue(bases.Of(BaseKind.GsBase, 0).Base);
        State.ForgetValue(bases.Of(BaseKind.GsBase, 1, 1).Base);
    }

    private void ReadMsr()
    {
        var isGsBase = Register(Iced.Intel.Register.ECX) is { IsConstant: true } msr && (int)msr.Offset == GsBaseMsr;
        State.Registers[MachineRegister.Rax] = Value.Unknown;
        State.Registers[MachineRegister.Rdx] = isGsBase ? Renamed(BaseKind.GsBase, 1) : Value.Unknown;
    }

    private void WriteMsr()
    {
        if (Register(Iced.Intel.Register.ECX) is not { IsConstant: true } msr || (int)msr.Offset == GsBaseMsr)
            State.World = State.World.WithGs(null);
    }
}
