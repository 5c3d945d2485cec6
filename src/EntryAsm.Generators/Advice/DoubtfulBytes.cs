// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>Tells from its bytes an instruction of 64-bit code that is right and seldom meant (Intel SDM vol. 2).</summary>
internal static class DoubtfulBytes
{
    /// <summary>What there is to say about an instruction; null for nothing.</summary>
    public static DiagnosticDescriptor? Of(ReadOnlySpan<byte> instruction)
    {
        var at = 0;
        bool isWide = false, isNarrow = false;
        for (; at < instruction.Length && IsPrefix(instruction[at]); at++)
        {
            isNarrow |= instruction[at] == 0x66;
            isWide |= instruction[at] is >= 0x48 and <= 0x4f;
        }

        if (isWide || at == instruction.Length)
            return null;
        return instruction.Slice(at) switch
        {
            [0xcf] when !isNarrow => AdviceDescriptors.Iret,
            [0xcb] or [0xca, _, _] when !isNarrow => AdviceDescriptors.FarReturn,
            [0x0f, 0x07] => AdviceDescriptors.Sysret,
            [0xff, var address, ..] when isNarrow => OfBranch(address >> 3 & 7, isRegister: address >> 6 == 3),
            _ => null,
        };
    }

    private static DiagnosticDescriptor? OfBranch(int operation, bool isRegister) => operation switch
    {
        2 or 4 when isRegister => AdviceDescriptors.NarrowBranch,
        3 or 5 when !isRegister => AdviceDescriptors.FarBranch,
        _ => null,
    };

    private static bool IsPrefix(byte value) => value is 0x26 or 0x2e or 0x36 or 0x3e or (>= 0x64 and <= 0x67) or 0xf0 or 0xf2 or 0xf3 or (>= 0x40 and <= 0x4f);
}
