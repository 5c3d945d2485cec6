// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using EntryAsm.Writers;
using EntryAsm.Writers.Listings;
using Spectre.Console;

namespace EntryAsm.Tool;

/// <summary>One routine, row by row.</summary>
internal sealed class RoutineReport
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(decoration: Decoration.Dim);
    private static readonly Style Encoding = new(Color.Blue);
    private static readonly Style Relocation = new(Color.Yellow);
    private readonly Terminal terminal;

    public RoutineReport(Terminal terminal) => this.terminal = terminal;

    /// <exception cref="ToolException">No module has the symbol.</exception>
    public void Write(Input input, string name)
    {
        var found = false;
        foreach (var module in input.Modules)
        {
            foreach (var section in module.Listing.Sections)
                found |= Write(section, name);
        }

        if (!found)
            throw new ToolException(input.Path + ": defines no symbol '" + name + "'" + Suggestion(input, name));
    }

    private bool Write(ListedSection section, string name)
    {
        var start = section.Rows.FindIndex(row => row.Kind is RowKind.Symbol && row.Text == name);
        if (start < 0)
            return false;

        var symbol = section.Rows[start];
        terminal.Write(symbol.Text, Heading);
        terminal.Write(" in " + section.Name + ListingText.Offset(symbol.Offset) + ", " + symbol.Description + (symbol.Size == 0 ? "" : ", " + NumberText.Decimal(symbol.Size) + " bytes"));
        terminal.WriteLine(symbol.Line.Length == 0 ? "" : "  " + symbol.Line, Faint);
        var end = symbol.Size == 0 ? EndWithoutSize(section, start) : symbol.Offset + symbol.Size;
        for (var i = start + 1; i < section.Rows.Count && section.Rows[i].Offset < end; i++)
            Write(section.Rows[i], symbol.Offset);
        return true;
    }

    /// <summary>A symbol that states no size continues to the next one.</summary>
    private static int EndWithoutSize(ListedSection section, int start) =>
        section.Rows.Skip(start + 1).FirstOrDefault(row => row.Kind == RowKind.Symbol && row.Offset > section.Rows[start].Offset)?.Offset ?? int.MaxValue;

    private void Write(ListedRow row, int start)
    {
        if (row.Kind is RowKind.Symbol or RowKind.Label)
        {
            terminal.WriteLine(row.Text + ":");
            return;
        }

        terminal.Write("  " + ListingText.Offset(row.Offset - start) + "  ", Faint);
        terminal.Write(Bytes(row).PadRight(34), Encoding);
        var (line, relocations) = (row.Line, row.RelocationText);
        var hasMore = line.Length != 0 || relocations.Length != 0;
        terminal.Write(hasMore ? row.Text.PadRight(46) : row.Text);
        terminal.Write(line.Length == 0 ? "" : relocations.Length == 0 ? " " + line : " " + line.PadRight(20), Faint);
        terminal.WriteLine(relocations.Length == 0 ? "" : " " + relocations, Relocation);
    }

    private static string Bytes(ListedRow row) =>
        row.Bytes.Length < row.Length ? "(" + NumberText.Decimal(row.Length) + " bytes)" : string.Join(' ', row.Bytes.Select(static value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    private static string Suggestion(Input input, string name)
    {
        var near = input.Modules.SelectMany(static module => module.Listing.Symbols.Values)
            .Where(symbol => symbol.IsDefined && symbol.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Select(static symbol => symbol.Name).Distinct(StringComparer.Ordinal).Take(5).ToList();
        return near.Count == 0 ? "" : "; there is " + string.Join(", ", near);
    }
}
