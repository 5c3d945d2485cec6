// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    /// <summary>Conditions on a number, by what they compare with 0.</summary>
    private static readonly Dictionary<string, BinaryOperator> NumberConditions = new(StringComparer.Ordinal)
    {
        [".if"] = BinaryOperator.NotEqual, [".ifne"] = BinaryOperator.NotEqual, [".ifeq"] = BinaryOperator.Equal, [".ifgt"] = BinaryOperator.Greater,
        [".ifge"] = BinaryOperator.GreaterOrEqual, [".iflt"] = BinaryOperator.Less, [".ifle"] = BinaryOperator.LessOrEqual,
    };

    private bool TryCondition(string word, string rest)
    {
        var source = sources.Peek();
        switch (word)
        {
            case ".elseif":
                conditions.ElseIf(() => Truth(rest) != 0, line);
                frames.Arm(source, (source.Period > 0 || source.Caller.Line == 0 ? LoopTest(".if", rest) : TestOf(".if", source)) ?? ArmTest.Else);
                return true;
            case ".else":
                conditions.Else(line);
                frames.Arm(source, ArmTest.Else);
                return true;
            case ".endif":
                var isFrame = frames.IsInnermost(source);
                conditions.End(line);
                if (isFrame)
                    output = frames.Close(output);
                return true;
            default:
                if (Holds(word, rest) is not { } holds)
                    return false;
                var wasActive = conditions.IsActive;
                conditions.If(holds, line);
                if (wasActive)
                    OpenCondition(source, word, rest);
                return true;
        }
    }

    /// <summary>In a macro what it lets through stays together; elsewhere a comment says that there was a condition.</summary>
    private void OpenCondition(LineSource source, string word, string rest)
    {
        if (source.Period > 0 && LoopTest(word, rest) is { } turn)
            output = frames.Open(source, output, turn, NumbersIn(turn.Value!), line);
        else if (source.IsMacro && TestOf(word, source) is { } test)
            output = frames.Open(source, output, test, Numbers(source), line);
        else if (source.Caller.Line == 0 && LoopTest(word, rest) is { Value: { } value } asked && value.Names().All(name => state.Number(name) is not null))
            output = frames.Open(source, output, asked, NumbersIn(value), line, (word + " " + rest).TrimEnd());
        else if (source.Caller.Line == 0)
            output.Add(new CommentStatement((word + " " + rest).TrimEnd() + (conditions.IsActive ? ": holds" : ": does not hold, and what it had is left out")) { Line = line });
    }

    private Func<bool>? Holds(string word, string rest) => word switch
    {
        ".ifdef" => () => IsDefined(rest),
        ".ifndef" or ".ifnotdef" => () => !IsDefined(rest),
        ".ifb" => () => rest.Length == 0,
        ".ifnb" => () => rest.Length != 0,
        ".ifc" or ".ifeqs" => () => IsSame(rest),
        ".ifnc" or ".ifnes" => () => !IsSame(rest),
        _ when NumberConditions.TryGetValue(word, out var comparison) => () => Arithmetic.Apply(comparison, Truth(rest), 0) is not (null or 0),
        _ => null,
    };

    /// <summary>What a condition asks of the parameters of the macro that it is in; null where that cannot be said.</summary>
    private ArmTest? TestOf(string word, LineSource source)
    {
        if (source.UnfilledLine?.Trim() is not { } text || text.IndexOfAny([' ', '\t']) is not (> 0 and var end))
            return null;
        var rest = text[end..].Trim();
        if (NumberConditions.TryGetValue(word, out var comparison))
            return NumberTest(rest, comparison, source);
        if (!Parameter().IsMatch(rest))
            return null;
        var words = Parameter().Replace(rest, "$1").Split([',', ' ', '\t', '"', '%', '$'], StringSplitOptions.RemoveEmptyEntries);
        return word switch
        {
            ".ifb" or ".ifnb" when words is [var name] => new ArmTest(null, "has_" + name, word == ".ifb"),
            ".ifc" or ".ifnc" or ".ifeqs" or ".ifnes" when words is [var name, var other] => new ArmTest(null, name + "_is_" + other, word is ".ifnc" or ".ifnes"),
            _ => null,
        };
    }

    /// <summary>What a condition asks of numbers that the source names; null where it asks something else.</summary>
    private ArmTest? LoopTest(string word, string rest)
    {
        if (!NumberConditions.TryGetValue(word, out var comparison))
            return null;
        try
        {
            var expression = GasExpressions.Parse(GasLexer.Read(rest, line, state.IsIntel));
            return new ArmTest(comparison == BinaryOperator.NotEqual ? expression : new BinaryExpression(comparison, expression, new NumberExpression(0)), null, false);
        }
        catch (ImportException)
        {
            return null;
        }
    }

    /// <summary>What the names in a condition stand for here.</summary>
    private Dictionary<string, long> NumbersIn(Expression expression) => expression.Names().Distinct(StringComparer.Ordinal).Where(name => state.Number(name) is not null)
        .ToDictionary(static name => name, name => state.Number(name)!.Value, StringComparer.Ordinal);

    private ArmTest? NumberTest(string text, BinaryOperator comparison, LineSource source)
    {
        try
        {
            var expression = GasExpressions.Parse(GasLexer.Read(Parameter().Replace(text, "$1"), line, state.IsIntel));
            return source.Arguments.Length > 0 && !text.Contains("\\@", StringComparison.Ordinal)
                ? new ArmTest(comparison == BinaryOperator.NotEqual ? expression : new BinaryExpression(comparison, expression, new NumberExpression(0)), null, false) : null;
        }
        catch (ImportException)
        {
            return null;
        }
    }

    /// <summary>The arguments that are numbers.</summary>
    private Dictionary<string, long> Numbers(LineSource source)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in source.Arguments)
        {
            try
            {
                if (value.Length > 0 && Arithmetic.Evaluate(ParseAll(value, "a number"), state.Number) is { } number)
                    numbers[name] = number;
            }
            catch (ImportException)
            {
                // It is none.
            }
        }

        return numbers;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\\(\w+)(\\\(\))?")]
    private static partial System.Text.RegularExpressions.Regex Parameter();

    private long Truth(string text)
    {
        var tokens = GasLexer.Read(Registers().Replace(text, NumberOfRegister), line, state.IsIntel);
        var expression = GasExpressions.Parse(tokens);
        return Arithmetic.Evaluate(expression, state.Number)
            ?? throw new ImportException(line, "the condition '" + text + "' depends on the addresses of code; only numbers can decide it here");
    }

    /// <summary>Registers can be compared with each other (<c>.if \base == %rsp</c>): each is a number of its own.</summary>
    private static string NumberOfRegister(System.Text.RegularExpressions.Match match)
    {
        if (RegisterNames.Find(match.Groups[1].Value) is not { } name)
            return match.Value;
        var number = 0x5e91L;
        foreach (var character in name)
            number = (number << 7) + character;
        return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<![\w)]\s*)%(\w+)")]
    private static partial System.Text.RegularExpressions.Regex Registers();

    private bool IsDefined(string name) => state.Number(name.Trim()) is not null || (symbols.Contains(name.Trim()) && (symbols[name.Trim()].IsDefined || symbols[name.Trim()].IsUsed));

    private static bool IsSame(string text)
    {
        var parts = MacroArguments.Split(text, isAlternate: false);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return parts.Count == 2 ? parts[0] == parts[1] : comma >= 0 && text[..comma].Trim() == text[(comma + 1)..].Trim();
    }
}
