// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Primitives;
using EntryAsm.Writers;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>One of two modules that are compared: its routines, their rows, and what is known of each row so far.</summary>
internal sealed class ModuleSide
{
    private readonly Dictionary<int, (ListedRow[] Rows, int[] Routines)> sections = [];
    private readonly Dictionary<(int Section, long Offset), string> names = [];
    private readonly SharedNames shared;
    private readonly bool hasNames;

    /// <param name="listing">The module.</param>
    /// <param name="shared">The symbols both sides define.</param>
    /// <param name="other">The other module.</param>
    /// <param name="form">What both sides know.</param>
    public ModuleSide(Listing listing, Listing other, SharedNames shared, ComparisonForm form)
    {
        this.shared = shared;
        hasNames = form.HasNames;
        Listing = listing;
        Reader = new RowReader(listing);
        Labels = new MereLabels(listing, other).Names;
        Routines = RoutineSplitter.Split(listing, form.IsPlain, Labels.ToHashSet(StringComparer.Ordinal));
        if (form.IsPlain)
            Routines.ForEach(static routine => routine.Normalise());
        Rows = [.. Routines.Select(Compared)];
        FindNames();
        foreach (var section in Routines.Index().GroupBy(static routine => routine.Item.Section.Index))
        {
            var rows = section.SelectMany(static routine => routine.Item.Rows.Where(static row => row.Length != 0).Select(row => (Row: row, routine.Index))).ToArray();
            sections.Add(section.Key, ([.. rows.Select(static row => row.Row)], [.. rows.Select(static row => row.Index)]));
        }
    }

    public Listing Listing { get; }

    public RowReader Reader { get; }

    /// <summary>Local symbols that only this side has, in bytes that are the same on both.</summary>
    public IReadOnlyList<string> Labels { get; }

    public List<Routine> Routines { get; }

    /// <summary>The rows of each routine that count in a comparison.</summary>
    public ComparedRow[][] Rows { get; }

    /// <summary>The same number for a row here and the row on the other side that became it.</summary>
    public Dictionary<ListedRow, int> Identities { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The rows of a routine as they are compared at present.</summary>
    public string[] Keys(int routine) => [.. Rows[routine].Select(row => Key(routine, row))];

    /// <summary>A place in a form that is the same on both sides when the same thing is there.</summary>
    public string PlaceKey(int section, long offset, string? alias = null, int fromRoutine = -1, long from = 0)
    {
        if (hasNames && alias is not null && shared.Contains(alias))
            return alias;
        if (names.TryGetValue((section, offset), out var symbol))
            return symbol;
        if (!sections.TryGetValue(section, out var found) || Find(found.Rows, offset) is not (>= 0 and var index))
            return "?" + NumberText.Decimal(section) + "+" + NumberText.Decimal(offset);

        var row = found.Rows[index];
        var routine = found.Routines[index];
        if (row.Kind == RowKind.Padding || offset >= row.End)
            return "end of " + Routines[routine].Name;
        var inside = offset == row.Offset ? "" : "+" + NumberText.Decimal(offset - row.Offset);
        if (Identities.TryGetValue(row, out var identity))
            return "#" + NumberText.Decimal(identity) + inside;
        if (routine == fromRoutine)
            return (offset > from ? "below" : "above") + inside;
        return Routines[routine].Name + (offset == Routines[routine].Offset ? "" : "+.") + inside;
    }

    /// <summary>The places inside routines a row points at, as <c>routine+0x1c</c>; labels are numbered again in every build.</summary>
    public string PlaceText(ComparedRow row) => string.Join(", ", row.Targets.Where(static target => target.Name is null).Select(PlaceText));

    private string PlaceText(FieldTarget target)
    {
        var routine = Routines.LastOrDefault(routine => routine.Section.Index == target.Section && routine.Offset <= target.Offset);
        return routine is null ? Listing.Sections[target.Section].Name + ListingText.Offset(target.Offset) : routine.Name + ListingText.Offset(target.Offset - routine.Offset);
    }

    private void FindNames()
    {
        foreach (var section in Listing.Sections)
        {
            foreach (var symbol in section.Rows.Where(row => row.Kind == RowKind.Symbol && shared.Contains(row.Text)))
                names[(section.Index, symbol.Offset)] = shared.Representative(symbol.Text);
        }
    }

    private ComparedRow[] Compared(Routine routine) =>
        [.. routine.Rows.Where(static row => row.Kind != RowKind.Label && row.Text != RoutineSplitter.Padding).Select(row => Reader.Read(routine.Section, row))];

    private string Key(int routine, ComparedRow row)
    {
        if (row.Targets.Length == 0)
            return row.Fixed;
        var key = new StringBuilder(row.Fixed);
        foreach (var target in row.Targets)
        {
            key.Append('|').Append(target.Relocation).Append(' ');
            if (target.Name is { } name)
                key.Append(name).Append(target.Offset == 0 ? "" : "+" + NumberText.Decimal(target.Offset));
            else
                key.Append(PlaceKey(target.Section, target.Offset, target.Alias, routine, row.Row.Offset));
        }

        return key.ToString();
    }

    /// <summary>The row that holds an offset, or the last one for the section's end.</summary>
    private static int Find(ListedRow[] rows, long offset)
    {
        int low = 0, high = rows.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (rows[middle].Offset <= offset)
                low = middle;
            else
                high = middle - 1;
        }

        return rows.Length != 0 && rows[low].Offset <= offset && offset <= rows[low].End ? low : -1;
    }
}
