// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>A listing with the state of the machine next to each instruction, as text or as Markdown.</summary>
internal sealed class StateReport(Terminal terminal, bool isMarkdown)
{
    private const int StatementWidth = 44, LineWidth = 28;

    /// <summary>Writes one module.</summary>
    /// <param name="module">The module: an object, not a listing.</param>
    /// <param name="routine">The only routine to show; null for all.</param>
    /// <param name="entries">Entries that the object does not declare.</param>
    public void Write(Module module, string? routine, IReadOnlyList<EntryPoint> entries)
    {
        var states = StateText.Of(module.Object, entries);
        foreach (var section in module.Listing.Sections.Where(static section => section.IsCode))
            Write(section, states, routine);
    }

    private void Write(ListedSection section, Dictionary<(int Section, int Offset), string> states, string? routine)
    {
        var shown = routine is null;
        foreach (var row in section.Rows)
        {
            if (row.Kind == RowKind.Symbol)
            {
                shown = routine is null || row.Text == routine;
                if (shown)
                    Heading(row);
            }
            else if (shown && row.Kind is RowKind.Instruction or RowKind.Data)
            {
                Row(row, states.TryGetValue((section.ObjectIndex, row.Offset), out var state) ? state : "not reached");
            }
        }
    }

    private void Heading(ListedRow row)
    {
        terminal.WriteLine();
        if (!isMarkdown)
        {
            terminal.WriteLine(row.Text + ":");
            return;
        }

        terminal.WriteLine("### `" + row.Text + "`\n\n| offset | instruction | C# | state before it |\n|---|---|---|---|");
    }

    private void Row(ListedRow row, string state)
    {
        var offset = "+" + row.Offset.ToString("x4", CultureInfo.InvariantCulture);
        terminal.WriteLine(isMarkdown
            ? "| " + offset + " | `" + row.Text + "` | " + row.Line + " | " + state.Replace("|", "\\|", StringComparison.Ordinal) + " |"
            : ("  " + offset + "  " + row.Text.PadRight(StatementWidth) + " " + row.Line.PadRight(LineWidth) + " " + state).TrimEnd());
    }
}
