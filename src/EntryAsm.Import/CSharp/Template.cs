// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Import.CSharp;

/// <summary>
/// Lines that several expansions of one macro, or several turns of one loop, have in common, with the places where they differ. Made from what the expansions came
/// to, not from the macro's text: with its own values put back each gives exactly the lines it had.
/// </summary>
internal sealed class Template
{
    private readonly List<LineToken>[] first;
    private readonly Dictionary<(int Line, int Token), Column> places = [];

    private Template(List<LineToken>[] first) => this.first = first;

    public List<Column> Columns { get; } = [];

    /// <summary>What must be the same for expansions to have one template.</summary>
    public static string Key(IEnumerable<string> lines)
    {
        var key = new StringBuilder();
        foreach (var line in lines)
        {
            foreach (var token in LineToken.Split(line))
            {
                key.Append(token.Kind == LineTokenKind.Comment ? "" : MayDiffer(token) && token.IsWholeArgument ? "?" : token.Kind == LineTokenKind.Number ? "#"
                    : token.Kind == LineTokenKind.Symbol ? "$" : token.IsRegister ? "%" : token.Text);
                key.Append('\u0003');
            }

            key.Append('\n');
        }

        return key.ToString();
    }

    /// <summary>The template of expansions that have one key.</summary>
    public static Template Of(IReadOnlyList<List<string>> expansions)
    {
        var all = expansions.Select(static lines => lines.ConvertAll(LineToken.Split).ToArray()).ToList();
        var template = new Template(all[0]);
        for (var line = 0; line < all[0].Length; line++)
        {
            for (var token = 0; token < all[0][line].Count; token++)
            {
                var (at, place) = (line, token);
                var values = all.ConvertAll(lines => lines[at].ElementAtOrDefault(place));
                if (values.Exists(value => value != values[0]))
                    template.Note(line, token, values);
            }
        }

        return template;
    }

    /// <summary>The lines with each column as the given text.</summary>
    public List<string> Write(Func<Column, string> column)
    {
        var lines = new List<string>();
        for (var line = 0; line < first.Length; line++)
        {
            var text = new StringBuilder();
            for (var token = 0; token < first[line].Count; token++)
            {
                if (!places.TryGetValue((line, token), out var found))
                    text.Append(first[line][token].Written);
                else if (found.Values[0].Kind != LineTokenKind.Comment)
                    text.Append(column(found));
            }

            lines.Add(text.ToString().TrimEnd());
        }

        return lines;
    }

    private void Note(int line, int token, List<LineToken> values)
    {
        var column = Columns.Find(column => column.Values.Select(static value => value.Written).SequenceEqual(values.Select(static value => value.Written), StringComparer.Ordinal));
        if (column is null && values[0].Kind != LineTokenKind.Comment)
            Columns.Add(column = new Column(values));
        column ??= new Column(values);
        column.IsAlwaysArgument &= values[0].IsWholeArgument;
        places[(line, token)] = column;
    }

    private static bool MayDiffer(LineToken token) => token.Kind is LineTokenKind.Number or LineTokenKind.Symbol || token.IsRegister;
}

/// <summary>What one place is in each of the expansions.</summary>
internal sealed class Column(List<LineToken> values)
{
    public List<LineToken> Values { get; } = values;

    /// <summary>It is an argument by itself wherever it stands.</summary>
    public bool IsAlwaysArgument { get; set; } = true;

    public bool AllAre(LineTokenKind kind) => Values.TrueForAll(value => value.Kind == kind);
}
