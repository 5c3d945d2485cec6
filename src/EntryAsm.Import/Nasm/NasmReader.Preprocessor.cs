// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Gas;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

internal sealed partial class NasmReader
{
    private void Preprocess(string code)
    {
        var end = 1;
        while (end < code.Length && char.IsAsciiLetter(code[end]))
            end++;
        var word = code[..end].ToLowerInvariant();
        var rest = code[end..].Trim();
        if (TryCondition(word, rest) || !conditions.IsActive)
            return;
        switch (word)
        {
            case "%define" or "%xdefine" or "%idefine" or "%ixdefine":
                DefineText(word, rest);
                break;
            case "%assign" or "%iassign":
                var (name, value) = Cut(rest);
                var number = Known(defines.Apply(value, line), "the value");
                defines.Set(name, null, number.ToString(CultureInfo.InvariantCulture));
                output.Add(new CountStatement(name, number) { Line = line });
                break;
            case "%undef":
                defines.Remove(rest);
                break;
            case "%macro" or "%imacro":
                var macro = NasmMacro.Define(rest, ReadBody("%macro", "%endmacro", "%imacro"), line);
                DefineMacro(word == "%macro" ? macros : macrosOfAnyCase, macro);
                break;
            case "%unmacro" or "%unimacro":
                (word == "%unmacro" ? macros : macrosOfAnyCase).Remove(Cut(rest).Name);
                break;
            case "%rotate":
                (sources.Select(NasmSource.InvocationOf).FirstOrDefault(static invocation => invocation is not null) ?? throw new ImportException(line, "%rotate outside a macro"))
                    .Rotate(Known(defines.Apply(rest, line), "the count"));
                break;
            case "%exitmacro":
                ExitMacro();
                break;
            case "%rep":
                Repeat(rest);
                break;
            case "%exitrep":
                ExitRepeat();
                break;
            case "%include":
                Include(defines.Apply(rest, line));
                break;
            case "%error" or "%fatal":
                throw new ImportException(line, "the source stops itself here: " + rest);
            case "%warning" or "%line" or "%pragma" or "%use" or "%clear":
                break;
            default:
                if (!TryContext(word, rest) && !TryText(word, rest))
                    throw new ImportException(line, "'" + word + "' cannot be imported");
                break;
        }
    }

    private static void DefineMacro(Dictionary<string, List<NasmMacro>> all, NasmMacro macro)
    {
        if (!all.TryGetValue(macro.Name, out var overloads))
            all.Add(macro.Name, overloads = []);
        overloads.RemoveAll(other => other.Least == macro.Least && other.Most == macro.Most);
        overloads.Add(macro);
    }

    private void DefineText(string word, string rest)
    {
        var (name, body) = Cut(rest);
        string[]? parameters = null;
        var open = name.IndexOf('(', StringComparison.Ordinal);
        if (open > 0)
        {
            var close = rest.IndexOf(')', StringComparison.Ordinal);
            if (close < 0)
                throw new ImportException(line, "')' is missing");
            parameters = rest[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            body = rest[(close + 1)..].Trim();
            name = name[..open];
        }

        if (word.Contains('x', StringComparison.Ordinal))
            body = defines.Apply(body, line);
        Define(name, parameters, body, word.Contains('i', StringComparison.Ordinal) && word is "%idefine" or "%ixdefine");
    }

    /// <summary>A name that stands for a number stays a name: a constant in C#.</summary>
    private void Define(string name, string[]? parameters, string body, bool isAnyCase = false)
    {
        if (parameters is null && !defines.IsDefined(name) && state.Number(name) is null && !symbols.Contains(name) && !isAnyCase && TryNumber(body) is { } expression)
        {
            state.Set(name, Arithmetic.Evaluate(expression, state.Number));
            symbols[name].IsNumber = true;
            symbols[name].Assignments++;
            output.Add(new AssignStatement(name, expression) { Line = line, IsSymbol = false });
            return;
        }

        if (state.Number(name) is not null && symbols[name] is { IsInTable: false })
            state.Set(name, null);
        defines.Set(name, parameters, body, isAnyCase);
    }

    private Expression? TryNumber(string body)
    {
        try
        {
            var expression = ParseAll(defines.Apply(body, line), "a number");
            return Arithmetic.Evaluate(expression, state.Number) is not null ? expression : null;
        }
        catch (ImportException)
        {
            return null;
        }
    }

    private static (string Name, string Remainder) Cut(string text)
    {
        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        return (text[..end], text[end..].Trim());
    }

    private bool TryCondition(string word, string rest)
    {
        var source = sources.Peek();
        switch (word)
        {
            case "%else":
                conditions.Else(line);
                frames.Arm(source, ArmTest.Else);
                return true;
            case "%endif":
                var isFrame = frames.IsInnermost(source);
                conditions.End(line);
                if (isFrame)
                    output = frames.Close(output);
                return true;
        }

        var isElse = word.StartsWith("%elif", StringComparison.Ordinal);
        if (!isElse && !word.StartsWith("%if", StringComparison.Ordinal))
            return false;
        var kind = word[(isElse ? 5 : 3)..];
        bool Holds() => IsTrue(kind, rest);
        if (isElse)
        {
            conditions.ElseIf(Holds, line);
            frames.Arm(source, (source.Period == 0 && source.Caller.Line != 0 ? TestOf(kind, source) : kind.Length == 0 && TryParse(rest) is { } other ? new ArmTest(other, null, false) : null) ?? ArmTest.Else);
            return true;
        }

        var wasActive = conditions.IsActive;
        conditions.If(Holds, line);
        if (wasActive && source.Period > 0 && kind.Length == 0 && TryParse(rest) is { } asked)
            output = frames.Open(source, output, new ArmTest(asked, null, false), NumbersIn(asked), line);
        else if (wasActive && source.IsMacro && TestOf(kind, source) is { } test)
            output = frames.Open(source, output, test, Numbers(source), line);
        else if (wasActive && source.Caller.Line == 0 && kind.Length == 0 && TryParse(rest) is { } value && value.Names().All(name => state.Number(name) is not null))
            output = frames.Open(source, output, new ArmTest(value, null, false), NumbersIn(value), line, (word + " " + rest).TrimEnd());
        else if (wasActive && source.Caller.Line == 0)
            output.Add(new CommentStatement((word + " " + rest).TrimEnd() + (conditions.IsActive ? ": holds" : ": does not hold, and what it had is left out")) { Line = line });
        return true;
    }

    /// <summary>What a condition asks of the arguments of the macro that it is in; null where that cannot be said.</summary>
    private ArmTest? TestOf(string kind, LineSource source)
    {
        if (source.UnfilledLine is not { } text || NasmLexer.Split(text).Code.Trim() is not { } code || code.IndexOfAny([' ', '\t']) is not (> 0 and var end))
            return null;
        var rest = Argument().Replace(code[end..].Trim(), "argument$1");
        if (kind.Length == 0)
            return NumberTest(rest);
        var words = rest.Split([',', ' ', '\t', '"', '\''], StringSplitOptions.RemoveEmptyEntries);
        return kind switch
        {
            "idn" or "idni" or "nidn" or "nidni" when words is [['a', 'r', 'g', ..] name, var other] => new ArmTest(null, name + "_is_" + other, kind[0] == 'n'),
            "empty" or "nempty" when words is [['a', 'r', 'g', ..] name] => new ArmTest(null, "has_" + name, kind == "empty"),
            _ => null,
        };
    }

    /// <summary>Arithmetic with names as they stand, or null.</summary>
    private Expression? TryParse(string text)
    {
        try
        {
            return ParseAll(text, "a number");
        }
        catch (ImportException)
        {
            return null;
        }
    }

    /// <summary>What the names in a condition stand for here.</summary>
    private Dictionary<string, long> NumbersIn(Expression expression)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in expression.Names())
        {
            var known = state.Number(name) ?? (TryNumber(name) is { } text ? Arithmetic.Evaluate(text, state.Number) : null);
            if (known is { } number)
                numbers[name] = number;
        }

        return numbers;
    }

    private ArmTest? NumberTest(string text)
    {
        try
        {
            return new ArmTest(ParseAll(defines.Apply(text, line), "the condition"), null, false);
        }
        catch (ImportException)
        {
            return null;
        }
    }

    /// <summary>The arguments that are numbers.</summary>
    private Dictionary<string, long> Numbers(LineSource source)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal) { ["argument0"] = source.Arguments.Length };
        foreach (var (name, value) in source.Arguments)
        {
            if (TryNumber(value) is { } expression && Arithmetic.Evaluate(expression, state.Number) is { } number)
                numbers[name] = number;
        }

        return numbers;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"%\{?(\d+)\}?")]
    private static partial System.Text.RegularExpressions.Regex Argument();

    private bool IsTrue(string kind, string rest)
    {
        var isNegated = kind.StartsWith('n') && kind != "num";
        var name = isNegated ? kind[1..] : kind;
        var holds = name switch
        {
            "" => Known(defines.Apply(rest, line), "the condition") != 0,
            "def" => defines.IsDefined(rest) || (state.Number(rest) is not null && !symbols[rest].IsInTable),
            "macro" => MacrosOf(Cut(rest).Name) is not null,
            "idn" => IsSame(rest, StringComparison.Ordinal),
            "idni" => IsSame(rest, StringComparison.OrdinalIgnoreCase),
            "num" => NasmLexer.Read(defines.Apply(rest, line), line).Current.Kind == TokenKind.Number,
            "id" => NasmLexer.Read(defines.Apply(rest, line), line).Current.Kind == TokenKind.Name,
            "str" => NasmLexer.Read(defines.Apply(rest, line), line).Current.Kind == TokenKind.Text,
            "empty" => defines.Apply(rest, line).Trim().Length == 0,
            "env" => false,
            "ctx" => IsContext(rest),
            "token" => NasmLexer.Read(defines.Apply(rest, line), line) is { AtEnd: false } tokens && tokens.Peek().Kind == TokenKind.End,
            _ => throw new ImportException(line, "the condition '%if" + kind + "' cannot be decided here"),
        };
        return holds != isNegated;
    }

    private bool IsSame(string rest, StringComparison comparison)
    {
        var parts = NasmMacro.Split(defines.Apply(rest, line), 2);
        return parts.Count == 2 && string.Equals(parts[0], parts[1], comparison);
    }

    private string[] ReadBody(string opener, string closer, string other = "")
    {
        var body = new List<string>();
        var depth = 0;
        var opened = line;
        var source = sources.Peek();
        while (!source.AtEnd)
        {
            var text = source.Read();
            var word = text.TrimStart().Split([' ', '\t', ';'], 2)[0].ToLowerInvariant();
            if (word == opener || (other.Length > 0 && word == other))
                depth++;
            else if (word == closer && depth-- == 0)
                return [.. body];
            body.Add(text);
        }

        throw new ImportException(opened, "this has no " + closer);
    }

    private void Repeat(string rest)
    {
        var at = line;
        var count = Known(defines.Apply(rest, line), "the count");
        var body = ReadBody("%rep", "%endrep");
        line = at;
        if (count * Math.Max(1, body.Length) > MostLines)
            throw new ImportException(at, "this %rep expands to more than 2,000,000 lines");
        Nest("%rep " + rest, [.. Enumerable.Repeat((string[])[TurnStatement.Mark, .. body], (int)Math.Max(0, count)).SelectMany(static lines => lines)], NasmSource.InvocationOf(sources.Peek()), period: body.Length + 1, times: TryParse(rest));
    }

    private void ExitMacro()
    {
        while (sources.TryPeek(out var source) && source.Caller.Line != 0)
        {
            source.Next = int.MaxValue;
            conditions.CutTo(source.Conditions);
            if (source.IsMacro)
                return;
            sources.Pop();
            source.Done?.Invoke();
        }

        throw new ImportException(line, "%exitmacro outside a macro");
    }

    private void ExitRepeat()
    {
        var source = sources.Peek();
        source.Next = int.MaxValue;
        conditions.CutTo(source.Conditions);
    }

    private void Include(string rest)
    {
        if (sources.Count > DeepestNesting)
            throw new ImportException(line, "files include each other without end");
        var name = rest.Trim().Trim('"', '\'', '<', '>');
        var path = options.IncludeFolders.Prepend(Path.GetDirectoryName(line.File) ?? "").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new ImportException(line, "the included file '" + name + "' is not found; name its folder with -I");
        included.Add(path);
        sources.Push(new LineSource(path, SourceText.ReadLines(path, line)) { Conditions = conditions.Depth });
    }
}
