// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>An instruction on one of the paths that reach it, with what holds before it runs. Valid while it is visited.</summary>
internal sealed class Site(FlowMap map)
{
    private readonly Machine machine = new(map.Code, map.Bases);

    public FlowMap Map => map;

    public Bases Bases => map.Bases;

    public FlowCode Code => map.Code;

    public FlowInstruction At { get; private set; } = null!;

    public MachineState State { get; private set; } = null!;

    public FlowState Kept { get; private set; } = null!;

    /// <summary>The instruction that ran before this one since the state was kept; null at its first.</summary>
    public FlowInstruction? Previous { get; private set; }

    public FlowEntry? Entry => Kept.Entry;

    public bool IsInterrupt => Entry is { Kind: EntryKind.Interrupt, Hint: null };

    public bool IsSystemCall => Entry is { Kind: EntryKind.Syscall or EntryKind.SyscallCompat or EntryKind.Sysenter };

    public bool IsFred => Entry is { Kind: EntryKind.FredUser or EntryKind.FredKernel };

    /// <summary>Whether nothing is known about the entry path except that some path leads there.</summary>
    public bool IsVague => Entry is null or { Hint: not null } or { IsAssumed: true } or { Kind: EntryKind.Start };

    public Mnemonic Mnemonic => At.Code.Mnemonic;

    public World World => At.SwapsFirst ? State.World.AfterSwapgs() : State.World;

    public void Visit(FlowInstruction instruction, MachineState state, FlowState kept)
    {
        Previous = ReferenceEquals(kept, Kept) ? At : null;
        (At, State, Kept) = (instruction, state, kept);
        machine.State = state;
        machine.Look(instruction);
    }

    public Value Register(int register) => State.Registers[register];

    public Value Address() => machine.Address();

    public Value Load(Value address, int bytes = 8) => machine.Load(address, bytes);

    public Value Operand(int index) => machine.Operand(index);

    private HashSet<int>? stacks;

    /// <summary>Whether rsp has addresses with this base somewhere.</summary>
    public bool IsStack(int number) => (stacks ??= [.. Map.States.Select(static state => state.Rsp.Base)]).Contains(number);

    public BaseKey Base(Value value) => Bases[value.Base];

    /// <summary>Whether it reads or writes its memory operand; LEA, NOP and prefetches only name it.</summary>
    public bool AccessesMemory
    {
        get
        {
            if (Mnemonic is Mnemonic.Lea or Mnemonic.Nop or Mnemonic.Prefetcht0 or Mnemonic.Prefetchw or Mnemonic.Prefetchnta or Mnemonic.Invlpg)
                return false;
            for (var i = 0; i < At.Code.OpCount; i++)
            {
                if (At.Code.GetOpKind(i) == OpKind.Memory)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether it calls a function of another object, or one whose address is not known.</summary>
    public bool IsCallOut(out Value target)
    {
        target = default;
        if (At.Code.FlowControl is not (FlowControl.Call or FlowControl.IndirectCall) || Mnemonic != Mnemonic.Call)
            return false; // SYSCALL and its like go to the kernel or a hypervisor, which keep no convention of C.
        target = At.Code.FlowControl == FlowControl.Call ? At.Immediate : Operand(0);
        return Code.PlaceOf(target) is not { } place || Code.At(place) is null;
    }

    /// <summary>Whether a value is what a call, and no other instruction, left in a register.</summary>
    public bool IsLeftByCall(in BaseKey key) => key.Kind == BaseKind.Result && Code.Instructions[(int)key.A].Code.FlowControl is FlowControl.Call or FlowControl.IndirectCall;

    /// <summary>Whether it jumps to another object.</summary>
    public bool IsTailJump => At.Code.FlowControl is FlowControl.UnconditionalBranch && Code.PlaceOf(At.Immediate) is null && Bases.Is(At.Immediate, BaseKind.Symbol) && !IsReturn;

    public string NameOf(Value target) => Base(target) is { Kind: BaseKind.Symbol } key ? Map.Object.Symbols[(int)key.A].Name : "a function";

    /// <summary>Whether it leaves for the code that was interrupted.</summary>
    public bool IsInterruptReturn => Mnemonic is Mnemonic.Iretq && Code.PlaceOf(Load(State.Rsp)) is null;

    /// <summary>Whether the frame that IRETQ takes is known not to be another one than the processor pushed at the entry; where it may be, what it returns to is not known.</summary>
    public bool HasKnownFrame => Load(State.Rsp.Plus(8)) is var cs && (cs.IsConstant || IsRegister(cs, MachineRegister.Cs) || Bases.HasSome(Plain(cs), 3) || Base(State.Rsp).Kind == BaseKind.Stack);

    /// <summary>Whether it returns to the caller: by itself, or through the thunk that stands for RET in kernels.</summary>
    public bool IsReturn => Mnemonic == Mnemonic.Ret || At.Code.FlowControl == FlowControl.UnconditionalBranch && Code.IsReturnThunk(At.Immediate);

    public bool IsSysret => Mnemonic is Mnemonic.Sysretq or Mnemonic.Sysret or Mnemonic.Sysexitq;

    /// <summary>Whether it is one of the functions that a registers' values stand for, and not what was changed in memory.</summary>
    public Value Plain(Value value)
    {
        var plain = Bases.Unchanged(value);
        return Bases.CanonicalSource(plain) is { } source ? Bases.Unchanged(source) : plain;
    }

    public bool IsRegister(Value value, int register) => Plain(value) == Bases.Register(register);

    /// <summary>What a value may be: itself, or what it was on each of the paths that join here.</summary>
    public IEnumerable<Value> Possible(Value value, int depth = 0)
    {
        if (Base(value).Kind != BaseKind.Joined || depth > 4)
            return [value];
        return Bases.BindingsOf(value.Base) is { } bindings
            ? bindings.ToArray().SelectMany(binding => binding.Base == value.Base ? (IEnumerable<Value>)[] : Possible(binding.Plus(value.Offset), depth + 1))
            : [Value.Unknown];
    }
}
