// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace EntryAsm.Linking;

/// <summary>
/// Sorts a linked <c>__ex_table</c> by the address of the instruction. Its fields are distances from themselves, so each changes when its row moves.
/// </summary>
internal static class ExceptionTableSorter
{
    private const int RowSize = ExceptionTableEntry.Size;

    /// <param name="table">The linked table.</param>
    /// <param name="hasTypes">True when the third field is a number, which stays as it is.</param>
    public static void Sort(Span<byte> table, bool hasTypes)
    {
        if (IsSorted(table))
            return;

        var rows = new (int Instruction, int Fixup, int Handler)[table.Length / RowSize];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (Place(table, i, 0), Place(table, i, 4), hasTypes ? BinaryPrimitives.ReadInt32LittleEndian(table.Slice(i * RowSize + 8)) : Place(table, i, 8));
        var instructions = Array.ConvertAll(rows, static row => row.Instruction);
        Array.Sort(instructions, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            Store(table, i, 0, rows[i].Instruction);
            Store(table, i, 4, rows[i].Fixup);
            if (hasTypes)
                BinaryPrimitives.WriteInt32LittleEndian(table.Slice(i * RowSize + 8), rows[i].Handler);
            else
                Store(table, i, 8, rows[i].Handler);
        }
    }

    private static bool IsSorted(ReadOnlySpan<byte> table)
    {
        for (var i = 1; i < table.Length / RowSize; i++)
        {
            if (Place(table, i, 0) < Place(table, i - 1, 0))
                return false;
        }

        return true;
    }

    /// <summary>What a field points at, counted from the start of the table.</summary>
    private static int Place(ReadOnlySpan<byte> table, int row, int field) =>
        unchecked(row * RowSize + field + BinaryPrimitives.ReadInt32LittleEndian(table.Slice(row * RowSize + field)));

    private static void Store(Span<byte> table, int row, int field, int place) =>
        BinaryPrimitives.WriteInt32LittleEndian(table.Slice(row * RowSize + field), unchecked(place - row * RowSize - field));
}
