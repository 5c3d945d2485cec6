// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Gas;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

/// <summary>
/// Gives macros and loops back their shape: what expansions have in common becomes a method or a <c>for</c>. Where they have too little in common they stay
/// expanded, under a comment that says what the source has.
/// </summary>
/// <param name="names">Names in C#.</param>
/// <param name="symbols">What names are.</param>
/// <param name="assembled">The object: a label that its symbol table has, as one in a section of strings may be, keeps its name.</param>
/// <param name="counts">A number in names of constants, or null where it has none.</param>
/// <param name="constantNames">The constant of a name, or null where it is none.</param>
internal sealed partial class Structure(Names names, SymbolTable symbols, EntryObject assembled, Func<Expression, string?> counts, Func<string, string?> constantNames)
{
    /// <summary>Fewer lines are no method.</summary>
    private const int FewestLines = 1;

    /// <summary>What makes a label's name one of a single expansion.</summary>
    private static readonly char[] AroundLabels = [.. "L_0123456789"];

    private Names AllNames => names;

    private string? ConstantOf(string name) => constantNames(name);

    private readonly HashSet<string> inTable = [.. assembled.Symbols.Select(static symbol => symbol.Name)];
    private readonly Dictionary<Rendered, int> heights = [];
    private readonly Dictionary<string, int> heightsOfMacros = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The methods that macros became.</summary>
    public List<List<string>> Methods { get; } = [];

    public void Find(List<Rendered> roots)
    {
        foreach (var pass in Enumerable.Range(0, 3))
            roots.ForEach(root => Height(root));
        foreach (var level in heights.Keys.GroupBy(node => heights[node]).OrderBy(static group => group.Key))
        {
            foreach (var condition in level.Where(static node => node.Source is ConditionalStatement { Outside.Length: > 0 }))
                condition.Lines = Outside(condition, (ConditionalStatement)condition.Source!);
            foreach (var loop in level.Where(static node => node.Source is { Macro: null, Head.Length: > 0 }))
                loop.Lines = Loop(loop);
            foreach (var macro in level.Where(static node => node.Source!.Macro is not null).GroupBy(static node => node.Source!.Macro!, StringComparer.OrdinalIgnoreCase))
                Macro(macro.Key, [.. macro]);
        }
    }

    private int Height(Rendered node)
    {
        var inner = node.Parts.Where(static part => part.Source is not null).Select(Height).DefaultIfEmpty(0).Max();
        if (node.Source is null)
            return 0;
        var height = inner + 1;
        if (node.Source.Macro is { } name)
            height = heightsOfMacros[name] = Math.Max(height, heightsOfMacros.GetValueOrDefault(name));
        return heights[node] = height;
    }

    private string? Declared(Column column, string name)
    {
        var declaration = symbols[column.Values[0].Text].Declaration;
        return column.Values.TrueForAll(value => symbols[value.Text].Declaration == declaration && symbols[value.Text] is { IsNumber: false }) ? declaration + "($\"" + name + "\")" : null;
    }

    /// <summary>Names that differ in a decimal number alone.</summary>
    private static (string Prefix, int[] Numbers, string Suffix)? Numbered(Column column)
    {
        var texts = column.Values.ConvertAll(static value => value.Text);
        var prefix = texts[0].Length;
        foreach (var text in texts)
            prefix = texts[0].AsSpan(0, Math.Min(prefix, text.Length)).CommonPrefixLength(text);
        while (prefix > 0 && char.IsAsciiDigit(texts[0][prefix - 1]))
            prefix--;
        var numbers = new int[texts.Count];
        string? suffix = null;
        for (var i = 0; i < texts.Count; i++)
        {
            var end = prefix;
            while (end < texts[i].Length && char.IsAsciiDigit(texts[i][end]))
                end++;
            var digits = texts[i][prefix..end];
            if (digits.Length is 0 or > 8 || (digits.Length > 1 && digits[0] == '0') || (suffix is not null && suffix != texts[i][end..]))
                return null;
            suffix = texts[i][end..];
            numbers[i] = int.Parse(digits, CultureInfo.InvariantCulture);
        }

        return (texts[0][..prefix], numbers, suffix!);
    }

    private void Macro(string name, List<Rendered> calls)
    {
        if (TryMerge(name, calls))
            return;
        foreach (var group in calls.GroupBy(static call => Template.Key(Rendered.Flatten(call.Parts)), StringComparer.Ordinal))
        {
            var expansions = group.ToList();
            if (expansions.Count < 2 || Rendered.Flatten(expansions[0].Parts).Count < FewestLines)
                continue;
            WriteMethod(name, expansions);
        }
    }

    private void WriteMethod(string name, List<Rendered> calls)
    {
        var template = Template.Of(calls.ConvertAll(static call => Rendered.Flatten(call.Parts)));
        var parameters = new List<(string Type, string Name, Column Column)>();
        var written = new Dictionary<Column, string>();
        var labels = new List<string>();
        foreach (var column in template.Columns.OrderBy(static column => column.AllAre(LineTokenKind.Symbol)))
        {
            if (IsLocalLabel(column, calls))
            {
                labels.Add(written[column] = LabelName(column, labels));
                continue;
            }

            if (column.AllAre(LineTokenKind.Symbol) && FromNumber(column, parameters) is { } made)
            {
                written[column] = made;
                continue;
            }

            if (TypeOf(column) is not { } type)
                return;
            var parameter = NameOf(column, calls, parameters.ConvertAll(static other => other.Name).Concat(labels).ToList());
            parameters.Add((type, parameter, column));
            written[column] = parameter;
        }

        var method = names.Take(Names.Identifier(name));
        var ordered = Ordered(parameters, calls[0]);
        var lines = new List<string> { "void " + method + "(" + string.Join(", ", ordered.Select(static parameter => parameter.Type + " " + parameter.Name)) + ")", "{" };
        lines.AddRange(labels.Select(static label => "    var " + label + " = label();"));
        lines.AddRange(template.Write(column => written[column]).Select(Indented));
        lines.Add("}");
        Methods.Add(lines);
        for (var i = 0; i < calls.Count; i++)
            calls[i].Lines = [method + "(" + string.Join(", ", ordered.Select(parameter => parameter.Column.Values[i].Written)) + ");" + (calls[i].Source!.Comment is { Length: > 0 } comment ? " // " + comment : "")];
    }

    private string LabelName(Column column, List<string> taken)
    {
        var wanted = Names.Identifier(column.Values[0].Text).Trim(AroundLabels) is { Length: > 1 } label ? label : "done";
        var name = names.Unused(wanted);
        for (var i = 2; taken.Contains(name); i++)
            name = names.Unused(wanted + i.ToString(CultureInfo.InvariantCulture));
        return name;
    }

    /// <summary>In the order in which the macro has them.</summary>
    private static List<(string Type, string Name, Column Column)> Ordered(List<(string Type, string Name, Column Column)> parameters, Rendered call)
    {
        var order = call.Source!.Arguments.Select(static argument => Names.Identifier(argument.Name)).ToList();
        return [.. parameters.OrderBy(parameter => (uint)order.IndexOf(parameter.Name.TrimEnd('_')))];
    }

    /// <summary>A label of one expansion that no object's symbol table has.</summary>
    private bool IsLocalLabel(Column column, List<Rendered> calls)
    {
        if (!column.AllAre(LineTokenKind.Symbol) || !column.Values.TrueForAll(value => value.Text.StartsWith(".L", StringComparison.Ordinal) && !inTable.Contains(value.Text)) || column.Values.Distinct().Count() != column.Values.Count)
            return false;
        for (var i = 0; i < calls.Count; i++)
        {
            var bind = "bind(" + column.Values[i].Written + ");";
            if (!Rendered.Flatten(calls[i].Parts).Exists(line => line.StartsWith(bind, StringComparison.Ordinal)))
                return false;
        }

        return true;
    }

    /// <summary>A symbol with a parameter's number in its name.</summary>
    private string? FromNumber(Column column, List<(string Type, string Name, Column Column)> parameters)
    {
        if (Numbered(column) is not { } numbered)
            return null;
        foreach (var (type, name, other) in parameters)
        {
            if (type == "int" && other.Values.Select(static value => value.Value).SequenceEqual(numbered.Numbers.Select(static number => (int?)number)))
                return Declared(column, numbered.Prefix + "{" + name + "}" + numbered.Suffix);
        }

        return null;
    }

    private string? TypeOf(Column column)
    {
        if (column.Values.TrueForAll(static value => value.Value is not null))
            return "int";
        if (column.Values.TrueForAll(static value => value.IsRegister))
            return "Op";
        if (column.AllAre(LineTokenKind.Symbol))
            return column.Values.TrueForAll(value => symbols[value.Text] is { IsNumber: false }) ? "Symbol" : null;
        return column.IsAlwaysArgument && column.Values.TrueForAll(static value => value.Kind is LineTokenKind.Number or LineTokenKind.Symbol || value.IsRegister) ? "Op" : null;
    }

    /// <summary>The macro's own name for a parameter, where its arguments are what the column holds.</summary>
    private string NameOf(Column column, List<Rendered> calls, List<string> taken)
    {
        var name = "value";
        for (var place = 0; place < calls[0].Source!.Arguments.Length; place++)
        {
            var parameter = place;
            if (Enumerable.Range(0, calls.Count).All(i => calls[i].Source!.Arguments.ElementAtOrDefault(parameter).Value is { } given && Means(given, column.Values[i])))
            {
                name = Names.Identifier(calls[0].Source!.Arguments[place].Name);
                break;
            }
        }

        var free = names.Unused(name);
        for (var i = 2; taken.Contains(free); i++)
            free = names.Unused(name + i.ToString(CultureInfo.InvariantCulture));
        return free;
    }

    private static bool Means(string given, LineToken token)
    {
        given = given.Trim().TrimStart('$');
        return token.Kind switch
        {
            LineTokenKind.Number => GasLexer.TryParse(given, hasSuffixes: true, out var value, out _) && value == token.Value,
            LineTokenKind.Symbol => given == token.Text,
            _ => RegisterNames.Find(given.TrimStart('%')) == token.Text,
        };
    }

    private static string Indented(string line) => line.Length == 0 ? line : "    " + line;
}
