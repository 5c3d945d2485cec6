// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    private readonly List<GateRecord> gates = [];

    public void AddGate(int vector, Symbol entry, bool hasErrorCode, int ist, int dpl, GateType type, string file, int line)
    {
        At(file, line);
        RequireGate(vector is >= 0 and <= 255, "vector", vector, "0 to 255");
        RequireGate(ist is >= 0 and <= 7, "interrupt stack table index", ist, "0 to 7");
        RequireGate(dpl is >= 0 and <= 3, "descriptor privilege level", dpl, "0 to 3");
        foreach (var other in gates)
        {
            if (other.Vector == vector)
                throw Fail(Error.Gate("vector " + OpText.Number(vector) + " has a gate already, to '" + other.Entry.Name + "' at " + files.Locate(other.Line)));
        }

        gates.Add(new GateRecord(vector, Use(entry), hasErrorCode, ist, dpl, type, CurrentLine));
    }

    private void RequireGate(bool holds, string what, int value, string range)
    {
        if (!holds)
            throw Fail(Error.Gate("the " + what + " is " + OpText.Number(value) + "; it must be " + range));
    }
}
