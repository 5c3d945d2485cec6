// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's file name.</param>
/// <param name="Line">The line of its first line.</param>
/// <param name="Kind">What stands behind the fence.</param>
/// <param name="Text">What it holds.</param>
public sealed record Block(string Page, int Line, string Kind, string Text)
{
    public override string ToString() => Page + ":" + Line;
}

/// <summary>The documentation of this repository.</summary>
internal static class Page
{
    /// <summary>The pages for users: README and what stands in docs itself.</summary>
    public static IEnumerable<string> All =>
        Directory.GetFiles(Repository.PathOf("docs"), "*.md").Append(Repository.PathOf("README.md")).Order(StringComparer.Ordinal);

    /// <summary>Every fenced block of every page.</summary>
    public static IEnumerable<Block> Blocks() => All.SelectMany(Blocks);

    private static IEnumerable<Block> Blocks(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            if (!lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
                continue;
            var start = i + 1;
            for (i++; lines[i].Trim() != "```"; i++)
            {
            }

            var text = string.Concat(lines[start..i].Select(line => line[Math.Min(indent, line.Length)..] + "\n"));
            yield return new Block(Path.GetFileName(file), start + 1, lines[start - 1].Trim()[3..], text);
        }
    }
}
