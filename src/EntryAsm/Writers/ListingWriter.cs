// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Encoding;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using EntryAsm.Writers;

namespace EntryAsm;

/// <summary>
/// Writes an <see cref="EntryObject"/> as a listing for review: bytes, instruction as C# writes it, C# line and relocation, and the tables in words.
/// It is made to be kept under version control: text in ASCII with <c>\n</c>, and a line says nothing that an edit elsewhere would change.
/// </summary>
/// <remarks>
/// <para>A section has a heading, then its places and items. A symbol stands with what it is, its size and its C# line; a label with its offset from
/// the symbol, if there is one. Under
/// them each item has one line:</para>
/// <code>  +0003  65 48 89 24 25 00 00 00 00        mov qword.gs[cpu_tss_rw + 0x14], rsp          +2                  R_X86_64_32S cpu_tss_rw + 0x14</code>
/// <para>Offset: bytes, hexadecimal, from the last name above. C# line: <c>+n</c> counts from the line of the last symbol or label above that was
/// written in the same file as the
/// symbol; else file and line in full. Relocation: its type and what the author wrote; <c>objdump -dr</c> shows the addend as the linker sees it. A
/// label without a name is
/// called after its symbol and counted there. More than eleven bytes go on in the next line; padding of more is told as a count.</para>
/// <para>Sections that are tables are not dumped: they follow at the end, typed, then the symbols with their offsets.</para>
/// </remarks>
public static class ListingWriter
{
    /// <summary>The version of the format, in the first line.</summary>
    public const int Version = 1;

    /// <summary>The listing.</summary>
    /// <param name="entryObject">What is listed.</param>
    /// <param name="options">How it counts.</param>
    public static string Write(EntryObject entryObject, ListingOptions? options = null) => new Listing(entryObject, options ?? new ListingOptions()).Write();

    /// <summary>Writes the listing to a stream.</summary>
    /// <inheritdoc cref="Write(EntryObject, ListingOptions)"/>
    /// <param name="entryObject">What is listed.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">How it counts.</param>
    public static void Write(EntryObject entryObject, Stream stream, ListingOptions? options = null)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Write(entryObject, options));
        stream.Write(bytes, 0, bytes.Length);
    }

    private sealed class Listing
    {
        private readonly EntryObject entryObject;
        private readonly ListingOptions options;
        private readonly ListingText text = new();
        private readonly ListingLines lines;
        private readonly ReferenceText references;
        private readonly InstructionText instructions;
        private int anchor;
        private int? symbolAt;

        public Listing(EntryObject entryObject, ListingOptions options)
        {
            this.entryObject = entryObject;
            this.options = options;
            lines = new ListingLines(entryObject, options.Absolute);
            references = new ReferenceText(entryObject);
            instructions = new InstructionText(references);
        }

        public string Write()
        {
            text.Line("listing " + NumberText.Decimal(Version) + " of " + entryObject.Name);
            foreach (var file in entryObject.Files)
                text.Line("file " + file);
            for (var i = 0; i < entryObject.Sections.Length; i++)
            {
                if (entryObject.Sections[i].Size != 0 || !entryObject.Names.In(i).IsEmpty)
                    WriteSection(i);
            }

            new ListingTables(entryObject, text, lines).Write();
            return text.ToString();
        }

        private void WriteSection(int index)
        {
            var section = references.Section = entryObject.Sections[index];
            text.Line("");
            text.Line(Heading(section));
            if (ListingTables.IsTable(section.Name))
                return;

            (anchor, symbolAt) = (0, null);
            lines.Reset();
            var places = entryObject.Names.In(index);
            var reader = new InstructionReader(section, knowsDialects: true);
            var next = 0;
            foreach (var item in section.Items)
            {
                for (; next < places.Length && places[next].StandsBefore(item); next++)
                    WritePlace(places[next]);
                WriteItem(section, reader, item);
            }

            for (; next < places.Length; next++)
                WritePlace(places[next]);
        }

        private string Heading(EntrySection section)
        {
            var type = section.Type == SectionType.ProgBits ? "" : ", " + SectionText.Type(section.Type);
            var elements = section.EntrySize == 0 ? "" : ", elements of " + InstructionText.Number(section.EntrySize);
            var links = section.Group is not { } group ? "" : ", " + (group.IsComdat ? "comdat " : "") + "group " + group.Name;
            links += section.LinkedTo < 0 ? "" : ", in the order of " + entryObject.Sections[section.LinkedTo].Name;
            return "section " + section.Name + " \"" + SectionText.Flags(section.Flags) + "\"" + type
                + ", align " + NumberText.Decimal(section.Alignment) + elements + links + ", " + InstructionText.Number(section.Size) + " bytes" + (ListingTables.IsTable(section.Name) ? ", see its table below" : "");
        }

        private void WritePlace(Place place)
        {
            if (place.Kind == PlaceKind.End || (place.Kind == PlaceKind.Label && !entryObject.Names.IsNeeded(place.Index)))
                return;
            var isSymbol = place.Kind == PlaceKind.Symbol;
            var line = isSymbol ? entryObject.Symbols[place.Index].Line : entryObject.LineOf(entryObject.Labels[place.Index]);
            if (isSymbol && !entryObject.Symbols[place.Index].Name.StartsWith(".L", StringComparison.Ordinal))
                WriteSymbol(entryObject.Symbols[place.Index], place.Offset, line);
            else
                text.Name(NameOf(place) + ":  " + OffsetFromSymbol(place.Offset), lines.OfLabel(line));
            anchor = place.Offset;
        }

        private void WriteSymbol(EntrySymbol symbol, int offset, SourceLocation line)
        {
            text.Line("");
            var size = symbol.Size == 0 ? "" : ", " + InstructionText.Number(symbol.Size) + " bytes";
            text.Name(symbol.Name + ":  " + ListingTables.Describe(symbol) + size + (options.Absolute ? "  " + ListingText.Offset(offset) : ""), lines.OfSymbol(line));
            symbolAt = offset;
        }

        private string NameOf(Place place) => place.Kind == PlaceKind.Symbol ? entryObject.Symbols[place.Index].Name : entryObject.Names.Label(place.Index);

        /// <summary>Where no symbol stands above there is nothing near to count from: just <c>label</c>.</summary>
        private string OffsetFromSymbol(int offset) =>
            options.Absolute ? ListingText.Offset(offset) : symbolAt is { } symbol ? ListingText.Offset(offset - symbol) : "label";

        private string Offset(int offset, int from) => ListingText.Offset(options.Absolute ? offset : offset - from);

        private void WriteItem(EntrySection section, InstructionReader reader, in EntryItem item)
        {
            var line = lines.OfItem(item);
            var bytes = section.Type == SectionType.NoBits ? [] : section.Bytes.Span.Slice(item.Offset, item.Length);
            switch (item.Kind)
            {
                case EntryItemKind.Instruction when reader.TryDecode(item, out var decoded):
                    WriteLong(item.Offset, bytes, instructions.Format(decoded), line, references.Relocations(section, item.Offset, item.End));
                    break;
                case EntryItemKind.Instruction when LateInstructions.TryRead(bytes, out var late, out _):
                    WriteLong(item.Offset, bytes, late, line, "");
                    break;
                case EntryItemKind.Align or EntryItemKind.Fill:
                    WritePadding(item, bytes, line);
                    break;
                case EntryItemKind.Data when item.Unit == 0:
                    WriteText(item, bytes, line);
                    break;
                default:
                    WriteData(section, item, reader.ReferencesOf(item), line);
                    break;
            }
        }

        private void WriteLong(int offset, ReadOnlySpan<byte> bytes, string statement, string line, string relocation)
        {
            var shown = Math.Min(bytes.Length, ListingText.BytesOnLine);
            text.Row(Offset(offset, anchor), bytes.Slice(0, shown), statement, line, relocation);
            if (shown < bytes.Length)
                text.Row("", bytes.Slice(shown));
        }

        private void WritePadding(in EntryItem item, ReadOnlySpan<byte> bytes, string line)
        {
            var statement = item.Kind == EntryItemKind.Fill
                ? "skip " + InstructionText.Number(item.Length)
                : "align " + NumberText.Decimal(item.Alignment);
            if (item.Fill > 0)
                statement += ", " + InstructionText.Number(item.Fill);
            if (item.PadsIn16BitCode)
                statement += ", 16-bit code";
            if (item.Kind == EntryItemKind.Align && item.MaxPadding != 0)
                statement += ", max " + InstructionText.Number(item.MaxPadding);
            if (bytes.Length <= ListingText.BytesOnLine && bytes.Length == item.Length)
                text.Row(Offset(item.Offset, anchor), bytes, statement, line);
            else
                text.Row(Offset(item.Offset, anchor), "(" + NumberText.Decimal(item.Length) + " bytes)", statement, line);
        }

        private void WriteText(in EntryItem item, ReadOnlySpan<byte> bytes, string line)
        {
            for (var at = 0; at < bytes.Length; at += ListingText.BytesOnLine)
            {
                var part = bytes.Slice(at, Math.Min(ListingText.BytesOnLine, bytes.Length - at));
                text.Row(Offset(item.Offset + at, anchor), part, "ascii \"" + Characters(part) + "\"", at == 0 ? line : "");
            }
        }

        private static string Characters(ReadOnlySpan<byte> bytes)
        {
            var characters = new StringBuilder();
            foreach (var value in bytes)
            {
                if (value is (byte)'"' or (byte)'\\')
                    characters.Append('\\').Append((char)value);
                else if (value is >= 0x20 and < 0x7f)
                    characters.Append((char)value);
                else
                    characters.Append("\\x").Append(value.ToString("x2", CultureInfo.InvariantCulture));
            }

            return characters.ToString();
        }

        /// <summary>Eight bytes a line; a field with a relocation ends its line, so that each has its own.</summary>
        private void WriteData(EntrySection section, in EntryItem item, ReadOnlySpan<EntryReference> fields, string line)
        {
            var unit = item.Kind == EntryItemKind.Data ? item.Unit : 1;
            var directive = unit switch { 8 => "dq ", 4 => "dd ", 2 => "dw ", _ => "db " };
            for (int start = item.Offset, at = start; at < item.End; start = at)
            {
                var values = new StringBuilder(directive);
                var isRelocated = false;
                for (; at < item.End && at - start < 8 && !isRelocated; at += unit)
                {
                    values.Append(at == start ? "" : ", ");
                    var isNamed = !fields.IsEmpty && fields[0].Offset == at;
                    values.Append(isNamed ? references.Expression(fields[0]) : Value(section, at, unit));
                    isRelocated = isNamed && fields[0].IsRelocated;
                    fields = isNamed ? fields.Slice(1) : fields;
                }

                text.Row(Offset(start, anchor), section.Bytes.Span.Slice(start, at - start), values.ToString(), line, references.Relocations(section, start, at));
                line = "";
            }
        }

        private static string Value(EntrySection section, int offset, int unit)
        {
            ulong value = 0;
            for (var i = unit - 1; i >= 0; i--)
                value = value << 8 | section.Bytes.Span[offset + i];
            return "0x" + value.ToString("x", CultureInfo.InvariantCulture);
        }
    }
}
