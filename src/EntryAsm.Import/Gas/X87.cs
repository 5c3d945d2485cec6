// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>
/// In AT&amp;T syntax subtraction and division that store into a register other than <c>st(0)</c> have each other's reversed name, by an old assembler's
/// mistake that all since have kept (GNU as manual, 9.16.16).
/// </summary>
internal static class X87
{
    public static string FromAtt(string name, List<Operand> operands)
    {
        var stores = name is "fsubp" or "fsubrp" or "fdivp" or "fdivrp"
            || (name is "fsub" or "fsubr" or "fdiv" or "fdivr" && operands is [RegisterOperand { Name: not "st0" }, RegisterOperand { Name: "st0" }]);
        if (!stores)
            return name;
        return name[4..] is ['r', ..] rest ? name[..4] + rest[1..] : name[..4] + "r" + name[4..];
    }
}
