// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

// Macros with conditions: expansions that took different arms are one method, with the arms that any of them took.
internal sealed partial class Structure
{
    /// <summary>One method of all these calls; false where their arms have too little in common.</summary>
    private bool TryMerge(string name, List<Rendered> calls)
    {
        if (!calls.Exists(HasCondition))
            return false;
        var method = new MergedMethod(this, calls);
        if (!method.TryWrite([.. Enumerable.Range(0, calls.Count)], [.. calls.Select(static call => call.Parts)], "    ", ""))
            return false;
        var order = calls[0].Source!.Arguments.Select(static argument => Names.Identifier(argument.Name)).ToList();
        var parameters = method.Parameters.OrderBy(parameter => (uint)order.IndexOf(parameter.Name.TrimEnd('_'))).ToList();
        var written = names.Take(Names.Identifier(name));
        Methods.Add(["void " + written + "(" + string.Join(", ", parameters.Select(static parameter => parameter.Type + " " + parameter.Name)) + ")", "{", .. method.Labels.Select(static label => "    var " + label + " = label();"), .. method.Lines, "}"]);
        for (var i = 0; i < calls.Count; i++)
            calls[i].Lines = [written + "(" + string.Join(", ", parameters.Select(parameter => parameter.Written[i])) + ");" + (calls[i].Source!.Comment is { Length: > 0 } comment ? " // " + comment : "")];
        return true;
    }

    private static bool HasCondition(Rendered node) => node.Parts.Exists(static part => part.Source is ConditionalStatement);

    /// <summary>A condition on constants, outside macros: the author can change them. What it did not let through was not read.</summary>
    private List<string> Outside(Rendered node, ConditionalStatement condition)
    {
        var body = Rendered.Flatten(node.Parts);
        if (condition.Taken < 0)
            return ["// " + condition.Outside + ": does not hold, and what it had is left out"];
        var heads = condition.Arms.Select((arm, i) => arm == ArmTest.Else ? "else" : arm.Value is { } value && InConstants(value, condition) is { } text ? (i == 0 ? "if (" : "else if (") + text + ")" : null).ToList();
        if (heads.Contains(null) || heads[0] == "else" || body.Count > LongestArm)
            return ["// " + condition.Outside + (condition.Taken == 0 ? ": holds" : ": does not hold, and what it had is left out"), .. body];
        return [.. heads.SelectMany((head, i) => (string[])[head!, "{", .. i == condition.Taken ? body.Select(Indented) : ["    // What the source has here is left out."], "}"])];
    }

    /// <summary>A condition in names of constants; null where it names something else, or numbers that do not fit an int.</summary>
    private string? InConstants(Expression value, ConditionalStatement condition)
    {
        var all = value.Names().ToList();
        return all.Count > 0 && all.TrueForAll(name => constantNames(name) is not null && condition.Numbers.TryGetValue(name, out var number) && number is >= int.MinValue and <= int.MaxValue)
            ? MergedMethod.Boolean(value.Renamed(name => constantNames(name)!)) : null;
    }

    /// <summary>A longer part of a file stays unindented, under a comment.</summary>
    public const int LongestArm = 60;

    /// <summary>A parameter, and what each call gives.</summary>
    private sealed record MergedParameter(string Type, string Name, string[] Written);

    /// <summary>The method as far as it is written.</summary>
    private sealed class MergedMethod(Structure structure, List<Rendered> calls)
    {
        /// <summary>What the labels of the method are in each call.</summary>
        private readonly Dictionary<string, string[]> labelValues = new(StringComparer.Ordinal);

        public List<MergedParameter> Parameters { get; } = [];

        public List<string> Labels { get; } = [];

        public List<string> Lines { get; } = [];

        /// <param name="who">The calls that come here.</param>
        /// <param name="parts">What each of them has here.</param>
        /// <param name="indent">Before each line.</param>
        /// <param name="unfilled">The macro's own lines, where not all calls come.</param>
        public bool TryWrite(int[] who, List<List<Rendered>> parts, string indent, string unfilled)
        {
            var pieces = parts.ConvertAll(Pieces);
            if (pieces.Exists(other => other.Count != pieces[0].Count))
                return false;
            if (who.Length == calls.Count && !TryFindNames(who, pieces))
                return false;
            for (var at = 0; at < pieces[0].Count; at++)
            {
                var place = at;
                var same = pieces.ConvertAll(all => all[place]);
                if (!(same[0].Condition is null ? TryWriteLines(who, same.ConvertAll(static piece => piece.Lines), indent, unfilled) : TryWriteCondition(who, same, indent)))
                    return false;
            }

            return true;
        }

        /// <summary>What all calls come to names the parameters and labels that arms use, before any arm is written.</summary>
        private bool TryFindNames(int[] who, List<List<(List<string> Lines, Rendered? Condition)>> pieces)
        {
            var written = Lines.Count;
            for (var at = 0; at < pieces[0].Count; at += 2)
            {
                if (!TryWriteLines(who, pieces.ConvertAll(all => all[at].Lines), "", ""))
                    return false;
            }

            Lines.RemoveRange(written, Lines.Count - written);
            return true;
        }

        /// <summary>Lines between conditions, and conditions, in turn.</summary>
        public static List<(List<string> Lines, Rendered? Condition)> Pieces(List<Rendered> parts)
        {
            var pieces = new List<(List<string>, Rendered?)>();
            var lines = new List<Rendered>();
            foreach (var part in parts)
            {
                if (part.Source is not ConditionalStatement)
                {
                    lines.Add(part);
                    continue;
                }

                pieces.Add((Rendered.Flatten(lines), null));
                pieces.Add(([], part));
                lines = [];
            }

            pieces.Add((Rendered.Flatten(lines), null));
            return pieces;
        }

        private bool TryWriteLines(int[] who, List<List<string>> lines, string indent, string unfilled)
        {
            if (who.Length == 1)
            {
                if (lines[0].SelectMany(LineToken.Split).Any(token => IsForeignLabel(token, who[0])))
                    return false;
                Lines.AddRange(lines[0].Select(line => line.Length == 0 ? line : indent + string.Concat(LineToken.Split(line).Select(token => ArgumentOf(token, who[0], unfilled)))));
                return true;
            }

            if (lines.Select(Template.Key).Distinct(StringComparer.Ordinal).Count() != 1)
                return false;
            var template = Template.Of(lines);
            var written = new Dictionary<Column, string>();
            foreach (var column in template.Columns.OrderBy(static column => column.AllAre(LineTokenKind.Symbol)))
            {
                if (TextOf(column, who) is not { } text)
                    return false;
                written[column] = text;
            }

            Lines.AddRange(template.Write(column => written[column]).Select(line => line.Length == 0 ? line : indent + line));
            return true;
        }

        /// <summary>A label of the expansion that the method has no name for.</summary>
        private bool IsForeignLabel(LineToken token, int call) => token.Kind == LineTokenKind.Symbol && !labelValues.Values.Any(values => values[call] == token.Written)
            && Rendered.Flatten(calls[call].Parts).Exists(line => line.StartsWith("bind(" + token.Written + ");", StringComparison.Ordinal)) && token.Text.StartsWith(".L", StringComparison.Ordinal);

        /// <summary>Of lines that one call alone comes to: what the macro's own lines have a parameter for, as that.</summary>
        private string ArgumentOf(LineToken token, int call, string unfilled)
        {
            if (token.Kind is not (LineTokenKind.Number or LineTokenKind.Symbol) && !token.IsRegister)
                return token.Written;
            if (labelValues.FirstOrDefault(label => label.Value[call] == token.Written) is { Key: { } bound })
                return bound;
            foreach (var (name, value) in calls[call].Source!.Arguments)
            {
                if (!Mentions(unfilled, name) || !Means(value, token))
                    continue;
                if (Parameters.Find(parameter => parameter.Written[call] == Given(token)) is { } known)
                    return known.Name;
                if (structure.TypeOf(new Column([token])) is not ("int" or "Op") || token.Kind == LineTokenKind.Symbol)
                    return token.Written;
                var others = Enumerable.Repeat(token.IsRegister ? "default" : "0", calls.Count).ToArray();
                others[call] = Given(token);
                Parameters.Add(new MergedParameter(token.IsRegister ? "Op" : "int", structure.NameOf(new Column([token]), [calls[call]], [.. Parameters.Select(static parameter => parameter.Name), .. Labels]), others));
                return Parameters[^1].Name;
            }

            return token.Written;
        }

        private static bool Mentions(string unfilled, string parameter) => unfilled.Contains('\\' + parameter, StringComparison.Ordinal)
            || (parameter.StartsWith("argument", StringComparison.Ordinal) && (unfilled.Contains("%" + parameter[8..], StringComparison.Ordinal) || unfilled.Contains("%{" + parameter[8..], StringComparison.Ordinal)));

        /// <summary>A macro's argument that is the number in a symbol's name.</summary>
        private MergedParameter? ArgumentIn(int[] numbers)
        {
            for (var place = 0; place < calls[0].Source!.Arguments.Length; place++)
            {
                var given = calls.ConvertAll(call => call.Source!.Arguments.ElementAtOrDefault(place).Value);
                var wanted = structure.AllNames.Unused(Names.Identifier(calls[0].Source!.Arguments[place].Name));
                if (!given.SequenceEqual(numbers.Select(Text), StringComparer.Ordinal) || Parameters.Exists(parameter => parameter.Name == wanted) || Labels.Contains(wanted))
                    continue;
                Parameters.Add(new MergedParameter("int", wanted, [.. numbers.Select(Text)]));
                return Parameters[^1];
            }

            return null;
        }

        private string? TextOf(Column column, int[] who)
        {
            var among = who.Select(i => calls[i]).ToList();
            if (labelValues.FirstOrDefault(label => Enumerable.Range(0, who.Length).All(i => label.Value[who[i]] == column.Values[i].Written)) is { Key: { } bound })
                return bound;
            if (structure.IsLocalLabel(column, among))
            {
                if (who.Length != calls.Count)
                    return null;
                Labels.Add(structure.LabelName(column, [.. Labels, .. Parameters.Select(static parameter => parameter.Name), .. calls[0].Source!.Arguments.Select(static argument => Names.Identifier(argument.Name))]));
                labelValues.Add(Labels[^1], [.. column.Values.Select(static value => value.Written)]);
                return Labels[^1];
            }

            if (Parameters.Find(parameter => Enumerable.Range(0, who.Length).All(i => parameter.Written[who[i]] == Given(column.Values[i]))) is { } known)
                return known.Name;
            if (column.AllAre(LineTokenKind.Symbol) && Numbered(column) is { } numbered && Parameters.Find(parameter => parameter.Type == "int" && who.Select(i => parameter.Written[i]).SequenceEqual(numbered.Numbers.Select(Text), StringComparer.Ordinal)) is { } counted)
                return structure.Declared(column, numbered.Prefix + "{" + counted.Name + "}" + numbered.Suffix);
            if (who.Length == calls.Count && column.AllAre(LineTokenKind.Symbol) && Numbered(column) is { } named && ArgumentIn(named.Numbers) is { } argument)
                return structure.Declared(column, named.Prefix + "{" + argument.Name + "}" + named.Suffix);
            if (who.Length != calls.Count || structure.TypeOf(column) is not { } type)
                return null;
            var name = structure.NameOf(column, among, [.. Parameters.Select(static parameter => parameter.Name), .. Labels]);
            Parameters.Add(new MergedParameter(type, name, [.. column.Values.Select(Given)]));
            return name;
        }

        /// <summary>A number is the same however it is written.</summary>
        private static string Given(LineToken token) => token.Value is { } value ? Text(value) : token.Written;

        private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

        private bool TryWriteCondition(int[] who, List<(List<string> Lines, Rendered? Condition)> pieces, string indent)
        {
            var conditions = pieces.ConvertAll(static piece => (ConditionalStatement)piece.Condition!.Source!);
            if (conditions.Exists(other => other.Key != conditions[0].Key || other.Arms.Length != conditions[0].Arms.Length))
                return false;
            for (var arm = 0; arm < conditions[0].Arms.Length; arm++)
            {
                if (Head(conditions, who, arm) is not { } head)
                    return false;
                var taken = Enumerable.Range(0, who.Length).Where(i => conditions[i].Taken == arm).ToArray();
                Lines.Add(indent + head);
                Lines.Add(indent + "{");
                if (taken.Length == 0)
                    Lines.Add(indent + "    // No call here comes to this; the source has more.");
                else if (!TryWrite([.. taken.Select(i => who[i])], [.. taken.Select(i => pieces[i].Condition!.Parts)], indent + "    ", conditions[0].Unfilled))
                    return false;
                Lines.Add(indent + "}");
            }

            return true;
        }

        private string? Head(List<ConditionalStatement> conditions, int[] who, int arm)
        {
            var test = conditions[0].Arms[arm];
            var opener = arm == 0 ? "if (" : "else if (";
            if (test == ArmTest.Else)
                return arm > 0 ? "else" : null;
            if (test.Flag is { } flag)
                return arm == 0 && Flag(Names.Identifier(flag), test.IsNegated, conditions, who) is { } name ? opener + (test.IsNegated ? "!" : "") + name + ")" : null;
            return test.Value is { } value && NumbersOf(value, conditions, who) && Holds(value, conditions, arm) ? opener + Boolean(value) + ")" : null;
        }

        /// <summary>What is asked otherwise than by arithmetic is a parameter of its own.</summary>
        private string? Flag(string wanted, bool isNegated, List<ConditionalStatement> conditions, int[] who)
        {
            var name = structure.AllNames.Unused(wanted);
            if (Labels.Contains(name))
                return null;
            var values = Enumerable.Repeat("false", calls.Count).ToArray();
            for (var i = 0; i < who.Length; i++)
                values[who[i]] = (conditions[i].Taken == 0) != isNegated ? "true" : "false";
            if (Parameters.Find(parameter => parameter.Name == name) is not { } known)
                Parameters.Add(new MergedParameter("bool", name, values));
            else if (!known.Written.SequenceEqual(values, StringComparer.Ordinal))
                return null;
            return name;
        }

        /// <summary>Makes sure that each name is a number of C#: a parameter, or a constant of the module.</summary>
        private bool NumbersOf(Expression value, List<ConditionalStatement> conditions, int[] who) => value switch
        {
            SymbolExpression named => NumberOf(named.Name, conditions, who),
            NumberExpression => true,
            UnaryExpression unary => NumbersOf(unary.Operand, conditions, who),
            BinaryExpression binary => NumbersOf(binary.Left, conditions, who) && NumbersOf(binary.Right, conditions, who),
            _ => false,
        };

        private bool NumberOf(string name, List<ConditionalStatement> conditions, int[] who)
        {
            var given = new string[calls.Count];
            for (var i = 0; i < calls.Count; i++)
            {
                var at = Array.IndexOf(who, i);
                if (at < 0)
                    given[i] = "0";
                else if (conditions[at].Numbers.TryGetValue(name, out var number) && number is >= int.MinValue and <= int.MaxValue)
                    given[i] = number.ToString(CultureInfo.InvariantCulture);
                else
                    return false;
            }

            var parameter = structure.AllNames.Unused(Names.Identifier(name));
            if (parameter != name || Labels.Contains(name))
                return false;
            if (Parameters.Find(known => known.Name == parameter) is { } taken)
                return taken.Type == "int" && who.All(i => taken.Written[i] == given[i]);
            if (who.Length != calls.Count)
                return false;
            Parameters.Add(new MergedParameter("int", parameter, given));
            return true;
        }

        /// <summary>The arm holds for the very calls that took it, among those that no arm before holds for.</summary>
        public static bool Holds(Expression value, List<ConditionalStatement> conditions, int arm) => conditions.TrueForAll(condition =>
            (condition.Taken >= 0 && condition.Taken < arm)
            || Arithmetic.Evaluate(value, name => condition.Numbers.TryGetValue(name, out var number) ? number : null) is { } result && (result != 0) == (condition.Taken == arm));

        public static string Boolean(Expression value) => value switch
        {
            BinaryExpression { Operator: BinaryOperator.LogicalAnd or BinaryOperator.LogicalOr } both =>
                Within(both.Left, both.Operator) + (both.Operator == BinaryOperator.LogicalAnd ? " && " : " || ") + Within(both.Right, both.Operator),
            BinaryExpression { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } comparison => SourceOf.Expression(comparison),
            UnaryExpression { Operator: UnaryOperator.Not } not => "!(" + Boolean(not.Operand) + ")",
            _ => SourceOf.Expression(new BinaryExpression(BinaryOperator.NotEqual, value, new NumberExpression(0))),
        };

        /// <summary>'and' beside 'or' has parentheses.</summary>
        private static string Within(Expression value, BinaryOperator outer) =>
            value is BinaryExpression { Operator: BinaryOperator.LogicalAnd or BinaryOperator.LogicalOr } inner && inner.Operator != outer ? "(" + Boolean(value) + ")" : Boolean(value);
    }
}
