// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>
/// Local symbols that are no more than labels in a comparison: only one side has them, and what they are in is the same on both. If they began routines, equal code would
/// be reported as routines that come and go.
/// </summary>
internal sealed class MereLabels
{
    /// <param name="listing">The side whose symbols are asked for.</param>
    /// <param name="other">The other one.</param>
    public MereLabels(Listing listing, Listing other)
    {
        var others = other.Sections.ToLookup(static section => section.Name, StringComparer.Ordinal);
        Names = [.. listing.Sections.SelectMany(section => In(listing, section, others[section.Name].FirstOrDefault()))];
    }

    /// <summary>Their names, in the order in which they stand.</summary>
    public IReadOnlyList<string> Names { get; }

    private static List<string> In(Listing listing, ListedSection section, ListedSection? other)
    {
        if (other is null)
            return [];
        var places = other.Rows.Where(static row => row.Kind == RowKind.Symbol).Select(static row => row.Offset).ToHashSet();
        var names = section.Rows.Where(row => row.Kind == RowKind.Symbol && !places.Contains(row.Offset) && listing.Symbols.TryGetValue(row.Text, out var symbol) && !symbol.IsShared)
            .Select(static row => row.Text).ToList();
        return names.Count != 0 && HaveEqualBytes(section, other) ? names : [];
    }

    private static bool HaveEqualBytes(ListedSection a, ListedSection b) => Bytes(a).SequenceEqual(Bytes(b));

    /// <summary>All bytes; where a listing only counts them, as many zeros.</summary>
    private static IEnumerable<byte> Bytes(ListedSection section) => section.Rows.SelectMany(static row => row.Bytes.Length == row.Length ? row.Bytes : new byte[row.Length]);
}
