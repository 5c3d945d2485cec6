// SPDX-License-Identifier: MIT
namespace EntryAsm.Writers.Listings;

/// <summary>A table at the end of a listing.</summary>
/// <param name="Title">What it is: <c>exception table</c>.</param>
/// <param name="Columns">What its columns are.</param>
internal sealed record ListedTable(string Title, string Columns)
{
    /// <summary>The least width of each column; a table that was read has none.</summary>
    public int[] Widths { get; init; } = [];

    public List<ListedTableRow> Rows { get; } = [];
}

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its cells. A listing as text does not tell where empty ones stood.</param>
/// <param name="Source">The C# line.</param>
internal sealed record ListedTableRow(string[] Cells, ListedLine Source)
{
    /// <summary>The cells that say something.</summary>
    public IEnumerable<string> Filled => Cells.Where(static cell => cell.Length != 0);
}
