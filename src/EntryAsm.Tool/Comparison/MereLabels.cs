// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool;

/// <summary>
/// Local symbols that are no more than labels in a comparison: only one side has them, and what they stand in is the same on both. If they began routines, equal code would
/// be reported as routines that come and go.
/// </summary>
internal sealed class MereLabels
{
    private readonly HashSet<string> equalSections;
    private readonly HashSet<(string Section, int Offset)> places;

    /// <param name="listing">The side whose symbols are asked for.</param>
    /// <param name="other">The other one.</param>
    public MereLabels(Listing listing, Listing other)
    {
        equalSections = [.. listing.Sections.Where(section => other.Sections.Find(candidate => candidate.Name == section.Name) is { } same && HaveEqualBytes(section, same)).Select(static section => section.Name)];
        places = [.. other.Sections.SelectMany(static section => section.Rows.Where(static row => row.Kind == RowKind.Symbol).Select(row => (section.Name, row.Offset)))];
        Names = [.. listing.Sections.SelectMany(section => section.Rows.Where(row => IsOne(listing, section, row))).Select(static row => row.Text)];
    }

    /// <summary>Their names, in the order in which they stand.</summary>
    public IReadOnlyList<string> Names { get; }

    private bool IsOne(Listing listing, ListedSection section, ListedRow row) =>
        row.Kind == RowKind.Symbol && equalSections.Contains(section.Name) && !places.Contains((section.Name, row.Offset)) && listing.Symbols.TryGetValue(row.Text, out var symbol) && !symbol.IsShared;

    private static bool HaveEqualBytes(ListedSection a, ListedSection b) => Bytes(a).SequenceEqual(Bytes(b));

    /// <summary>All bytes; where a listing only counts them, as many zeros.</summary>
    private static IEnumerable<byte> Bytes(ListedSection section) => section.Rows.SelectMany(static row => row.Bytes.Length == row.Length ? row.Bytes : new byte[row.Length]);
}
