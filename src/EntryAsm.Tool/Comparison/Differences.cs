// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>How a row differs.</summary>
internal enum ChangeKind
{
    /// <summary>Another statement.</summary>
    Changed,

    /// <summary>The same statement in other bytes.</summary>
    Reencoded,

    /// <summary>The same bytes, a field that points elsewhere.</summary>
    Retargeted,

    /// <summary>Only in the new one.</summary>
    Added,

    /// <summary>Only in the old one.</summary>
    Removed,
}

/// <summary>A row that differs.</summary>
/// <param name="Kind">How.</param>
/// <param name="Old">The old row, or null.</param>
/// <param name="New">The new row, or null.</param>
/// <param name="OldPlace">Where the old row pointed, if that is what differs and it has no name of its own.</param>
/// <param name="NewPlace">Where the new row points.</param>
internal sealed record RowChange(ChangeKind Kind, ListedRow? Old, ListedRow? New, string OldPlace = "", string NewPlace = "");

/// <summary>An old row next to a new one.</summary>
/// <param name="Old">The old row; null where one was added.</param>
/// <param name="New">The new row; null where one was removed.</param>
/// <param name="IsSame">True when they do not differ but in their place.</param>
internal sealed record RowPair(ListedRow? Old, ListedRow? New, bool IsSame);

/// <summary>What became of a routine.</summary>
internal enum RoutineFate
{
    /// <summary>Nothing, or it moved.</summary>
    Same,

    /// <summary>Rows of it differ.</summary>
    Changed,

    /// <summary>The same rows under another name.</summary>
    Renamed,

    /// <summary>Only in the new one.</summary>
    Added,

    /// <summary>Only in the old one.</summary>
    Removed,
}

/// <summary>A routine, old and new.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Old">The old one, or null.</param>
/// <param name="New">The new one, or null.</param>
/// <param name="Changes">The rows that differ.</param>
internal sealed record RoutineDifference(RoutineFate Fate, Routine? Old, Routine? New, List<RowChange> Changes)
{
    /// <summary>All rows, old and new side by side.</summary>
    public IReadOnlyList<RowPair> Rows { get; init; } = [];

    public string Name => (New ?? Old)!.Name;

    public string Section => (New ?? Old)!.Section.Name;

    /// <summary>Bytes it moved within its section.</summary>
    public int Shift => Old is null || New is null ? 0 : New.Offset - Old.Offset;

    /// <summary>True when it stands elsewhere than before.</summary>
    public bool IsMoved => Old is not null && New is not null && (Shift != 0 || Old.Section.Name != New.Section.Name);
}

/// <summary>A table whose rows differ.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Columns">What its columns are.</param>
/// <param name="Changes">The rows: the old one or null, the new one or null.</param>
internal sealed record TableDifference(string Title, string Columns, List<(string? Old, string? New)> Changes);

/// <summary>Everything in which two modules differ.</summary>
internal sealed class ModuleDifference
{
    public required string Name { get; init; }

    /// <summary>Every routine of either.</summary>
    public List<RoutineDifference> Routines { get; } = [];

    public List<TableDifference> Tables { get; } = [];

    /// <summary>Sections and symbols, each in a sentence.</summary>
    public List<string> Notes { get; } = [];

    public int Count(ChangeKind kind) => Routines.Sum(routine => routine.Changes.Count(change => change.Kind == kind));

    public int Count(RoutineFate fate) => Routines.Count(routine => routine.Fate == fate);

    public int Moved => Routines.Count(static routine => routine.IsMoved);

    /// <summary>True when nothing differs, not even where a routine stands.</summary>
    public bool IsEmpty => Notes.Count == 0 && Tables.Count == 0 && Moved == 0 && Count(RoutineFate.Same) == Routines.Count;
}
