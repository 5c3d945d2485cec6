// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Gas;

/// <summary>Instructions whose operand is where they go.</summary>
internal static class Branches
{
    /// <summary>Branches on a counter.</summary>
    public static bool IsLoop(string name) => name.StartsWith("loop", StringComparison.Ordinal) || name is "jcxz" or "jecxz" or "jrcxz";

    public static bool IsBranch(string name)
    {
        if (name is "call" or "callq" or "callw" or "calll" or "jmp" or "jmpq" or "jmpw" or "jmpl" or "lcall" or "ljmp" or "lcalll" or "ljmpl" or "lcallw" or "ljmpw" or "lcallq" or "ljmpq"
            or "xbegin" or "jcxz" or "jecxz" or "jrcxz")
            return true;
        return name.StartsWith("loop", StringComparison.Ordinal) || (name is ['j', ..] && name is not "jmpe" && Engine.Vocabulary.IsInstruction(name, 1));
    }
}
