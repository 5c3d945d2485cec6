// SPDX-License-Identifier: MIT
using EntryAsm.Objects;
using EntryAsm.Tables;

namespace EntryAsm.Flow;

/// <summary>
/// Where faults continue, by <c>__ex_table</c> in any of its forms: rows of instruction, fixup and handler as <see cref="ExceptionTableEntry"/> has them, or of
/// instruction and fixup only, as distances or as addresses.
/// </summary>
internal static class FaultTable
{
    private const int Pair = 8, AddressPair = 16;

    public static IEnumerable<(EntryTarget Instruction, EntryTarget Fixup)> Rows(EntryObject entryObject)
    {
        foreach (var table in TableReader.Open(entryObject, static section => section.Name == KernelSections.ExceptionTable))
        {
            var (row, field) = table.RelocationAt(0) == RelocationType.Abs64 ? (AddressPair, 8) : (IsOfPairs(entryObject, table) ? Pair : ExceptionTableEntry.Size, 4);
            for (var offset = 0; offset + row <= table.Size; offset += row)
                yield return (table.Target(offset), table.Target(offset + field));
        }
    }

    /// <summary>A third field names a handler, a function; where it names a place in code as the first two do, there is none.</summary>
    private static bool IsOfPairs(EntryObject entryObject, TableReader table)
    {
        if (table.Size % Pair != 0)
            return false;
        if (table.Size % ExceptionTableEntry.Size != 0)
            return true;
        var functions = new HashSet<(int, long)>(entryObject.Symbols.Where(static symbol => symbol.Type == SymbolType.Function).Select(static symbol => (symbol.Section, symbol.Value)));
        var areFunctions = true;
        for (var offset = Pair; offset + 4 <= table.Size; offset += ExceptionTableEntry.Size)
        {
            if (table.Target(offset) is not { Section: >= 0 } target || (entryObject.Sections[target.Section].Flags & SectionFlags.Execute) == 0)
                return false;
            areFunctions &= functions.Contains((target.Section, target.Offset));
        }

        return !areFunctions;
    }
}
