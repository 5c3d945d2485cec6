// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>
/// The symbols both sides define. A place that has such a name is compared by it; names that are at one place on either side count as one, since an object does not tell
/// which of them was meant.
/// </summary>
internal sealed class SharedNames
{
    private readonly Dictionary<string, string> representatives = new(StringComparer.Ordinal);

    public SharedNames(Listing old, Listing now)
    {
        var oldNames = Symbols(old).Select(static symbol => symbol.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var symbol in Symbols(now))
        {
            if (oldNames.Contains(symbol.Text))
                representatives.TryAdd(symbol.Text, symbol.Text);
        }

        JoinNeighbours(old);
        JoinNeighbours(now);
    }

    public bool Contains(string name) => representatives.ContainsKey(name);

    /// <summary>One name for all that count as one.</summary>
    public string Representative(string name)
    {
        while (representatives[name] != name)
            name = representatives[name];
        return name;
    }

    private static IEnumerable<ListedRow> Symbols(Listing listing) => listing.Sections.SelectMany(static section => section.Rows).Where(static row => row.Kind == RowKind.Symbol);

    private void JoinNeighbours(Listing listing)
    {
        foreach (var section in listing.Sections)
        {
            foreach (var place in section.Rows.Where(row => row.Kind == RowKind.Symbol && Contains(row.Text)).GroupBy(static row => row.Offset))
            {
                var names = place.Select(row => Representative(row.Text)).Order(StringComparer.Ordinal).ToList();
                foreach (var name in names)
                    representatives[name] = names[0];
            }
        }
    }
}
