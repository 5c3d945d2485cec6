// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Tool;

/// <summary>A page of docs/diagnostics, which the tool carries along.</summary>
/// <param name="Id">The id of the diagnostic, <c>EA0001</c> and on.</param>
/// <param name="Lines">The page, in Markdown.</param>
internal sealed record DiagnosticPage(string Id, IReadOnlyList<string> Lines)
{
    private static readonly Assembly Tool = typeof(DiagnosticPage).Assembly;

    /// <summary>The ids of all pages, in order.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Tool.GetManifestResourceNames().Where(IsPage).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

    /// <summary>What the page is about: the heading without the id.</summary>
    public string Title => Lines[0][(Lines[0].IndexOf(':', StringComparison.Ordinal) + 2)..];

    /// <summary>Reads the page of an id, in upper or lower case.</summary>
    /// <exception cref="ToolException">There is no such id.</exception>
    public static DiagnosticPage Read(string id)
    {
        var name = id.ToUpperInvariant();
        if (!Ids.Contains(name))
            throw new ToolException($"'{id}' is not the id of a diagnostic; 'entryasm explain' lists all of them");

        using var reader = new StreamReader(Tool.GetManifestResourceStream(name + ".md")!);
        return new DiagnosticPage(name, reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }

    private static bool IsPage(string resource) => resource.StartsWith("EA", StringComparison.Ordinal) && resource.EndsWith(".md", StringComparison.Ordinal);
}
