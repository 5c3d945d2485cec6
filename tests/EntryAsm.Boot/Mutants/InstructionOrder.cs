// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>Whether two instructions do the same in either order; swapping such a pair is no mistake.</summary>
internal static class InstructionOrder
{
    public static bool IsFree(in Instruction first, in Instruction second)
    {
        if (first.ToString() == second.ToString())
            return true;
        InstructionInfoFactory factory = new(), otherFactory = new();
        ref readonly var a = ref factory.GetInfo(first);
        ref readonly var b = ref otherFactory.GetInfo(second);
        return !HasSideEffect(first) && !HasSideEffect(second) && !Meet(a, b) && !Meet(b, a) && !FlagsMeet(first, second);
    }

    /// <summary>Control registers, segment bases and the like are no operands; a pair with one of them counts as ordered.</summary>
    private static bool HasSideEffect(in Instruction instruction) => instruction.IsPrivileged || instruction.Mnemonic is Mnemonic.Swapgs or Mnemonic.Clac or Mnemonic.Stac;

    private static bool Meet(in InstructionInfo writer, in InstructionInfo other)
    {
        foreach (var written in writer.GetUsedRegisters())
        {
            foreach (var used in other.GetUsedRegisters())
            {
                if (Writes(written.Access) && written.Register.GetFullRegister() == used.Register.GetFullRegister())
                    return true;
            }
        }

        foreach (var written in writer.GetUsedMemory())
        {
            foreach (var _ in other.GetUsedMemory())
            {
                if (Writes(written.Access))
                    return true;
            }
        }

        return false;
    }

    private static bool FlagsMeet(in Instruction first, in Instruction second) =>
        (first.RflagsModified & (second.RflagsRead | second.RflagsModified)) != 0 && (first.RflagsRead | second.RflagsRead) != 0
        || (first.RflagsModified & second.RflagsModified) != 0
        || (second.RflagsModified & first.RflagsRead) != 0;

    private static bool Writes(OpAccess access) => access is OpAccess.Write or OpAccess.CondWrite or OpAccess.ReadWrite or OpAccess.ReadCondWrite;
}
