// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.CSharp;

/// <summary>Variables of the source that only counted for a loop, which counts by itself in C#, are left out.</summary>
internal static class UnreadVariables
{
    /// <summary>The variables that no line reads outside of the loops that count with them; their lines are removed from the members, and the table of numbers has their last values.</summary>
    /// <param name="members">The lines of the methods.</param>
    /// <param name="variables">The fields, and what they are in the end.</param>
    public static HashSet<string> Remove(List<List<string>> members, IEnumerable<(string Field, long Value)> variables)
    {
        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (field, value) in variables)
        {
            if (members.Exists(lines => Outside(lines, field).Any(at => Reads(lines[at], field))))
            {
                members.ForEach(lines => CountWith(lines, field));
                continue;
            }

            removed.Add(field);
            foreach (var lines in members)
            {
                foreach (var at in Outside(lines, field).Reverse())
                {
                    if (IsAssignment(lines[at], field))
                        lines.RemoveAt(at);
                    else if (IsInTable(lines[at], field))
                        lines[at] = lines[at][..^(field.Length + 2)] + value.ToString(CultureInfo.InvariantCulture) + ");";
                }
            }
        }

        return removed;
    }

    /// <summary>The lines in which the name is the field, and no loop's own counter.</summary>
    private static IEnumerable<int> Outside(List<string> lines, string field)
    {
        var (end, heads) = ("", Heads(field));
        for (var at = 0; at < lines.Count; at++)
        {
            var trimmed = lines[at].TrimStart();
            if (end.Length > 0)
                end = lines[at] == end ? "" : end;
            else if (Array.Exists(heads, head => trimmed.StartsWith(head, StringComparison.Ordinal)))
                end = lines[at][..^trimmed.Length] + "}";
            else
                yield return at;
        }
    }

    /// <summary>What the loop calls reads the field, so the loop counts with it.</summary>
    private static void CountWith(List<string> lines, string field)
    {
        var heads = Heads(field);
        for (var at = 0; at < lines.Count; at++)
        {
            var trimmed = lines[at].TrimStart();
            if (Array.Find(heads, head => trimmed.StartsWith(head, StringComparison.Ordinal)) is { } head)
                lines[at] = lines[at][..^trimmed.Length] + "for (" + field + " " + trimmed[head.Length..];
        }
    }

    /// <summary>How a loop begins whose own counter has the field's name.</summary>
    private static string[] Heads(string field) => ["for (var " + field + " ", "for (long " + field + " "];

    private static bool Reads(string line, string field) => line.Contains(field, StringComparison.Ordinal) && !IsAssignment(line, field) && !IsInTable(line, field)
        && LineToken.Split(line).Exists(token => token.Kind == LineTokenKind.Name && token.Text == field);

    private static bool IsAssignment(string line, string field) => line.TrimStart().StartsWith(field + " = ", StringComparison.Ordinal);

    private static bool IsInTable(string line, string field) => line.TrimStart().StartsWith("set(", StringComparison.Ordinal) && line.EndsWith("), " + field + ");", StringComparison.Ordinal);
}
