// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

// Repetitions: turns that differ in numbers that grow evenly are a 'for', those that differ in what a list names are a 'foreach'.
internal sealed partial class Structure
{
    private List<string>? Loop(Rendered loop)
    {
        var turns = Turns(loop);
        if (turns.Count < 2)
            return null;
        var counter = CounterOf(loop, turns) ?? Counter.Plain(names.Unused(FreeName(loop, "i")), turns.Count);
        if (WriteTurns(turns, counter) is { } body)
            return [counter.Head, "{", .. body.Select(Indented), "}", .. counter.After];
        return ForEach(loop, Turns(loop)); // with what counts, which the counter had taken out
    }

    /// <summary>A name that no loop inside has for its counter.</summary>
    private static string FreeName(Rendered loop, string wanted)
    {
        var lines = Rendered.Flatten(loop.Parts.Where(static part => part.Source is not null));
        while (lines.Exists(line => line.Contains(" " + wanted + " = 0;", StringComparison.Ordinal)))
            wanted = ((char)(wanted[0] + 1)).ToString();
        return wanted;
    }

    /// <summary>A variable of the source that each turn ends by counting on.</summary>
    private Counter? CounterOf(Rendered loop, List<List<Rendered>> turns)
    {
        var ends = turns.ConvertAll(static turn => turn.FindLast(static part => part.Source is not null || part.Line is { Length: > 0 } || part.Assigned is not null)?.Assigned);
        if (ends[0] is not { } first || ends.Exists(end => end?.Name != first.Name) || turns.Exists(turn => turn.Count(part => part.Assigned?.Name == first.Name) != 1))
            return null;
        var step = ends[1]!.Value.Value - first.Value;
        for (var i = 1; i < ends.Count; i++)
        {
            if (ends[i]!.Value.Value - ends[i - 1]!.Value.Value != step)
                return null;
        }

        if (step == 0 || loop.Nested.Any(inner => inner.Lines?.Exists(line => line.StartsWith("for (var " + first.Name + " ", StringComparison.Ordinal)) == true))
            return null;
        var counter = new Counter(names.Unused(first.Name) is var free && first.Field is { } field ? field : free, first.Value - step, step, turns.Count, first.Field is not null, CountOf(loop));
        turns.ForEach(turn => turn.RemoveAll(part => part.Assigned?.Name == first.Name));
        return counter;
    }

    /// <summary>How often the loop turns, as the source has it in names.</summary>
    private string? CountOf(Rendered loop) => loop.Source!.Count is { } count ? counts(count) : null;

    /// <summary>What the turns have in common, with the counter in the place of what grows with it.</summary>
    private List<string>? WriteTurns(List<List<Rendered>> turns, Counter counter)
    {
        if (turns.Exists(static turn => turn.Exists(static part => part.Source is ConditionalStatement)))
            return new MergedTurns(this, counter).TryWrite([.. Enumerable.Range(0, turns.Count)], turns) is { } lines ? lines : null;
        var flat = turns.ConvertAll(static turn => Rendered.Flatten(turn));
        return flat[0].Count == 0 ? null : WriteAlike(flat, [.. Enumerable.Range(0, turns.Count)], counter);
    }

    private List<string>? WriteAlike(List<List<string>> turns, int[] who, Counter counter)
    {
        if (turns.Select(Template.Key).Distinct(StringComparer.Ordinal).Count() != 1)
            return null;
        var template = Template.Of(turns);
        var written = new Dictionary<Column, string>();
        foreach (var column in template.Columns)
        {
            if (Progression(column, who, counter) is not { } text)
                return null;
            written[column] = text;
        }

        return template.Write(column => written[column]);
    }

    private static List<List<Rendered>> Turns(Rendered loop)
    {
        var turns = new List<List<Rendered>>();
        foreach (var part in loop.Parts)
        {
            if (part.IsTurn)
                turns.Add([]);
            else if (turns.Count > 0)
                turns[^1].Add(part);
        }

        return turns;
    }

    /// <summary>A number that grows with the counter, or a symbol with such a number in its name.</summary>
    private string? Progression(Column column, int[] who, Counter counter)
    {
        if (column.AllAre(LineTokenKind.Number) && column.Values.TrueForAll(static value => value.Value is not null))
            return counter.Of([.. column.Values.Select(static value => value.Value!.Value)], who) is { } text ? text.Contains(' ', StringComparison.Ordinal) && !column.IsAlwaysArgument ? "(" + text + ")" : text : null;
        if (!column.AllAre(LineTokenKind.Symbol))
            return null;
        return Numbered(column) is { } numbered && counter.Of(numbered.Numbers, who) is { } number ? Declared(column, numbered.Prefix + "{" + number + "}" + numbered.Suffix) : null;
    }

    /// <summary>Turns that differ in one item each: registers, numbers or symbols of a list.</summary>
    private List<string>? ForEach(Rendered loop, List<List<Rendered>> turns)
    {
        var flat = turns.ConvertAll(static turn => Rendered.Flatten(turn));
        if ((turns.Count < 3 && flat[0].Count < 2) || flat.Select(Template.Key).Distinct(StringComparer.Ordinal).Count() != 1)
            return null;
        var template = Template.Of(flat);
        if (template.Columns.Count == 0 || template.Columns.OrderBy(static column => column.AllAre(LineTokenKind.Symbol)).First() is not { } items || TypeOf(items) is not { } type)
            return null;
        var item = names.Unused(Names.Identifier(loop.Source!.Variable ?? "item"));
        var written = new Dictionary<Column, string> { [items] = item };
        foreach (var column in template.Columns.Where(column => column != items))
        {
            if (type != "int" || !column.AllAre(LineTokenKind.Symbol) || Numbered(column) is not { } numbered || !numbered.Numbers.SequenceEqual(items.Values.Select(static value => value.Value!.Value))
                || Declared(column, numbered.Prefix + "{" + item + "}" + numbered.Suffix) is not { } declared)
                return null;
            written[column] = declared;
        }

        var list = string.Join(", ", items.Values.Select(static value => value.Written));
        return ["foreach (var " + item + " in new " + type + "[] { " + list + " })", "{", .. template.Write(column => written[column]).Select(Indented), "}"];
    }

    /// <summary>Turns with conditions on what they count.</summary>
    private sealed class MergedTurns(Structure structure, Counter counter)
    {
        /// <param name="who">The turns that come here.</param>
        /// <param name="parts">What each of them has here.</param>
        public List<string>? TryWrite(int[] who, List<List<Rendered>> parts)
        {
            var pieces = parts.ConvertAll(MergedMethod.Pieces);
            if (pieces.Exists(other => other.Count != pieces[0].Count))
                return null;
            var lines = new List<string>();
            for (var at = 0; at < pieces[0].Count; at++)
            {
                var same = pieces.ConvertAll(all => all[at]);
                if ((same[0].Condition is null ? structure.WriteAlike(same.ConvertAll(static piece => piece.Lines), who, counter) : TryWriteCondition(who, same.ConvertAll(static piece => piece.Condition!))) is not { } written)
                    return null;
                lines.AddRange(written);
            }

            return lines;
        }

        private List<string>? TryWriteCondition(int[] who, List<Rendered> parts)
        {
            var conditions = parts.ConvertAll(static part => (ConditionalStatement)part.Source!);
            if (conditions.Exists(other => other.Key != conditions[0].Key || other.Arms.Length != conditions[0].Arms.Length))
                return null;
            var lines = new List<string>();
            for (var arm = 0; arm < conditions[0].Arms.Length; arm++)
            {
                var taken = Enumerable.Range(0, who.Length).Where(i => conditions[i].Taken == arm).ToArray();
                if (Head(conditions, who, arm) is not { } head)
                    return null;
                var body = taken.Length == 0 ? ["// No turn comes to this; the source has more."] : TryWrite([.. taken.Select(i => who[i])], [.. taken.Select(i => parts[i].Parts)]);
                if (body is null)
                    return null;
                lines.AddRange([head, "{", .. body.Select(Indented), "}"]);
            }

            return lines;
        }

        private string? Head(List<ConditionalStatement> conditions, int[] who, int arm)
        {
            var test = conditions[0].Arms[arm];
            if (test == ArmTest.Else)
                return arm > 0 ? "else" : null;
            if (test.Value is not { } value || !MergedMethod.Holds(value, conditions, arm))
                return null;
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var name in value.Names())
            {
                var numbers = conditions.ConvertAll(condition => condition.Numbers.TryGetValue(name, out var number) && number is >= int.MinValue and <= int.MaxValue ? (int?)number : null);
                if (numbers.Contains(null))
                    return null;
                var all = numbers.ConvertAll(static number => number!.Value).ToArray();
                if (counter.Of(all, who) is { } text)
                    texts[name] = text.Contains(' ', StringComparison.Ordinal) ? "(" + text + ")" : text;
                else if (Array.TrueForAll(all, number => number == all[0]))
                    texts[name] = structure.ConstantOf(name) ?? all[0].ToString(CultureInfo.InvariantCulture);
                else
                    return null;
            }

            return (arm == 0 ? "if (" : "else if (") + MergedMethod.Boolean(value.Renamed(name => texts[name])) + ")";
        }
    }
}
