// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Assembler;

/// <summary>The numbers of registers in call frame information (psABI AMD64, figure 3.36).</summary>
internal static class CallFrameRegisters
{
    /// <summary>Runs of registers that are numbered one by one.</summary>
    private static readonly (Register First, Register Last, int Number)[] Runs =
    [
        (Register.RAX, Register.RAX, 0), (Register.RDX, Register.RDX, 1), (Register.RCX, Register.RCX, 2), (Register.RBX, Register.RBX, 3), (Register.RSI, Register.RSI, 4),
        (Register.RDI, Register.RDI, 5), (Register.RBP, Register.RBP, 6), (Register.RSP, Register.RSP, 7), (Register.R8, Register.R15, 8), (Register.RIP, Register.RIP, 16),
        (Register.XMM0, Register.XMM15, 17), (Register.ST0, Register.ST7, 33), (Register.MM0, Register.MM7, 41),
        (Register.ES, Register.GS, 50), (Register.XMM16, Register.XMM31, 67), (Register.K0, Register.K7, 118),
    ];

    public static int? NumberOf(Register register)
    {
        foreach (var (first, last, number) in Runs)
        {
            if (register >= first && register <= last)
                return number + (register - first);
        }

        return null;
    }
}
