// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    private static readonly Comparer<GateRecord> ByVector = Comparer<GateRecord>.Create(static (a, b) => a.Vector.CompareTo(b.Vector));

    private PooledList<GateRecord> gates;

    /// <summary>The gates by vector.</summary>
    public ReadOnlySpan<GateRecord> SortedGates()
    {
        Array.Sort(gates.Buffer, 0, gates.Count, ByVector);
        return gates.Items;
    }

    public void AddGate(int vector, Symbol entry, bool hasErrorCode, int ist, int dpl, GateType type, string file, int line)
    {
        At(file, line);
        RequireGate(vector is >= 0 and <= 255, "vector", vector, "0 to 255");
        RequireGate(ist is >= 0 and <= 7, "interrupt stack table index", ist, "0 to 7");
        RequireGate(dpl is >= 0 and <= 3, "descriptor privilege level", dpl, "0 to 3");
        foreach (ref readonly var other in gates.Items)
        {
            if (other.Vector == vector)
                throw Fail(Error.Gate("vector " + OpText.Number(vector) + " has a gate already, to '" + states.Handle(other.Entry).Name + "' at " + files.Locate(other.Line)));
        }

        gates.Add(new GateRecord(vector, Use(entry).Id, hasErrorCode, ist, dpl, type, CurrentLine));
    }

    private void RequireGate(bool holds, string what, int value, string range)
    {
        if (!holds)
            throw Fail(Error.Gate("the " + what + " is " + OpText.Number(value) + "; it must be " + range));
    }
}
