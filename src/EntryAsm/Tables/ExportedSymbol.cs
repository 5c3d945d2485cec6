// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// A symbol that loadable modules may use: section <c>___ksymtab+name</c> or <c>___ksymtab_gpl+name</c> (struct kernel_symbol, include/linux/export.h and
/// include/asm-generic/export.h): value and name, 32 bits each from their field.
/// </summary>
/// <param name="Name">The name modules know it by.</param>
/// <param name="Value">What is exported.</param>
/// <param name="IsGplOnly">True when only modules under the GPL may use it.</param>
/// <param name="Crc">The symbol whose value is the checksum of its type, when the kernel checks versions; else none.</param>
/// <param name="Line">The C# line that exports it.</param>
public sealed record ExportedSymbol(string Name, EntryTarget Value, bool IsGplOnly, EntryTarget Crc, SourceLocation Line)
{
    /// <summary>True for the sections that hold the table, its names and its checksums.</summary>
    internal static bool IsTable(string section) => section.StartsWith("___ksymtab", StringComparison.Ordinal) || section.StartsWith("___kcrctab", StringComparison.Ordinal) || section == KernelSections.ExportRows;

    internal static ImmutableArray<ExportedSymbol> ReadAll(EntryObject entryObject)
    {
        var rows = new GrowingArray<ExportedSymbol>();
        foreach (var table in TableReader.Open(entryObject, static section => section.Name.StartsWith(KernelSections.Export, StringComparison.Ordinal) || section.Name.StartsWith(KernelSections.GplExport, StringComparison.Ordinal)))
        {
            if (table.Size < 8)
                continue;
            var isGplOnly = table.SectionName.StartsWith(KernelSections.GplExport, StringComparison.Ordinal);
            var name = table.SectionName.Substring(isGplOnly ? KernelSections.GplExport.Length : KernelSections.Export.Length);
            rows.Add(new ExportedSymbol(name, table.Target(0), isGplOnly, FindCrc(entryObject, isGplOnly, name), table.LineOf(0)));
        }

        foreach (var table in TableReader.Open(entryObject, static section => section.Name == KernelSections.ExportRows))
            ReadRows(table, rows);
        return ResultArray.Freeze(rows.ToArray());
    }

    /// <summary>Licence and namespace as texts, then at a multiple of 8 the address.</summary>
    private static void ReadRows(TableReader table, GrowingArray<ExportedSymbol> rows)
    {
        for (var offset = 0; offset < table.Size;)
        {
            var start = offset;
            offset = table.SkipText(table.SkipText(offset, out var licence), out _);
            offset = (offset + 7) & ~7;
            if (offset + 8 > table.Size)
                return;
            var value = table.Target(offset);
            rows.Add(new ExportedSymbol(value.Name, value, licence == "GPL", EntryTarget.None, table.LineOf(start)));
            offset += 8;
        }
    }

    private static EntryTarget FindCrc(EntryObject entryObject, bool isGplOnly, string name)
    {
        var section = (isGplOnly ? "___kcrctab_gpl+" : "___kcrctab+") + name;
        foreach (var table in TableReader.Open(entryObject, candidate => candidate.Name == section))
        {
            if (table.Size >= 4)
                return table.Target(0);
        }

        return EntryTarget.None;
    }
}
