// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>What a module declares about itself: pointers that stand for instructions, and facts at places.</summary>
internal static class Facts
{
    private static readonly Code[] operations = [Code.Swapgs, Code.Cli, Code.Sti, Code.Lahf, Code.Iretq, Code.Sysretq];

    public static void Attach(FlowCode code)
    {
        var pointers = new GrowingArray<(Value Pointer, EntryOperation Operation)>();
        foreach (var fact in code.Object.Facts)
        {
            if (fact.Kind == FactKind.Operation)
                pointers.Add((code.AddressOf(fact.Subject).Plus(fact.Offset), (EntryOperation)fact.Value));
            else if (fact.Section >= 0 && code.At(new CodePlace(fact.Section, fact.Offset)) is { } instruction)
                (instruction.Facts ??= []).Add(fact);
        }

        if (pointers.Count == 0)
            return;
        foreach (var instruction in code.Instructions)
        {
            if (instruction.Code.FlowControl is FlowControl.IndirectCall or FlowControl.IndirectBranch && instruction.Code.Op0Kind == OpKind.Memory && Find(pointers, instruction.Displacement) is { } operation)
                Replace(instruction, operation);
        }
    }

    /// <summary>What a pointer stands for: the last declaration counts.</summary>
    private static EntryOperation? Find(GrowingArray<(Value Pointer, EntryOperation Operation)> pointers, Value pointer)
    {
        for (var i = pointers.Count - 1; i >= 0; i--)
        {
            if (pointers[i].Pointer.Equals(pointer))
                return pointers[i].Operation;
        }

        return null;
    }

    private static void Replace(FlowInstruction instruction, EntryOperation operation)
    {
        var length = instruction.Code.Length;
        instruction.Code = Instruction.Create(operations[(int)operation]);
        instruction.Code.Length = length;
        instruction.StandsFor = true;
        instruction.SwapsFirst = operation == EntryOperation.SwapgsSysret;
    }

    /// <summary>Applies the facts before an instruction to the current state.</summary>
    public static void Assume(FlowInstruction instruction, MachineState state, Bases bases)
    {
        foreach (var fact in instruction.Facts!)
        {
            if (fact.IsAssumed)
                Assume(fact, state, bases);
        }
    }

    private static void Assume(EntryFact fact, MachineState state, Bases bases)
    {
        var isSet = fact.Value != 0;
        switch (fact.Kind)
        {
            case FactKind.StackDepth when bases.Is(state.Rsp, BaseKind.Stack):
                state.Rsp = state.Rsp with { Offset = -fact.Value };
                break;
            case FactKind.Register:
                state.Registers[fact.Subject] = Held(fact, bases);
                break;
            case FactKind.Slot when state.Rsp.IsKnown:
                state.SetSlot(state.Rsp.Plus(fact.Subject), Held(fact, bases));
                break;
            case FactKind.GsBase:
                state.World = state.World.WithGs(isSet);
                break;
            case FactKind.PageTables:
                state.World = state.World.WithCr3(isSet);
                break;
            case FactKind.Interrupts:
                state.World = state.World.WithInterrupts(isSet);
                break;
            case FactKind.Direction:
                state.World = state.World.WithDirection(isSet);
                break;
            case FactKind.AlignmentCheck:
                state.World = state.World.WithAlignmentCheck(isSet);
                break;
        }
    }

    /// <summary>What a register or slot is said to hold.</summary>
    public static Value Held(EntryFact fact, Bases bases) => fact.Register < 0 ? Value.Constant(fact.Value) : bases.Register(fact.Register);
}
