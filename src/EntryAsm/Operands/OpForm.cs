// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>What an <see cref="Op"/> holds.</summary>
internal enum OpForm : byte
{
    /// <summary>No operand: the default value.</summary>
    None,

    /// <summary>One register.</summary>
    Register,

    /// <summary>A number.</summary>
    Immediate,

    /// <summary>A symbol with an addend, or a difference of two symbols: a number the linker or the layout knows.</summary>
    Symbolic,

    /// <summary>Registers, symbol and displacement added up but not yet between brackets.</summary>
    Address,

    /// <summary>A memory operand: an address between the brackets of a size.</summary>
    Memory,

    /// <summary>A difference of two symbols divided by a number.</summary>
    Quotient,

    /// <summary>Arithmetic that makes no sense; the instruction that uses it reports why.</summary>
    Invalid,
}
