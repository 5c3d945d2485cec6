// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Encoding;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Writers.Listings;

/// <summary>The rows of an item: one, unless it is text or data that is longer than a line.</summary>
internal sealed class ItemRows(ReferenceText references, LineNames lines)
{
    private const int DataOnLine = 8;

    private readonly InstructionText instructions = new(references);

    public void Add(List<ListedRow> rows, EntrySection section, InstructionReader reader, in EntryItem item)
    {
        var bytes = section.Type == SectionType.NoBits ? [] : section.Bytes.Span.Slice(item.Offset, item.Length);
        switch (item.Kind)
        {
            case EntryItemKind.Instruction when reader.TryDecode(item, out var decoded):
                rows.Add(Instruction(item, bytes, instructions.Format(decoded)) with { Relocations = references.Relocations(section, item.Offset, item.End) });
                break;
            case EntryItemKind.Instruction when LateInstructions.TryRead(bytes, out var late, out _):
                rows.Add(Instruction(item, bytes, late));
                break;
            case EntryItemKind.Align or EntryItemKind.Fill:
                rows.Add(Padding(item, bytes));
                break;
            case EntryItemKind.Data when item.Unit == 0:
                AddText(rows, item, bytes);
                break;
            default:
                AddData(rows, section, item, reader.ReferencesOf(item));
                break;
        }
    }

    private ListedRow Instruction(in EntryItem item, ReadOnlySpan<byte> bytes, string statement) =>
        new(RowKind.Instruction, item.Offset, item.Length, bytes.ToArray(), statement, lines.Of(item));

    private ListedRow Padding(in EntryItem item, ReadOnlySpan<byte> bytes)
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
        var isShown = bytes.Length <= ListingText.BytesOnLine && bytes.Length == item.Length;
        return new ListedRow(RowKind.Padding, item.Offset, item.Length, isShown ? bytes.ToArray() : [], statement, lines.Of(item));
    }

    private void AddText(List<ListedRow> rows, in EntryItem item, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += ListingText.BytesOnLine)
        {
            var part = bytes.Slice(at, Math.Min(ListingText.BytesOnLine, bytes.Length - at));
            rows.Add(new ListedRow(RowKind.Data, item.Offset + at, part.Length, part.ToArray(), "ascii \"" + Characters(part) + "\"", at == 0 ? lines.Of(item) : ListedLine.None));
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

    /// <summary>Eight bytes a row; a field with a relocation ends its row, so that each has its own.</summary>
    private void AddData(List<ListedRow> rows, EntrySection section, in EntryItem item, ReadOnlySpan<EntryReference> fields)
    {
        var unit = item.Kind == EntryItemKind.Data ? item.Unit : 1;
        var directive = unit switch { 8 => "dq ", 4 => "dd ", 2 => "dw ", _ => "db " };
        var line = lines.Of(item);
        for (int start = item.Offset, at = start; at < item.End; start = at)
        {
            var values = new StringBuilder(directive);
            var isRelocated = false;
            for (; at < item.End && at - start < DataOnLine && !isRelocated; at += unit)
            {
                values.Append(at == start ? "" : ", ");
                var isNamed = !fields.IsEmpty && fields[0].Offset == at;
                values.Append(isNamed ? references.Expression(fields[0]) : Value(section, at, unit));
                isRelocated = isNamed && fields[0].IsRelocated;
                fields = isNamed ? fields.Slice(1) : fields;
            }

            rows.Add(new ListedRow(RowKind.Data, start, at - start, section.Bytes.Span.Slice(start, at - start).ToArray(), values.ToString(), line) { Relocations = references.Relocations(section, start, at) });
            line = ListedLine.None;
        }
    }

    private static string Value(EntrySection section, int offset, int unit)
    {
        ulong value = 0;
        for (var i = unit - 1; i >= 0; i--)
            value = value << 8 | section.Bytes.Span[offset + i];
        return NumberText.Hex(value);
    }
}
