// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Encoding;
using EntryAsm.Primitives;
using EntryAsm.Writers.Listings;
using Iced.Intel;

namespace EntryAsm.Tool;

/// <summary>
/// Brings rows into a form that an object, an assembly and a listing have in common. An object does not tell one directive from the next: its code is what decodes, its data
/// are bytes, and padding is what is between routines.
/// </summary>
internal static class PlainRows
{
    private const int DataChunk = 8;

    /// <param name="section">Where they stand.</param>
    /// <param name="rows">The rows of a routine.</param>
    /// <param name="statedEnd">The offset from which on padding is the alignment of what follows.</param>
    public static IEnumerable<ListedRow> Of(ListedSection section, List<ListedRow> rows, int statedEnd)
    {
        var end = rows.Count;
        while (section.IsCode && end > 0 && rows[end - 1] is { Kind: RowKind.Padding or RowKind.Label } last && last.Offset >= statedEnd)
            end--;

        var run = new List<ListedRow>();
        foreach (var row in rows.Take(end))
        {
            if (row.Kind != RowKind.Symbol && (section.IsCode || row.Relocations.Length == 0))
            {
                run.Add(row);
                continue;
            }

            var field = row.Kind == RowKind.Data ? FieldWidth(row) : row.Length;
            if (field < row.Length)
                run.Add(row with { Length = row.Length - field, Bytes = row.Bytes[..^field], Relocations = [] });
            foreach (var plain in Run(section, run))
                yield return plain;
            run.Clear();
            yield return row.Kind == RowKind.Data ? Field(row, field) : row;
        }

        foreach (var plain in Run(section, run))
            yield return plain;
    }

    private static IEnumerable<ListedRow> Run(ListedSection section, List<ListedRow> run)
    {
        if (run.Count == 0)
            return [];
        byte[] bytes = [.. run.SelectMany(row => Bytes(row, section.IsCode))];
        return section.IsCode ? Decoded(run, bytes) : Chunks(run, bytes);
    }

    /// <summary>The run as it decodes; a row that decodes as itself stays.</summary>
    private static IEnumerable<ListedRow> Decoded(List<ListedRow> run, byte[] bytes)
    {
        var known = run.Where(static row => row.Length != 0).ToDictionary(static row => row.Offset);
        var decoder = Decoder.Create(64, bytes);
        var start = run[0].Offset;
        for (var at = 0; at < bytes.Length;)
        {
            var code = decoder.Decode();
            var length = code.IsInvalid ? bytes.Length - at : code.Length;
            var covered = run.Where(row => row.Length != 0 && row.Offset >= start + at && row.Offset < start + at + length).ToList();
            if (known.TryGetValue(start + at, out var row) && row.Length == length && row.Kind == RowKind.Instruction)
                yield return row;
            else
                yield return Joined(start + at, bytes.AsSpan(at, length).ToArray(), covered, code);
            at += length;
        }
    }

    private static ListedRow Joined(int offset, byte[] bytes, List<ListedRow> covered, in Instruction code)
    {
        var kind = code.IsInvalid ? RowKind.Data : RowKind.Instruction;
        var text = covered is [{ Kind: RowKind.Instruction } only] ? only.Text : code.IsInvalid ? Text(bytes) : code.Mnemonic.ToString().ToLowerInvariant();
        return new ListedRow(kind, offset, bytes.Length, bytes, text, covered.FirstOrDefault()?.Source ?? ListedLine.None) { Relocations = [.. covered.SelectMany(static row => row.Relocations)] };
    }

    /// <summary>Eight bytes a row; a run of rows of zeros is one.</summary>
    private static IEnumerable<ListedRow> Chunks(List<ListedRow> run, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var zeros = bytes.AsSpan(at).IndexOfAnyExcept((byte)0);
            var length = zeros < 0 ? bytes.Length - at : zeros / DataChunk * DataChunk;
            if (length != 0)
            {
                yield return new ListedRow(RowKind.Data, run[0].Offset + at, length, [], "skip " + NumberText.Decimal(length), run[0].Source);
            }
            else
            {
                var chunk = bytes.AsSpan(at, length = Math.Min(DataChunk, bytes.Length - at)).ToArray();
                yield return new ListedRow(RowKind.Data, run[0].Offset + at, length, chunk, Text(chunk), run[0].Source);
            }

            at += length;
        }
    }

    /// <summary>The bytes of a data row's field with a relocation, which is its last.</summary>
    private static int FieldWidth(ListedRow row)
    {
        var type = row.Relocations.Length == 0 ? "" : row.Relocations[0].Type;
        var width = Enum.GetValues<RelocationType>().Where(known => known.Name() == type).Select(static known => known.Width()).FirstOrDefault();
        return width == 0 ? row.Length : Math.Min(width, row.Length);
    }

    private static ListedRow Field(ListedRow row, int width)
    {
        var bytes = row.Bytes[^width..];
        return row with { Offset = row.End - width, Length = width, Bytes = bytes, Text = Text(bytes) };
    }

    /// <summary>The bytes of a row; those a listing only counts from what it says of them.</summary>
    private static byte[] Bytes(ListedRow row, bool isCode)
    {
        if (row.Bytes.Length == row.Length)
            return row.Bytes;
        var bytes = new byte[row.Length];
        var words = row.Text.Split(' ', ',');
        if (words.Length > 3 && words[3].StartsWith("0x", StringComparison.Ordinal) && byte.TryParse(words[3].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var fill))
            Array.Fill(bytes, fill);
        else if (isCode && words[0] == "align")
            NopPadding.Write(bytes, is16Bit: row.Text.Contains("16-bit", StringComparison.Ordinal));
        return bytes;
    }

    private static string Text(byte[] bytes) => "db " + string.Join(", ", bytes.Select(static value => "0x" + value.ToString("x", CultureInfo.InvariantCulture)));
}
