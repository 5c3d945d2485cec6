// SPDX-License-Identifier: MIT
using Spectre.Console;

namespace EntryAsm.Tool;

/// <summary>Differences as text: a heading for each routine, old and new side by side.</summary>
internal sealed class TextReport
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Old = new(Color.Red);
    private static readonly Style New = new(Color.Green);
    private static readonly Style Faint = new(decoration: Decoration.Dim);
    private readonly Terminal terminal;

    public TextReport(Terminal terminal) => this.terminal = terminal;

    public void Write(string oldPath, string newPath, IReadOnlyList<ModuleDifference> modules)
    {
        terminal.WriteLine("--- " + oldPath, Heading);
        terminal.WriteLine("+++ " + newPath, Heading);
        foreach (var module in modules.Where(static module => !module.IsEmpty))
            Write(module);
    }

    private void Write(ModuleDifference module)
    {
        terminal.WriteLine();
        terminal.WriteLine(module.Name + ": " + Phrases.Summary(module), Heading);
        foreach (var note in module.Notes)
            terminal.WriteLine("  " + note);
        foreach (var routine in module.Routines.Where(static routine => routine.Fate != RoutineFate.Same))
            Write(routine);
        foreach (var table in module.Tables)
            Write(table);
        WriteMoves(module);
    }

    private void Write(RoutineDifference routine)
    {
        terminal.WriteLine();
        terminal.WriteLine(routine.Name + " (" + routine.Section + "): " + Phrases.Of(routine), Heading);
        var rows = routine.Changes.Select(change => ChangeCells.Of(routine, change)).ToList();
        var (oldBytes, oldText) = (Width(rows, static row => row.OldBytes), Width(rows, static row => row.OldText));
        var (newBytes, newText) = (Width(rows, static row => row.NewBytes), Width(rows, static row => row.NewText));
        foreach (var row in rows)
        {
            terminal.Write("  " + row.Mark + " ");
            WriteSide(row.OldBytes, oldBytes, row.OldText, oldText, Old, isLast: false);
            if (oldBytes != 0 && newBytes != 0)
                terminal.Write(" | ");
            WriteSide(row.NewBytes, newBytes, row.NewText, newText, New, isLast: row.Line.Length == 0);
            terminal.WriteLine(row.Line.Length == 0 ? "" : "  " + row.Line, Faint);
        }
    }

    private void WriteSide(string bytes, int bytesWidth, string text, int textWidth, Style style, bool isLast)
    {
        if (bytesWidth == 0)
            return;
        var content = bytes.PadRight(bytesWidth) + "  " + text;
        terminal.Write(isLast ? content.TrimEnd() : content.PadRight(bytesWidth + 2 + textWidth), style);
    }

    private void Write(TableDifference table)
    {
        terminal.WriteLine();
        terminal.WriteLine(table.Title + " (" + table.Columns + "): " + Phrases.Count(table.Changes.Count, "row"), Heading);
        foreach (var (old, now) in table.Changes)
        {
            if (old is not null)
                terminal.WriteLine("  - " + old, Old);
            if (now is not null)
                terminal.WriteLine("  + " + now, New);
        }
    }

    private void WriteMoves(ModuleDifference module)
    {
        foreach (var (how, names) in Phrases.Moves(module))
        {
            terminal.WriteLine();
            terminal.WriteLine(how + ", otherwise the same: " + Phrases.Count(names.Count, "routine"), Heading);
            terminal.WriteLine("  " + string.Join(", ", names), Faint);
        }
    }

    private static int Width(List<ChangeCells> rows, Func<ChangeCells, string> cell) => rows.Count == 0 ? 0 : rows.Max(row => cell(row).Length);
}
