// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>The AVX-512 decorations and rounding requests of an operand.</summary>
[Flags]
internal enum OpDecorations : byte
{
    None = 0,
    Zeroing = 1,
    Broadcast = 2,
    Sae = 4,
    RoundNearest = 8,
    RoundDown = 16,
    RoundUp = 32,
    RoundZero = 64,
    AnyRounding = RoundNearest | RoundDown | RoundUp | RoundZero,
}
