// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>
/// Asks for an encoding the assembler would not pick by itself, as the pseudo-prefixes of GNU as do. The default is
/// <see cref="None"/>: what GNU as picks. A request that the instruction cannot meet is an error.
/// </summary>
[Flags]
public enum EncodingRequest : ushort
{
    /// <summary>The default encoding.</summary>
    None = 0,

    /// <summary><c>{load}</c>: of two forms between registers, the one that loads (destination in ModRM.reg).</summary>
    Load = 1,

    /// <summary><c>{store}</c>: of two forms between registers, the one that stores (destination in ModRM.rm).</summary>
    Store = 2,

    /// <summary><c>{disp8}</c>: an 8-bit displacement even where it is zero; an EVEX form where that has one.</summary>
    Disp8 = 4,

    /// <summary><c>{disp32}</c>: a 32-bit displacement, or the near form of a branch.</summary>
    Disp32 = 8,

    /// <summary><c>{vex}</c>: the VEX form of an instruction that also has an EVEX form.</summary>
    Vex = 16,

    /// <summary><c>{vex3}</c>: the three-byte VEX prefix.</summary>
    Vex3 = 32,

    /// <summary><c>{evex}</c>: the EVEX form.</summary>
    Evex = 64,

    /// <summary><c>{rex}</c>: a REX prefix even where it says nothing.</summary>
    Rex = 128,

    /// <summary><c>movabs</c>: a 64-bit immediate or address.</summary>
    Absolute64 = 256,

    /// <summary>The 16-bit form where no operand determines the size, as in <c>pushw</c>.</summary>
    OperandSize16 = 512,

    /// <summary>The 64-bit form where no operand determines the size, as in <c>lretq</c>.</summary>
    OperandSize64 = 1024,
}
