// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;
using Iced.Intel;

namespace EntryAsm.Tool;

/// <summary>
/// Cuts sections into routines. A symbol begins one, unless it is inside the size another one states: entry routines hold other globals, and end far from where they
/// began.
/// </summary>
internal static class RoutineSplitter
{
    /// <summary>What stands for a row that is taken for padding: how much of it there is says only where the next routine stands.</summary>
    public const string Padding = "padding";

    /// <summary>The longest padding that is taken for one in an object, where it is nothing but no-ops, in bytes.</summary>
    private const int LongestPadding = 64;

    private const string After = " after ";

    /// <param name="listing">The module.</param>
    /// <param name="isPlain">True to see data as an object does, where padding is bytes like others.</param>
    /// <param name="labels">Symbols that begin no routine.</param>
    public static List<Routine> Split(Listing listing, bool isPlain, IReadOnlySet<string> labels)
    {
        var routines = new List<Routine>();
        foreach (var section in listing.Sections)
        {
            var first = routines.Count;
            Split(section, routines, isPlain && !section.IsCode, labels);
            if (section.IsCode)
                MarkPadding(routines, first);
            if (section.IsCode || !isPlain)
                MoveAlignment(routines, first);
        }

        routines.RemoveAll(routine => routine.Name == routine.Section.Name && (isPlain && !routine.Section.IsCode ? routine.Rows.TrueForAll(static row => row.Length == 0) : !routine.HasContents));
        return routines;
    }

    private static void Split(ListedSection section, List<Routine> routines, bool upToNextSymbol, IReadOnlySet<string> labels)
    {
        Routine? current = null;
        foreach (var row in section.Rows.Where(row => row.Kind != RowKind.Symbol || !labels.Contains(row.Text)))
        {
            if (row.Kind == RowKind.Symbol && (current is null || row.Offset >= current.Offset + current.StatedSize))
            {
                routines.Add(current = new Routine(row.Text, section, row.Offset, row.Size));
                continue;
            }

            if (current is null)
                routines.Add(current = new Routine(section.Name, section, row.Offset));
            else if (!upToNextSymbol && current.StatedSize != 0 && row.Offset >= current.Offset + current.StatedSize && row.Length != 0 && row.Kind != RowKind.Padding)
                routines.Add(current = new Routine(section.Name + After + current.Name, section, row.Offset));
            current.Rows.Add(row);
        }
    }

    /// <summary>An object does not say what is padding: it is the no-ops between the end of a symbol and an aligned one.</summary>
    private static void MarkPadding(List<Routine> routines, int first)
    {
        for (var i = routines.Count - 1; i > first; i--)
        {
            if (routines[i].Name.Contains(After, StringComparison.Ordinal) && routines[i].Rows.All(IsIdle))
            {
                routines[i - 1].Rows.AddRange(routines[i].Rows.Select(AsPadding));
                routines.RemoveAt(i);
            }
        }

        for (var i = first; i < routines.Count; i++)
        {
            if (i + 1 == routines.Count || routines[i].Section != routines[i + 1].Section || routines[i + 1].Offset % 4 == 0)
                MarkTail(routines[i]);
        }
    }

    private static void MarkTail(Routine routine)
    {
        var rows = routine.Rows;
        var start = rows.Count;
        var length = 0;
        while (start > 0 && IsIdle(rows[start - 1]) && rows[start - 1].Offset >= routine.Offset + routine.StatedSize && length + rows[start - 1].Length <= LongestPadding)
            length += rows[--start].Length;
        if (start == 0)
            return; // a routine of nothing but nops means them
        for (var i = start; i < rows.Count; i++)
            rows[i] = AsPadding(rows[i]);
    }

    /// <summary>An alignment after one routine is the next one's.</summary>
    private static void MoveAlignment(List<Routine> routines, int first)
    {
        for (var i = first; i + 1 < routines.Count; i++)
        {
            var rows = routines[i].Rows;
            var start = rows.Count;
            while (start > 0 && rows[start - 1].Kind == RowKind.Padding && rows[start - 1].Text != Padding && rows[start - 1].Offset >= routines[i].Offset + routines[i].StatedSize)
                start--;
            if (start == 0 && routines[i].StatedSize != 0)
                continue;
            routines[i + 1].Rows.InsertRange(0, rows.Skip(start));
            rows.RemoveRange(start, rows.Count - start);
        }
    }

    private static ListedRow AsPadding(ListedRow row) => row.Kind == RowKind.Instruction ? row with { Kind = RowKind.Padding, Text = Padding } : row;

    private static bool IsIdle(ListedRow row)
    {
        if (row.Kind is RowKind.Padding or RowKind.Label)
            return true;
        if (row.Kind != RowKind.Instruction || row.Relocations.Length != 0)
            return false;
        var code = Decoder.Create(64, row.Bytes).Decode();
        return code.Length == row.Length && code.Mnemonic is Mnemonic.Nop or Mnemonic.Int3 && code.Op0Kind != OpKind.Immediate8;
    }
}
