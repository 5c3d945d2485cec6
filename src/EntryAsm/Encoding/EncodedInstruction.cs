// SPDX-License-Identifier: MIT
namespace EntryAsm.Encoding;

/// <summary>How a field that holds a symbol is filled.</summary>
internal enum FieldKind : byte
{
    /// <summary>No such field.</summary>
    None,

    /// <summary>The address itself, in a field as wide as the operand, or zero-extended.</summary>
    Absolute,

    /// <summary>The address itself, sign-extended from 32 to 64 bits by the processor.</summary>
    SignExtended,

    /// <summary>The distance from the end of the instruction: rip-relative memory.</summary>
    Relative,

    /// <summary>The distance from the end of the instruction, of a call or jump.</summary>
    Branch,
}

/// <summary>A field of an encoded instruction that waits for a symbol.</summary>
/// <param name="Kind">How it is filled; <see cref="FieldKind.None"/> when the instruction has no such field.</param>
/// <param name="Offset">Offset in bytes from the start of the instruction.</param>
/// <param name="Width">Width in bytes: 1, 2, 4 or 8.</param>
/// <param name="Operand">Index of the operand whose symbol (and minus, and value) it takes.</param>
internal readonly record struct SymbolField(FieldKind Kind, byte Offset, byte Width, byte Operand);

/// <summary>A branch whose size the layout decides.</summary>
internal enum RelaxableBranch : byte
{
    /// <summary>Not relaxable.</summary>
    None,

    /// <summary><c>jmp</c>: EB cb or E9 cd.</summary>
    Jump,

    /// <summary><c>jcc</c>: 7x cb or 0F 8x cd.</summary>
    Conditional,
}

/// <summary>One instruction as bytes, with the fields that wait for symbols. One instance serves every call.</summary>
internal sealed class EncodedInstruction
{
    /// <summary>Space for the longest instruction (15 bytes) and an oversized try.</summary>
    public readonly byte[] Bytes = new byte[32];

    /// <summary>Bytes used. For a relaxable branch: its prefixes only, the layout adds opcode and displacement.</summary>
    public int Length;

    /// <summary>The memory displacement or branch target that waits for a symbol.</summary>
    public SymbolField Displacement;

    /// <summary>The immediate that waits for a symbol.</summary>
    public SymbolField Immediate;

    /// <summary>Set when the layout picks between a short and a near form of the branch; the target is operand 0.</summary>
    public RelaxableBranch Branch;

    /// <summary>16, 32 or 64: the operand size of a relaxable branch; its near displacement has 16 bits, or else 32.</summary>
    public byte BranchBits;

    /// <summary>The condition code (0 to 15) of a relaxable conditional branch.</summary>
    public byte Condition;
}
