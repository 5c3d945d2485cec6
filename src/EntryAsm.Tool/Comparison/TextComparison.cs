// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Tool;

/// <summary>Listings whose machine code is the same and whose text is not: C# lines or names of labels changed.</summary>
internal static class TextComparison
{
    /// <summary>The first line that differs, in words that follow the file's name; null when none does.</summary>
    public static string? FirstMismatch(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        for (var i = 0; i < Math.Max(old.Length, now.Length); i++)
        {
            var (before, after) = (i < old.Length ? old[i] : "nothing", i < now.Length ? now[i] : "nothing");
            if (before != after)
                return "(" + NumberText.Decimal(i + 1) + "): the code is the same, but the listing is out of date; rewrite it with --update: '" + before.Trim() + "' became '" + after.Trim() + "'";
        }

        return null;
    }
}
