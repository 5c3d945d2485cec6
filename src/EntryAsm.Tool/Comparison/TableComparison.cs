// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>Compares the tables at the end of two listings. A cell that names a place of its module is compared by what is there.</summary>
internal static class TableComparison
{
    /// <summary>The table an object has no room for.</summary>
    private const string Gates = "gates";

    public static void Compare(ModuleSide old, ModuleSide now, ModuleDifference result, bool withGates)
    {
        foreach (var title in old.Listing.Tables.Concat(now.Listing.Tables).Select(static table => table.Title).Distinct(StringComparer.Ordinal))
        {
            if (title == Gates && !withGates)
                continue;
            var oldTable = old.Listing.Tables.Find(table => table.Title == title);
            var newTable = now.Listing.Tables.Find(table => table.Title == title);
            var changes = Changes(old, oldTable?.Rows ?? [], now, newTable?.Rows ?? []);
            if (changes.Count != 0)
                result.Tables.Add(new TableDifference(title, (newTable ?? oldTable)!.Columns, changes));
        }
    }

    private static List<(string? Old, string? New)> Changes(ModuleSide old, List<ListedTableRow> oldRows, ModuleSide now, List<ListedTableRow> newRows)
    {
        var changes = new List<(string? Old, string? New)>();
        foreach (var step in RowAlignment.Align(Keys(old, oldRows), Keys(now, newRows), (i, j) => oldRows[i].Cells[0] == newRows[j].Cells[0]))
        {
            if (!step.IsSame)
                changes.Add((step.Old < 0 ? null : Text(oldRows[step.Old]), step.New < 0 ? null : Text(newRows[step.New])));
        }

        return changes;
    }

    private static string[] Keys(ModuleSide side, List<ListedTableRow> rows) => [.. rows.Select(row => string.Join('|', row.Filled.Select(cell => Key(side, cell))))];

    private static string Key(ModuleSide side, string cell) => side.Reader.Place(cell) is { } place ? side.PlaceKey(place.Section, place.Offset) : cell;

    private static string Text(ListedTableRow row) => string.Join("  ", row.Filled);
}
