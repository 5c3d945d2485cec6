// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Conformance;

/// <summary>Forms whose text GNU as 2.40 does not take, from the checked list of the matrix.</summary>
internal static class Excluded
{
    /// <summary>Rows of the table.</summary>
    public static IReadOnlySet<int> Forms { get; } = Read();

    private static HashSet<int> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("exclusions-64.txt")!;
        using var reader = new StreamReader(stream);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(ExclusionList.Rejected, StringComparison.Ordinal))
                names.Add(line[(line.IndexOf(" | ", StringComparison.Ordinal) + 3)..].Split(' ')[0]);
        }

        return [.. Enumerable.Range(0, Encoding.Forms.Count).Where(form => names.Contains(Encoding.Forms.CodeOf(Encoding.Forms.Row(form)).ToString()))];
    }
}
