// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Tool;

/// <summary>Differences as Markdown, made for a comment on a pull request: tables of GitHub's flavour, and never longer than a comment may be.</summary>
internal sealed class MarkdownReport
{
    /// <summary>GitHub takes 65,536 characters; what a bot puts around the report needs some.</summary>
    private const int LongestText = 60_000;

    private readonly StringBuilder text = new();
    private int omitted;

    public static string Write(string oldPath, string newPath, IReadOnlyList<ModuleDifference> modules)
    {
        var report = new MarkdownReport();
        report.text.Append("Machine code of ").Append(Code(oldPath)).Append(" and ").Append(Code(newPath)).Append('\n');
        foreach (var module in modules)
            report.Write(module);
        if (report.omitted != 0)
            report.text.Append("\n… and ").Append(Phrases.Count(report.omitted, "row")).Append(" more: too long for a comment.\n");
        return report.text.ToString();
    }

    private void Write(ModuleDifference module)
    {
        text.Append("\n### ").Append(Escape(module.Name)).Append("\n\n").Append(module.IsEmpty ? "No difference" : Escape(Phrases.Summary(module))).Append(".\n");
        if (module.Notes.Count != 0)
            text.Append('\n');
        foreach (var note in module.Notes)
            Row("- " + Escape(note));
        foreach (var routine in module.Routines.Where(static routine => routine.Fate != RoutineFate.Same))
            Write(routine);
        foreach (var table in module.Tables)
            Write(table);
        foreach (var (how, names) in Phrases.Moves(module))
            Details(Escape(how) + ", otherwise the same: " + Phrases.Count(names.Count, "routine"), string.Join(", ", names.Select(Code)));
    }

    private void Write(RoutineDifference routine)
    {
        text.Append("\n#### ").Append(Code(routine.Name)).Append(" (").Append(Code(routine.Section)).Append("): ").Append(Escape(Phrases.Of(routine))).Append('\n');
        if (routine.Changes.Count == 0)
            return;
        text.Append("\n| | before | after | C# |\n|---|---|---|---|\n");
        foreach (var change in routine.Changes)
        {
            var cells = ChangeCells.Of(routine, change);
            Row($"| {(cells.Mark == ">" ? "&gt;" : "\\" + cells.Mark)} | {Side(cells.OldBytes, cells.OldText)} | {Side(cells.NewBytes, cells.NewText)} | {Code(cells.Line)} |");
        }
    }

    private void Write(TableDifference table)
    {
        text.Append("\n#### ").Append(Escape(table.Title)).Append(" (").Append(Escape(table.Columns)).Append(")\n\n| | row |\n|---|---|\n");
        foreach (var (old, now) in table.Changes)
        {
            if (old is not null)
                Row("| \\- | " + Code(old) + " |");
            if (now is not null)
                Row("| \\+ | " + Code(now) + " |");
        }
    }

    private void Details(string summary, string content)
    {
        if (text.Length + content.Length > LongestText)
            omitted++;
        else
            text.Append("\n<details><summary>").Append(summary).Append("</summary>\n\n").Append(content).Append("\n\n</details>\n");
    }

    private void Row(string row)
    {
        if (text.Length + row.Length > LongestText)
            omitted++;
        else
            text.Append(row).Append('\n');
    }

    private static string Side(string bytes, string statement) => bytes.Length == 0 ? "" : Code(bytes) + "<br>" + Code(statement);

    /// <summary>Code in a table: the bar would end the cell, a backtick the code.</summary>
    private static string Code(string code)
    {
        if (code.Length == 0)
            return "";
        var fence = code.Contains('`', StringComparison.Ordinal) ? "``" : "`";
        return fence + code.Replace("|", "\\|", StringComparison.Ordinal) + fence;
    }

    private static string Escape(string prose)
    {
        var escaped = new StringBuilder(prose.Length);
        foreach (var letter in prose)
        {
            if (letter is '_' or '*' or '<' or '>' or '|' or '`' or '[' or ']' or '\\')
                escaped.Append('\\');
            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
