// SPDX-License-Identifier: MIT
namespace EntryAsm.Report.Page;

/// <summary>Puts style, script and data into the page.</summary>
internal static class PageTemplate
{
    /// <summary>In the order in which they need each other.</summary>
    private static readonly string[] Scripts =
    [
        "vendor/dagre.min.js", "data.js", "dom.js", "code.js", "stack.js", "graph.js", "routine.js", "paths.js", "overview.js", "tables.js", "changes.js", "search.js", "app.js",
    ];

    /// <param name="title">What the page is about.</param>
    /// <param name="json">Its data.</param>
    public static string Fill(string title, string json)
    {
        // Cut first, then filled: what is put in may look like a mark itself.
        var parts = Resource("page.html").Split(["{{title}}", "{{style}}", "{{data}}", "{{script}}"], StringSplitOptions.None);
        return parts[0] + Escape(title) + parts[1] + Resource("report.css") + parts[2] + InScript(json) + parts[3] + string.Join("\n", Scripts.Select(Resource)) + parts[4];
    }

    /// <summary>No name in the data can end the element that holds it: in JSON this letter stands only inside strings.</summary>
    private static string InScript(string json) => json.Replace("<", "\\u003c");

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    private static string Resource(string name)
    {
        using var stream = typeof(PageTemplate).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream, System.Text.Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
