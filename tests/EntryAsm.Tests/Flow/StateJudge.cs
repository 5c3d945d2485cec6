// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Tests.Flow;

/// <summary>Whether what an emulator sees is what a state says, wherever it says something.</summary>
internal sealed class StateJudge(FlowMap map, Emulator emulator)
{
    private readonly Dictionary<int, ulong> found = [];

    /// <summary>The first thing that the state says and that is not so; null when all is.</summary>
    public string? Differs(MachineState state)
    {
        found.Clear();
        for (var register = 0; register < 16; register++)
        {
            if (!Agrees(state.Registers[register], emulator.Registers[register]))
                return MachineRegister.Name(register) + " is " + Text(emulator.Registers[register]) + ", not " + map.Bases[state.Registers[register].Base] + " + " + state.Registers[register].Offset;
        }

        foreach (var slot in state.Slots)
        {
            if (Evaluate(new Value(slot.Base, slot.Offset)) is { } address && !Agrees(slot.Value, emulator.Load(address, 8)))
                return "[" + Text(address) + "] is " + Text(emulator.Load(address, 8)) + ", not " + map.Bases[slot.Value.Base] + " + " + slot.Value.Offset;
        }

        return null;
    }

    private static string Text(ulong value) => "0x" + value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A value that has no number of its own takes the one that is found, and must have it everywhere.</summary>
    private bool Agrees(Value value, ulong actual)
    {
        if (!value.IsKnown)
            return true;
        if (map.Bases.Is(value, BaseKind.ReturnAddress))
            return map.Contexts[(int)map.Bases[value.Base].A - 1].Callers.Any(caller => actual == Emulator.CodeBase + (ulong)caller.Call.End + unchecked((ulong)value.Offset));
        if (Evaluate(value) is { } expected)
            return expected == actual;
        found.Add(value.Base, unchecked(actual - (ulong)value.Offset));
        return true;
    }

    private ulong? Evaluate(Value value) => EvaluateBase(value.Base) is { } number ? unchecked(number + (ulong)value.Offset) : null;

    private ulong? EvaluateBase(int number)
    {
        if (found.TryGetValue(number, out var known))
            return known;
        var key = map.Bases[number];
        switch (key.Kind)
        {
            case BaseKind.Constant: return 0;
            case BaseKind.Register when key.A < 16: return emulator.Initial[key.A];
            case BaseKind.Register: return Emulator.InitialValue(emulator.Initial[MachineRegister.Rsp], 8);
            case BaseKind.Stack: return emulator.Initial[MachineRegister.Rsp] + 8;
            case BaseKind.Section: return Emulator.CodeBase;
            case BaseKind.Memory when key.D == 0 && !DependsOnPaths((int)key.A): return Evaluate(new Value((int)key.A, key.C)) is { } address ? Emulator.InitialValue(address, (int)key.B) : null;
            case BaseKind.Expression when key.A == (long)ValueOperation.Mix: return null; // Made of a value that the analysis does not know.
            case BaseKind.Expression: return Evaluate(new Value((int)key.B, key.C)) is { } inner ? unchecked((ulong)Bases.Compute((ValueOperation)key.A, (long)inner, key.D)) : null;
            default: return null;
        }
    }

    /// <summary>What lies at an address that is named where paths meet is what lay there then, not in the beginning.</summary>
    private bool DependsOnPaths(int number)
    {
        var key = map.Bases[number];
        return key.Kind switch
        {
            BaseKind.Joined => true,
            BaseKind.Memory => DependsOnPaths((int)key.A),
            BaseKind.Expression => DependsOnPaths((int)key.B),
            _ => false,
        };
    }
}
