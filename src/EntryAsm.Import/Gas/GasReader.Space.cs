// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    private void AddSpace(Dictionary<string, Action<string>> all)
    {
        all[".skip"] = all[".space"] = all[".zero"] = rest => Skip(rest);
        all[".fill"] = Fill;
        all[".align"] = all[".balign"] = rest => Align(rest, isPower: false);
        all[".p2align"] = rest => Align(rest, isPower: true);
        all[".org"] = Org;
        all[".nops"] = NoOperations;
        all[".struct"] = Structure;
        foreach (var (suffix, bytes) in (ReadOnlySpan<(string, int)>)[("w", 2), ("l", 4)])
        {
            all[".balign" + suffix] = rest => Align(rest, isPower: false, bytes);
            all[".p2align" + suffix] = rest => Align(rest, isPower: true, bytes);
        }
    }

    private void Skip(string rest)
    {
        var parts = Parts(rest);
        if (parts.Count is not (1 or 2))
            throw new ImportException(line, "a count is missing");
        var fill = parts.Count == 2 ? Known(ParseAll(parts[1], "a value"), "the value to fill with") & 0xff : 0;
        var count = ParseAll(parts[0], "a count");
        if (TrySkipField(count))
            return;
        if (Arithmetic.Evaluate(count, state.Number) is null && PaddedLength.Find(count) is { } padded && IsBoundHere(padded.End))
        {
            var lengths = padded.Lengths.Select(static length => (Argument)new OperandArgument(new ValueOperand(length)));
            Call("pad", [Value(padded.Start), .. lengths, .. fill == 0x90 ? (Argument[])[] : [new NumberArgument(new NumberExpression(fill, NumberStyle.Hexadecimal)) { Name = "value" }]]);
            return;
        }

        var arguments = new List<Argument>();
        if (Arithmetic.Evaluate(count, state.Number) is { } bytes)
            arguments.Add(new NumberArgument(bytes < 0 ? new NumberExpression(0) : count));
        else
            arguments.Add(Value(count));
        if (fill != 0)
            arguments.Add(new NumberArgument(new NumberExpression(fill, NumberStyle.Hexadecimal)));
        Call("skip", [.. arguments]);
    }

    /// <summary>True when the label is the last thing that was said.</summary>
    private bool IsBoundHere(Expression label) => output.Statements.LastOrDefault(static statement => statement is not (CommentStatement or BlankStatement)) is CallStatement { Method: "L" or "bind" } bound
        && bound.Arguments is [var name] && (label, name) switch
        {
            (NumericLabelExpression { IsForward: false } numeric, NumberArgument { Value: NumberExpression number }) => number.Value == numeric.Number,
            (SymbolExpression symbol, OperandArgument { Value: ValueOperand { Value: SymbolExpression named } }) => symbol.Name == named.Name,
            _ => false,
        };

    private void Fill(string rest)
    {
        var parts = Parts(rest);
        var length = ParseAll(parts.ElementAtOrDefault(0) ?? "", "a count");
        if (length is BinaryExpression { Operator: BinaryOperator.Subtract, Left: var end, Right: HereExpression } && (parts.Count < 2 || Known(ParseAll(parts[1], "a size"), "the size") == 1))
        {
            MoveTo(end, parts.Count > 2 ? Known(ParseAll(parts[2], "a value"), "the value") & 0xff : 0);
            return;
        }

        var count = Known(length, "the count");
        var size = parts.Count > 1 && parts[1].Length > 0 ? Known(ParseAll(parts[1], "a size"), "the size") : 1;
        var value = parts.Count > 2 && parts[2].Length > 0 ? Known(ParseAll(parts[2], "a value"), "the value") : 0;
        size = Math.Min(size, 8);
        if (count <= 0 || size <= 0)
            return;
        if (size == 1 || value == 0)
        {
            var bytes = new NumberArgument(new NumberExpression(checked(count * size)));
            Call("skip", (value & 0xff) == 0 ? [bytes] : [bytes, new NumberArgument(new NumberExpression(value & 0xff, NumberStyle.Hexadecimal))]);
            return;
        }

        if (count * size > 1 << 20)
            throw new ImportException(line, ".fill of more than 1 MiB cannot be imported");
        // A value has four bytes at most; the rest of each unit is zero.
        var unit = Enumerable.Range(0, (int)size).Select(i => i < 4 ? value >> (8 * i) & 0xff : 0).ToArray();
        Call("db", [.. Enumerable.Range(0, (int)(count * size)).Select(i => Number(unit[i % unit.Length], NumberStyle.Hexadecimal))]);
    }

    private void NoOperations(string rest)
    {
        var parts = Parts(rest);
        var count = ParseAll(parts.ElementAtOrDefault(0) ?? "", "a count");
        if (Arithmetic.Evaluate(count, state.Number) is { } known)
            count = new NumberExpression(Math.Max(0, known));
        var longest = parts.Count > 1 ? Known(ParseAll(parts[1], "a limit"), "the limit") : 0;
        var bytes = new NumberArgument(count);
        Call("nops", longest == 0 ? [bytes] : [bytes, new NumberArgument(new NumberExpression(longest))]);
    }

    private void Align(string rest, bool isPower, int unit = 1)
    {
        var parts = Parts(rest);
        var amount = parts.Count > 0 && parts[0].Length > 0 ? ParseAll(parts[0], "an alignment") : new NumberExpression(0);
        var value = Known(amount, "the alignment");
        if (!isPower && value == 0)
            (amount, value) = (new NumberExpression(1), 1);
        var arguments = new List<Argument> { new NumberArgument(amount) };
        if (parts.Count > 1 && parts[1].Length > 0)
            arguments.Add(new NumberArgument(new NumberExpression(FillByte(Known(ParseAll(parts[1], "a value"), "the value to fill with"), unit), NumberStyle.Hexadecimal)));
        else if (parts.Count == 2)
            arguments.Add(new NumberArgument(new NumberExpression(0))); // a comma with nothing after it asks for zeros
        if (parts.Count > 2 && parts[2].Length > 0)
            arguments.Add(new NumberArgument(ParseAll(parts[2], "a limit")) { Name = "max" });
        Call(isPower ? "p2align" : "align", [.. arguments]);
    }

    /// <summary>A value of several bytes fills as one where they are the same.</summary>
    private long FillByte(long value, int unit)
    {
        for (var i = 1; i < unit; i++)
        {
            if ((value >> (8 * i) & 0xff) != (value & 0xff))
                throw new ImportException(line, "a value to fill with must be one byte repeated");
        }

        return value & 0xff;
    }

    private void Org(string rest)
    {
        var parts = Parts(rest);
        MoveTo(ParseAll(parts.Count > 0 ? parts[0] : "", "an offset"), parts.Count > 1 ? Known(ParseAll(parts[1], "a value"), "the value to fill with") & 0xff : 0);
    }

    /// <summary>Fills up to an offset of the section, to a distance from a symbol, or by a number of bytes.</summary>
    private void MoveTo(Expression place, long fill)
    {
        Argument[] value = fill == 0 ? [] : [new NumberArgument(new NumberExpression(fill, NumberStyle.Hexadecimal))];
        if (Arithmetic.Evaluate(place, state.Number) is not null)
            Call("org", [new NumberArgument(place), .. value]);
        else if (place is BinaryExpression { Operator: BinaryOperator.Add, Left: HereExpression, Right: var bytes } && Arithmetic.Evaluate(bytes, state.Number) is not null)
            Call("skip", [new NumberArgument(bytes), .. value]);
        else if (place is BinaryExpression { Operator: BinaryOperator.Add, Left: (SymbolExpression or NumericLabelExpression) and var start, Right: var length } && Arithmetic.Evaluate(length, state.Number) is not null)
            Call("padTo", [Value(start), new NumberArgument(length), .. value]);
        else
            throw new ImportException(line, "a place to fill up to is an offset in the section, or a symbol and a number");
    }

    /// <summary>What commas part, outside parentheses and quotes.</summary>
    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            quoted ^= text[at] == '"' && (at == 0 || text[at - 1] != '\\');
            if (quoted)
                continue;
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[at] != ',' || depth != 0)
                continue;
            parts.Add(text[start..at].Trim());
            start = at + 1;
        }

        if (text.Length > 0)
            parts.Add(text[start..].Trim());
        return parts;
    }
}
