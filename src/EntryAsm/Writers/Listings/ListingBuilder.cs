// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Writers.Listings;

/// <summary>Makes the listing of an object.</summary>
internal sealed class ListingBuilder
{
    private readonly EntryObject entryObject;
    private readonly LineNames lines;
    private readonly ReferenceText references;
    private readonly ItemRows items;

    private ListingBuilder(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        lines = new LineNames(entryObject);
        references = new ReferenceText(entryObject);
        items = new ItemRows(references, lines);
    }

    /// <summary>The listing of an object.</summary>
    public static Listing Of(EntryObject entryObject) => new ListingBuilder(entryObject).Build();

    private Listing Build()
    {
        var listing = new Listing(entryObject.Name);
        listing.Files.AddRange(entryObject.Files);
        for (var i = 0; i < entryObject.Sections.Length; i++)
        {
            if (entryObject.Sections[i].Size != 0 || !entryObject.Names.In(i).IsEmpty)
                listing.Sections.Add(Section(listing.Sections.Count, i));
        }

        new ListingTables(entryObject, listing, lines).Add();
        return listing;
    }

    private ListedSection Section(int place, int index)
    {
        var section = references.Section = entryObject.Sections[index];
        var isTable = ListingTables.IsTable(section.Name);
        var listed = new ListedSection(place, section.Name, Properties(section), (section.Flags & SectionFlags.Execute) != 0, section.Size) { IsTable = isTable, ObjectIndex = index };
        if (!isTable)
            AddRows(listed.Rows, section, entryObject.Names.In(index));
        return listed;
    }

    private string Properties(EntrySection section)
    {
        var type = section.Type == SectionType.ProgBits ? "" : ", " + SectionText.Type(section.Type);
        var elements = section.EntrySize == 0 ? "" : ", elements of " + InstructionText.Number(section.EntrySize);
        var links = section.Group is not { } group ? "" : ", " + (group.IsComdat ? "comdat " : "") + "group " + group.Name;
        links += section.LinkedTo < 0 ? "" : ", in the order of " + entryObject.Sections[section.LinkedTo].Name;
        return "\"" + SectionText.Flags(section.Flags) + "\"" + type + ", align " + NumberText.Decimal(section.Alignment) + elements + links;
    }

    private void AddRows(List<ListedRow> rows, EntrySection section, ReadOnlySpan<Place> places)
    {
        var reader = new InstructionReader(section, knowsDialects: true);
        var next = 0;
        foreach (var item in section.Items)
        {
            for (; next < places.Length && places[next].StandsBefore(item); next++)
                AddPlace(rows, places[next]);
            items.Add(rows, section, reader, item);
        }

        for (; next < places.Length; next++)
            AddPlace(rows, places[next]);
    }

    private void AddPlace(List<ListedRow> rows, Place place)
    {
        if (place.Kind == PlaceKind.Symbol)
            rows.Add(Symbol(entryObject.Symbols[place.Index], place.Offset));
        else if (place.Kind == PlaceKind.Label && entryObject.Names.IsNeeded(place.Index))
            rows.Add(new ListedRow(RowKind.Label, place.Offset, 0, [], entryObject.Names.Label(place.Index), lines.Of(entryObject.LineOf(entryObject.Labels[place.Index]))));
    }

    /// <summary>A name of the assembler's making is a label to the reader.</summary>
    private ListedRow Symbol(EntrySymbol symbol, int offset) => symbol.Name.StartsWith(".L", StringComparison.Ordinal)
        ? new ListedRow(RowKind.Label, offset, 0, [], symbol.Name, lines.Of(symbol.Line))
        : new ListedRow(RowKind.Symbol, offset, 0, [], symbol.Name, lines.Of(symbol.Line)) { Description = ListingTables.Describe(symbol), Size = (int)symbol.Size };
}
