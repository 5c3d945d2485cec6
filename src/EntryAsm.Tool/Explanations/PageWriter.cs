// SPDX-License-Identifier: MIT
using Spectre.Console;

namespace EntryAsm.Tool;

/// <summary>Writes a page for a terminal: headings in bold, code indented, text wrapped between words.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class PageWriter(Terminal terminal)
{
    private const int Columns = 100;

    private static readonly Style Heading = new(decoration: Decoration.Bold);

    public void Write(DiagnosticPage page)
    {
        var isCode = false;
        foreach (var line in page.Lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (isCode)
                terminal.WriteLine(("    " + line).TrimEnd());
            else if (line.StartsWith('#'))
                terminal.WriteLine(line.TrimStart('#', ' '), Heading);
            else
                WriteWrapped(line);
        }
    }

    private void WriteWrapped(string text)
    {
        while (text.Length > Columns && text.LastIndexOf(' ', Columns) is > 0 and var end)
        {
            terminal.WriteLine(text[..end]);
            text = text[(end + 1)..];
        }

        terminal.WriteLine(text);
    }
}
