// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Flow;

// Branches, calls and returns.
internal sealed partial class FlowAnalysis
{
    /// <summary>What a function that returns another frame has copied: all registers, after a return address that it may have been given with them.</summary>
    private const int CopiedBytes = FlowEntries.FrameBytes + 8;

    private CodePlace? Branch(FlowState from, FlowInstruction instruction)
    {
        machine.Look(instruction);
        switch (instruction.Code.FlowControl)
        {
            case FlowControl.UnconditionalBranch:
                return Jump(from, instruction, instruction.Immediate);
            case FlowControl.IndirectBranch:
                return JumpIndirect(from, instruction);
            case FlowControl.ConditionalBranch:
                return JumpIf(from, instruction);
            case FlowControl.Call:
                return Call(from, instruction, instruction.Immediate);
            case FlowControl.IndirectCall:
                return Call(from, instruction, machine.Operand(0));
            case FlowControl.Return:
                return Return(from, instruction);
            default:
                End(instruction, FlowExitKind.Stops, from);
                return null;
        }
    }

    private CodePlace? Jump(FlowState from, FlowInstruction instruction, Value target)
    {
        if (code.PlaceOf(target) is not { } place)
        {
            if (instruction.Code.FlowControl == FlowControl.UnconditionalBranch && code.IsReturnThunk(target))
                return ReturnToCaller(from, instruction);
            End(instruction, bases.Is(target, BaseKind.Symbol) ? FlowExitKind.TailCall : FlowExitKind.Unknown, from);
            return null;
        }

        EnterAt(place, from, instruction);
        return null;
    }

    private CodePlace? JumpIndirect(FlowState from, FlowInstruction instruction)
    {
        var target = machine.Operand(0);
        if (code.PlaceOf(target) is null && JumpTable.Targets(code, instruction) is { Count: > 0 } targets)
        {
            foreach (var place in targets)
                EnterAt(place, from, instruction);
            return null;
        }

        return Jump(from, instruction, target);
    }

    private CodePlace? JumpIf(FlowState from, FlowInstruction instruction)
    {
        if (instruction.Code.ConditionCode == ConditionCode.None)
        {
            // LOOP and JRCXZ.
            if (code.Written(instruction) != 0)
                machine.State.Registers[MachineRegister.Rcx] = Value.Unknown;
            Jump(from, instruction, instruction.Immediate);
            return instruction.Behind;
        }

        var before = machine.State.World;
        var (taken, not) = Conditions.Split(machine.State, instruction.Code.ConditionCode, code);
        var flags = machine.State.Flags;
        var isEqualIfTaken = instruction.Code.ConditionCode switch { ConditionCode.e => true, ConditionCode.ne => false, _ => (bool?)null };
        if (taken is { } there)
        {
            machine.State.World = options.Worlds ? there : before;
            var kept = isEqualIfTaken == true ? Learn(flags) : default;
            Jump(from, instruction, instruction.Immediate);
            machine.State.Unlearn(kept);
        }

        if (not is not { } here)
            return null;
        machine.State.World = options.Worlds ? here : before;
        if (isEqualIfTaken == false)
            Learn(flags);
        return instruction.Behind;
    }

    private (int Changed, Value Before) Learn(FlagsSource flags) => options.Worlds ? machine.State.LearnEquality(flags, bases) : machine.State.LearnOrigin(flags, bases);

    private CodePlace? Call(FlowState from, FlowInstruction instruction, Value target)
    {
        if (code.PlaceOf(target) is { } place && code.At(place) is { } routine)
        {
            if (visitor is null)
                CallRoutine(from, instruction, routine);
            return null;
        }

        var traits = code.TraitsOf(target);
        if ((traits & CalleeTraits.DoesNotReturn) != 0)
        {
            End(instruction, FlowExitKind.NoReturn, from);
            return null;
        }

        CallOut(traits);
        return instruction.Behind;
    }

    private void CallOut(CalleeTraits traits)
    {
        var state = machine.State;
        var argument = state.Registers[MachineRegister.Rdi];
        var frame = (traits & CalleeTraits.ReturnsFrame) != 0 && argument.IsKnown ? machine.Result(MachineRegister.Rax) : Value.Unknown;
        var copied = frame.IsKnown ? Copy(argument, frame) : null;
        if (frame.IsKnown && !options.Worlds && (traits & CalleeTraits.ReturnsUserFrame) != 0)
            state.Spoil(argument, CopiedBytes); // another frame than the one given, and it may lie across that
        machine.AfterCall(spent: (traits & CalleeTraits.KeepsRegisters) != 0 ? 0 : MachineRegister.CallerSaved);
        foreach (ref readonly var slot in copied is null ? default : copied.Items)
            state.SetSlot(new Value(slot.Base, slot.Offset), slot.Value);
        state.Registers[MachineRegister.Rax] = frame.IsKnown ? frame : machine.Result(MachineRegister.Rax);
        state.Flags = (traits & CalleeTraits.KeepsRegisters) != 0 ? default : new FlagsSource(FlagsKind.Foreign, 0, default, default);
        if (!options.Worlds)
            return;
        state.World = state.World.WithDirection(false);
        if ((traits & CalleeTraits.ReturnsUserFrame) != 0)
            state.World = state.World.AsFromUser();
        if ((traits & CalleeTraits.KeepsInterrupts) == 0)
            state.World = state.World.WithInterrupts((traits & CalleeTraits.LeavesInterruptsOff) != 0 ? false : (traits & CalleeTraits.LeavesInterruptsOn) != 0 ? true : null);
    }

    /// <summary>The slots of a frame, as they are in its copy.</summary>
    private GrowingArray<Slot> Copy(Value frame, Value copy)
    {
        var result = new GrowingArray<Slot>();
        foreach (var slot in machine.State.Slots)
        {
            if (slot.Base == frame.Base && slot.Offset >= frame.Offset && slot.Offset < frame.Offset + CopiedBytes)
                result.Add(new Slot(copy.Base, slot.Offset - frame.Offset, slot.Value));
        }

        return result;
    }

    private void CallRoutine(FlowState from, FlowInstruction instruction, FlowInstruction routine)
    {
        ForgetModes();
        var ofSystemCall = FlowEntries.IsSystemCall(from.Entry);
        var key = new CallKey(routine.Number, machine.State.World, machine.State.Rsp, ofSystemCall);
        var context = ContextOf(key) ?? Add(key, routine);
        var outer = machine.State.Context;
        machine.Push(bases.Of(BaseKind.ReturnAddress, context.Number));
        machine.State.Context = context.Number;
        var caller = context.Callers.FindIndex(other => other.Call == instruction && other.From == from);
        var snapshot = new MachineState();
        snapshot.CopyFrom(machine.State);
        if (caller < 0)
        {
            caller = context.Callers.Count;
            context.Callers.Add(new CallContext.Caller(instruction, from, snapshot, outer));
        }
        else
        {
            context.Callers[caller] = context.Callers[caller] with { From = from, State = snapshot };
        }

        routine.IsLeader = true;
        context.Entry = Enter(routine, from, instruction, atAnyDepth: true);
        for (var i = 0; i < context.Exits.Count; i++)
            returning.Add(new Returning(context.Number, caller, i));
    }

    private CallContext? ContextOf(in CallKey key)
    {
        contextOf.TryGetValue(key.GetHashCode(), out var known);
        while (known is not null && !known.Key.Equals(key))
            known = known.Next;
        return known?.Context;
    }

    /// <summary>Finds the context of calls that are new: one of their own, unless the routine has too many.</summary>
    private CallContext Add(in CallKey key, FlowInstruction routine)
    {
        var (others, first) = (0, default(CallContext));
        foreach (var other in contexts)
        {
            if (other.Routine != routine || other.Entry?.World != key.World || FlowEntries.IsSystemCall(other.Entry.Entry) != key.OfSystemCall)
                continue;
            first ??= other;
            others++;
        }

        var context = others > MostDepths ? first! : new CallContext(contexts.Count + 1, routine);
        if (context.Entry is null)
            contexts.Add(context);
        var hash = key.GetHashCode();
        contextOf[hash] = new KnownCall(key, context, contextOf.TryGetValue(hash, out var next) ? next : null);
        return context;
    }

    private CodePlace? Return(FlowState from, FlowInstruction instruction)
    {
        if (instruction.Code.Mnemonic is Mnemonic.Iretq or Mnemonic.Iretd or Mnemonic.Iret)
            return ReturnFromInterrupt(from, instruction);
        if (instruction.Code.Mnemonic != Mnemonic.Ret)
        {
            End(instruction, FlowExitKind.Leaves, from);
            return null;
        }

        return ReturnToCaller(from, instruction);
    }

    private CodePlace? ReturnToCaller(FlowState from, FlowInstruction instruction)
    {
        var target = machine.Pop();
        if (instruction.Code.Op0Kind == OpKind.Immediate16)
            machine.State.Rsp = machine.State.Rsp.Plus(instruction.Immediate.Offset);
        if (bases[target.Base] is { Kind: BaseKind.ReturnAddress } key && target.Offset == 0)
        {
            if (visitor is null)
                ReturnFrom(contexts[(int)key.A - 1], from, instruction);
            return null;
        }

        if (target == bases.Register(MachineRegister.ReturnAddress))
        {
            End(instruction, FlowExitKind.Leaves, from);
            return null;
        }

        return Jump(from, instruction, target);
    }

    private CodePlace? ReturnFromInterrupt(FlowState from, FlowInstruction instruction)
    {
        var frame = machine.State.Rsp;
        if (instruction.Code.Mnemonic != Mnemonic.Iretq || code.PlaceOf(machine.Load(frame, 8)) is not { } place)
        {
            End(instruction, FlowExitKind.Leaves, from);
            return null;
        }

        var flags = machine.Load(frame.Plus(16), 8);
        machine.State.Rsp = machine.Load(frame.Plus(24), 8);
        if (options.Worlds)
            machine.SetFlags(flags);
        EnterAt(place, from, instruction);
        return null;
    }

    private void ReturnFrom(CallContext context, FlowState from, FlowInstruction instruction)
    {
        var snapshot = new MachineState();
        snapshot.CopyFrom(machine.State);
        var exit = new CallContext.Exit(instruction, from, snapshot);
        var known = context.Exits.FindIndex(other => other.Return == instruction && other.State.World == snapshot.World && other.State.Rsp == snapshot.Rsp && other.From == from);
        if (known < 0)
            context.Exits.Add(exit);
        else
            context.Exits[known] = exit;
        for (var i = 0; i < context.Callers.Count; i++)
            returning.Add(new Returning(context.Number, i, known < 0 ? context.Exits.Count - 1 : known));
    }

    /// <summary>Goes on after calls, once the routines were followed to all of their ends.</summary>
    /// <returns>Whether there were any.</returns>
    private bool ReturnAll()
    {
        var all = Ordering.Sort(returning.ToArray());
        returning.Clear();
        for (var i = 0; i < all.Length; i++)
        {
            var context = contexts[all[i].Context - 1];
            if (i == 0 || all[i - 1].IsBefore(all[i]))
                ReturnTo(context, context.Callers[all[i].Caller], context.Exits[all[i].Exit]);
        }

        return all.Length != 0;
    }

    /// <summary>A return path from a routine, by the numbers of what it consists of.</summary>
    private readonly struct Returning(int context, int caller, int exit) : IOrdered<Returning>
    {
        public readonly int Context = context, Caller = caller, Exit = exit;

        public bool IsBefore(in Returning other) => Context != other.Context ? Context < other.Context : Caller != other.Caller ? Caller < other.Caller : Exit < other.Exit;
    }

    private void ReturnTo(CallContext context, CallContext.Caller caller, CallContext.Exit exit)
    {
        callReturn.Apply(context, caller, exit.State, machine.State);
        if (!options.Worlds && machine.State.Epoch == caller.State.Epoch)
            live.Restore(machine.State, caller.State);
        returnsTo = (caller.From, caller.Call);
        EnterAt(caller.Call.Behind, exit.From, exit.Return);
        returnsTo = null;
    }
}
