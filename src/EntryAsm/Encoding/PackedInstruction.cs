// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using EntryAsm.Primitives;

namespace EntryAsm.Encoding;

/// <summary>An encoded instruction as it is kept: at most 15 bytes of code, and the fields in them that wait for symbols.</summary>
internal readonly struct PackedInstruction
{
    /// <summary>Bytes that <see cref="CopyTo"/> writes, of which <see cref="Length"/> count.</summary>
    public const int MaxBytes = 16;

    private readonly ulong low, high;

    /// <inheritdoc cref="EncodedInstruction.Displacement"/>
    public readonly SymbolField Displacement;

    /// <inheritdoc cref="EncodedInstruction.Immediate"/>
    public readonly SymbolField Immediate;

    /// <inheritdoc cref="EncodedInstruction.Branch"/>
    public readonly RelaxableBranch Branch;

    /// <summary>The condition code (0 to 15) of a relaxable conditional branch; -1 for one without a condition.</summary>
    public readonly sbyte Condition;

    /// <inheritdoc cref="EncodedInstruction.BranchBits"/>
    public readonly byte BranchBits;

    /// <inheritdoc cref="EncodedInstruction.Length"/>
    public readonly byte Length;

    /// <summary>True for a relaxable branch and for fields that wait.</summary>
    public readonly bool NamesSymbol;

    public PackedInstruction(EncodedInstruction from)
    {
        low = LittleEndian.Read(from.Bytes.AsSpan(0, 8));
        high = LittleEndian.Read(from.Bytes.AsSpan(8, 8));
        Displacement = from.Displacement;
        Immediate = from.Immediate;
        Branch = from.Branch;
        Condition = from.Branch == RelaxableBranch.Conditional ? (sbyte)from.Condition : (sbyte)-1;
        BranchBits = from.BranchBits;
        Length = (byte)from.Length;
        NamesSymbol = Branch != RelaxableBranch.None || Displacement.Kind != FieldKind.None || Immediate.Kind != FieldKind.None;
    }

    public void CopyTo(Span<byte> room)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(room, low);
        BinaryPrimitives.WriteUInt64LittleEndian(room.Slice(8), high);
    }
}
