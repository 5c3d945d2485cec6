// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace VerifyXunit;

/// <summary>A line diff for a test's message: the changed lines with a little of what surrounds them.</summary>
static class TextDiff
{
    const int ContextLines = 3;
    const int MaximumLines = 200;

    public static string Of(string verified, string received)
    {
        var lines = InlineDiffBuilder.Diff(verified, received, ignoreWhiteSpace: false).Lines;
        var shown = LinesNearAChange(lines);
        var text = new StringBuilder();
        var previous = -1;
        foreach (var i in shown.Take(MaximumLines))
        {
            if (i != previous + 1)
                text.Append("  …\n");
            text.Append(Mark(lines[i].Type)).Append(lines[i].Text).Append('\n');
            previous = i;
        }
        if (shown.Count > MaximumLines)
            text.Append(CultureInfo.InvariantCulture, $"  … and {shown.Count - MaximumLines} lines more\n");
        return text.ToString();
    }

    static SortedSet<int> LinesNearAChange(List<DiffPiece> lines)
    {
        var shown = new SortedSet<int>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type == ChangeType.Unchanged)
                continue;
            for (var near = Math.Max(0, i - ContextLines); near <= Math.Min(lines.Count - 1, i + ContextLines); near++)
                shown.Add(near);
        }
        return shown;
    }

    static string Mark(ChangeType type) => type switch
    {
        ChangeType.Inserted => "+ ",
        ChangeType.Deleted => "- ",
        _ => "  ",
    };
}
