// SPDX-License-Identifier: MIT
using EntryAsm.Writers;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>Compares what a listing says of every byte with an object; the comparison of rows leaves padding out.</summary>
internal static class ByteComparison
{
    /// <summary>The first byte that differs, in words that follow the listing's name; null when none does.</summary>
    public static string? FirstMismatch(Listing expected, EntryObject actual)
    {
        foreach (var section in expected.Sections)
        {
            var bytes = actual.FindSection(section.Name) is { } found ? found.Bytes : default;
            foreach (var row in section.Rows.Where(static row => row.Bytes.Length == row.Length && row.Length != 0))
            {
                if (row.End > bytes.Length || !bytes.Span.Slice(row.Offset, row.Length).SequenceEqual(row.Bytes))
                    return ": " + section.Name + ListingText.Offset(row.Offset) + " has other bytes in the object: '" + row.Text + "'" + (row.Line.Length == 0 ? "" : ", " + row.Line);
            }
        }

        return null;
    }
}
