// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using EntryAsm.Errors;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Linking;

/// <summary>Applies the relocations of one section (psABI AMD64, table 4.10): S is the symbol's address, A the addend, P the address of the field.</summary>
internal static class Relocator
{
    /// <param name="entryObject">The object, for the message of an overflow.</param>
    /// <param name="section">The section.</param>
    /// <param name="bytes">Its bytes in the image.</param>
    /// <param name="address">Its address.</param>
    /// <param name="symbols">The addresses of the object's symbols.</param>
    public static void Apply(EntryObject entryObject, EntrySection section, Span<byte> bytes, ulong address, ReadOnlySpan<ulong> symbols)
    {
        foreach (ref readonly var relocation in section.Relocations.AsSpan())
        {
            var value = unchecked(symbols[relocation.Symbol] + (ulong)relocation.Addend);
            var field = bytes.Slice(relocation.Offset);
            var type = relocation.Type;

            // The four that code and tables are made of, the most frequent first; one comparison each is quicker than a jump table.
            if (type is RelocationType.PC32 or RelocationType.PLT32)
            {
                value = unchecked(value - address - (uint)relocation.Offset);
                BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)value);
                if ((long)value == (int)value)
                    continue;
            }
            else if (type == RelocationType.Abs64)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(field, value);
                continue;
            }
            else if (type is RelocationType.Abs32S or RelocationType.Abs32)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)value);
                if (type == RelocationType.Abs32 ? value == (uint)value : (long)value == (int)value)
                    continue;
            }
            else if (!type.IsPlain())
            {
                throw NeedsTable(entryObject, section, relocation);
            }
            else if (ApplyRare(relocation, field, address, ref value))
            {
                continue;
            }

            throw Overflow(entryObject, section, relocation, address, value);
        }
    }

    private static bool ApplyRare(in EntryRelocation relocation, Span<byte> field, ulong address, ref ulong value)
    {
        if (relocation.Type.IsRelative())
            value = unchecked(value - address - (uint)relocation.Offset);
        switch (relocation.Type)
        {
            case RelocationType.PC64:
                BinaryPrimitives.WriteUInt64LittleEndian(field, value);
                return true;
            case RelocationType.Abs16 or RelocationType.PC16:
                BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)value);
                return value == (ushort)value || (long)value == (short)value;
            case RelocationType.Abs8:
                field[0] = (byte)value;
                return value == (byte)value || (long)value == (sbyte)value;
            case RelocationType.PC8:
                field[0] = (byte)value;
                return (long)value == (sbyte)value;
            default:
                throw new InvalidOperationException("An object holds no other relocation types.");
        }
    }

    private static EntryAsmException NeedsTable(EntryObject entryObject, EntrySection section, in EntryRelocation relocation) => Error.NoRelocation(relocation.Type.Name() + " against '"
        + entryObject.Symbols[relocation.Symbol].Name + "' needs a table that the run-time linker does not make; link the object with ld", entryObject.LineOf(section, relocation.Offset));

    private const ulong HighestTwoGigabytes = 0xffffffff80000000;

    private static EntryAsmException Overflow(EntryObject entryObject, EntrySection section, in EntryRelocation relocation, ulong address, ulong value)
    {
        var symbol = entryObject.Symbols[relocation.Symbol].Name;
        var bits = 8 * relocation.Type.Width();
        var range = relocation.Type == RelocationType.Abs32 ? "0 to 0xffffffff" : NumberText.Decimal(bits) + " bits" + (bits == 32 ? ", signed" : "");
        var cure = relocation.Type.IsRelative()
            ? "place the section nearer to it, or reach it through a register or memory"
            : bits < 32 ? "use a wider field"
            : relocation.Type != RelocationType.Abs32 ? "link below 2 GiB or in the highest 2 GiB, or use a 64-bit field"
            : value >= HighestTwoGigabytes ? "this field is zero-extended, so no address of the highest 2 GiB fits: use an instruction that sign-extends it, such as mov(rax, symbol) for mov(eax, symbol), or a 64-bit field (dq)"
            : "link below 4 GiB, or use a 64-bit field";
        return Error.LinkOverflow(relocation.Type.Name() + " against '" + symbol + "' at " + section.Name + "+" + NumberText.Hex((uint)relocation.Offset)
            + " (address " + NumberText.Hex(unchecked(address + (uint)relocation.Offset)) + "): the value " + NumberText.Hex(value) + " does not fit " + range + "; " + cure, entryObject.LineOf(section, relocation.Offset));
    }
}
