// SPDX-License-Identifier: MIT
using EntryAsm.Writers;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>A change as cells of a table: mark, old encoding and statement, new encoding and statement, C# line.</summary>
internal readonly record struct ChangeCells(string Mark, string OldBytes, string OldText, string NewBytes, string NewText, string Line)
{
    public static ChangeCells Of(RoutineDifference routine, RowChange change)
    {
        var mark = change.Kind switch { ChangeKind.Added => "+", ChangeKind.Removed => "-", ChangeKind.Retargeted => ">", _ => "~" };
        var (oldBytes, oldText) = Side(routine.Old, change.Old, change.OldPlace);
        var (newBytes, newText) = Side(routine.New, change.New, change.NewPlace);
        return new ChangeCells(mark, oldBytes, oldText, newBytes, newText, (change.New ?? change.Old)!.Line);
    }

    private static (string Bytes, string Text) Side(Routine? routine, ListedRow? row, string place)
    {
        if (row is null)
            return ("", "");
        var offset = row.Offset < routine!.Offset ? "before" : ListingText.Offset(row.Offset - routine.Offset) + "  " + Hex(row);
        return (offset.TrimEnd(), row.Kind == RowKind.Symbol ? row.Text + ":" : row.Text + (place.Length == 0 ? "" : " = " + place) + Relocations(row));
    }

    private static string Hex(ListedRow row) => string.Join(' ', row.Bytes.Select(static value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The relocation types: which symbol they are against stands in the statement.</summary>
    private static string Relocations(ListedRow row) => row.Relocations.Length == 0
        ? ""
        : "  {" + string.Join(", ", row.Relocations.Select(static relocation => relocation.Type.Replace("R_X86_64_", "", StringComparison.Ordinal))) + "}";
}
