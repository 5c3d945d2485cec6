// SPDX-License-Identifier: MIT
using EntryAsm.Import.Gas;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

/// <summary>Reads a source of NASM into the tree.</summary>
internal sealed partial class NasmReader
{
    private const int MostLines = 2_000_000, DeepestNesting = 200;

    private readonly Stack<LineSource> sources = new();
    private readonly Conditions conditions = new();
    private readonly NasmDefines defines = new();
    private readonly Dictionary<string, List<NasmMacro>> macros = new(StringComparer.Ordinal), macrosOfAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly GasState state = new() { IsIntel = true, HasNakedRegisters = true, IsNasm = true };
    private readonly SymbolTable symbols = new();
    private readonly HashSet<string> included = new(StringComparer.Ordinal);
    private readonly NasmExpressions expressions;
    private readonly GasInstructions gas;
    private readonly ImportOptions options;
    private readonly HashSet<string> startsUsed = new(StringComparer.Ordinal);
    private Output output = new();
    private string section = ".text";
    private string lastLabel = "";
    private bool isRelative;
    private readonly ConditionFrames frames;
    private int expansions;
    private int lines;
    private SourceLocation line;

    private NasmReader(ImportOptions options)
    {
        this.options = options;
        gas = new GasInstructions(state);
        expressions = new NasmExpressions(WholeName, SectionStart);
        directives = Directives();
        frames = new ConditionFrames(conditions);
    }

    /// <summary>The tree of a source.</summary>
    /// <exception cref="ImportException">A line cannot be read or brought over.</exception>
    public static Module Read(string path, string[] text, ImportOptions options)
    {
        var reader = new NasmReader(options);
        reader.Predefine(text);
        foreach (var (name, value) in options.Definitions)
            reader.Define(name, null, value);
        reader.sources.Push(new LineSource(path, text));
        reader.ReadAll();
        return new Module(reader.WithStarts(), reader.symbols, reader.included) { Origin = reader.origin };
    }

    private void ReadAll()
    {
        while (sources.TryPeek(out var source))
        {
            if (source.AtEnd)
            {
                sources.Pop();
                source.Done?.Invoke();
                continue;
            }

            if (++lines > MostLines)
                throw new ImportException(line, "macros and loops come to more than 2,000,000 lines");
            var text = source.Read();
            line = source.Line;
            if (text == TurnStatement.Mark)
            {
                output.Add(new TurnStatement { Line = line });
                continue;
            }

            while (text.EndsWith('\\') && !source.AtEnd)
                text = text[..^1] + " " + source.Read();
            ReadLine(source, InContexts(NasmSource.InvocationOf(source)?.Fill(text, line) ?? text));
        }

        if (conditions.Depth > 0)
            throw new ImportException(conditions.Opened, "this %if has no %endif");
        while (output.Statements is [.., BlankStatement])
            output.RemoveLast();
    }

    private void ReadLine(LineSource source, string text)
    {
        var (code, comment) = NasmLexer.Split(text);
        code = code.Trim();
        var before = output.Count;
        var target = output;
        if (code.Length > 0)
        {
            if (code[0] == '%' && code.Length > 1 && (char.IsAsciiLetter(code[1])))
                Preprocess(code);
            else if (conditions.IsActive)
                ReadStatement(defines.Apply(code, line));
        }

        if (!conditions.IsActive || (source.Caller.Line != 0 && code.Length == 0))
            return;
        if (output != target && sources.Peek() != source)
            sources.Peek().Comment = comment;
        else if (comment is { Length: > 0 })
            output.AddComment(comment, before, line);
        else if (code.Length == 0 && comment is null)
            output.AddBlank(line);
    }

    private void ReadStatement(string text)
    {
        text = text.Trim();
        if (text is ['[', .., ']'])
            text = text[1..^1].Trim();
        if (text.Length == 0)
            return;
        var end = 0;
        while (end < text.Length && NasmLexer.IsNamePart(text[end]))
            end++;
        var word = text[..end];
        var rest = text[end..].TrimStart();
        if (word.Length > 0 && rest.StartsWith(':') && !(rest.Length > 1 && rest[1] == ':'))
        {
            rest = rest[1..].TrimStart();
            if (FirstWord(rest) == "equ")
            {
                Equate(word, rest[3..]);
                return;
            }

            Label(word);
            ReadStatement(rest);
        }
        else if (MacrosOf(word) is { } overloads)
        {
            Expand(overloads, word, rest);
        }
        else if (directives.TryGetValue(word, out var carryOut))
        {
            carryOut(rest);
        }
        else if (FirstWord(rest) == "equ")
        {
            Equate(word, rest[3..]);
        }
        else if (IsKnown(word))
        {
            Instruction(text);
        }
        else if (rest.Length == 0 || directives.ContainsKey(FirstWord(rest)) || IsKnown(FirstWord(rest)) || MacrosOf(FirstWord(rest)) is not null)
        {
            Label(word);
            ReadStatement(rest);
        }
        else
        {
            throw new ImportException(line, "'" + word + "' is not an instruction, directive or macro");
        }
    }

    private static string FirstWord(string text)
    {
        var end = 0;
        while (end < text.Length && NasmLexer.IsNamePart(text[end]))
            end++;
        return text[..end].ToLowerInvariant();
    }

    private List<NasmMacro>? MacrosOf(string name) => macros.GetValueOrDefault(name) ?? macrosOfAnyCase.GetValueOrDefault(name);

    private static bool IsKnown(string word) => NasmInstructions.IsWord(word.ToLowerInvariant());

    private void Label(string name)
    {
        if (name.Length == 0)
            throw new ImportException(line, "a label or an instruction is missing");
        var whole = WholeName(name.TrimStart('$'));
        if (!name.StartsWith('.') && !name.StartsWith(NasmMacro.LocalMark, StringComparison.Ordinal))
            lastLabel = whole;
        if (absolute is { } place)
        {
            Field(whole, place);
            return;
        }

        symbols[whole].IsDefined = symbols[whole].IsUsed = true;
        Add(new CallStatement("bind", [Named(whole)]) { Line = line });
    }

    /// <summary>A name that begins with a dot belongs to the label before; one that begins with <c>..@</c> to one expansion of a macro.</summary>
    private string WholeName(string name) => name.StartsWith(NasmMacro.LocalMark, StringComparison.Ordinal) ? NasmMacro.LocalName(name)
        : name.StartsWith('.') && !name.StartsWith("..", StringComparison.Ordinal) ? lastLabel + name : name;

    private string SectionStart()
    {
        startsUsed.Add(section);
        var name = StartOf(section);
        symbols[name].IsDefined = symbols[name].IsUsed = true;
        return name;
    }

    private static string StartOf(string section) => ".L" + section.TrimStart('.') + "_start";

    /// <summary>The tree with labels at the starts of sections that <c>$$</c> names.</summary>
    private List<Statement> WithStarts()
    {
        var result = new List<Statement>();
        var left = new HashSet<string>(startsUsed, StringComparer.Ordinal);
        if (!output.Statements.OfType<CallStatement>().TakeWhile(static call => !IsContent(call)).Any(static call => call.Method is "section" or "data" or "bss"))
            Start(".text", result);
        Walk(output.Statements, result);
        return result;

        void Walk(IEnumerable<Statement> statements, List<Statement> all)
        {
            foreach (var statement in statements)
            {
                if (statement is not ExpandedStatement expanded)
                {
                    all.Add(statement);
                    Bind(statement, all);
                    continue;
                }

                var body = new List<Statement>();
                Walk(expanded.Body, body);
                all.Add(expanded with { Body = [.. body] });
            }
        }

        void Bind(Statement statement, List<Statement> all)
        {
            if (statement is CallStatement { Method: "section", Arguments: [TextArgument name, ..] })
                Start(name.Value, all);
            else if (statement is CallStatement { Method: "text" or "data" or "bss" } plain)
                Start("." + plain.Method, all);
        }

        void Start(string name, List<Statement> all)
        {
            if (left.Remove(name) && symbols[StartOf(name)].References > 0)
                all.Add(new CallStatement("bind", [Named(StartOf(name))]) { Line = line });
        }
    }

    private static bool IsContent(CallStatement call) => call.IsInstruction || call.Method is "db" or "dw" or "dd" or "dq" or "ascii" or "asciz" or "bind" or "skip";

    private void Instruction(string text)
    {
        var instructions = new NasmInstructions(state, gas, expressions, isRelative);
        foreach (var statement in instructions.Read(NasmLexer.Read(text, line), text))
            Add(statement);
    }

    private void Expand(List<NasmMacro> overloads, string name, string rest)
    {
        if (sources.Count > DeepestNesting)
            throw new ImportException(line, "macro '" + name + "' calls itself without end");
        var arguments = NasmMacro.Split(rest, int.MaxValue);
        var macro = overloads.LastOrDefault(macro => macro.Takes(arguments.Count)) ?? throw new ImportException(line, "no macro '" + name + "' takes " + arguments.Count + " arguments");
        if (macro.TakesRest)
            arguments = NasmMacro.Split(rest, Math.Max(1, macro.Most));
        Nest((name + " " + rest).Trim(), macro.Body, macro.Call(arguments, ++expansions), name, [.. arguments.Select(static (argument, i) => ("argument" + (i + 1), argument))], macro.Rotates ? null : macro.Body);
    }

    private void Nest(string head, string[] body, NasmInvocation? invocation, string? macro = null, (string Name, string Value)[]? arguments = null, string[]? unfilled = null, int period = 0, Expression? times = null)
    {
        var open = frames.Count;
        var outer = output;
        output = new Output();
        var at = line;
        var caller = sources.Peek().Caller.Line != 0 ? sources.Peek().Caller : line;
        var depth = conditions.Depth;
        LineSource? expansion = null;
        sources.Push(expansion = new NasmSource(line.File, body)
        {
            Caller = caller,
            IsMacro = macro is not null,
            Invocation = invocation,
            Conditions = depth,
            Unfilled = unfilled,
            Period = period,
            Arguments = arguments ?? [],
            Done = () =>
            {
                while (frames.Count > open)
                    output = frames.Close(output);
                var inner = output;
                output = outer;
                conditions.CutTo(depth);
                output.Add(new ExpandedStatement(head, [.. inner.Statements]) { Line = at, Macro = macro, Arguments = arguments ?? [], Comment = expansion?.Comment, Count = times });
            },
        });
    }

    private void Add(Statement statement)
    {
        if (statement is CallStatement call)
            NoteUses(call);
        output.Add(statement);
    }

    private void NoteUses(CallStatement call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument is not OperandArgument { Value: var operand })
                continue;
            var expression = operand switch { ValueOperand value => value.Value, MemoryOperand memory => memory.Displacement, _ => null };
            if (expression is not null)
                SymbolUses.Note(expression, symbols, state.Number);
        }
    }

    private void Call(string method, params Argument[] arguments) => Add(new CallStatement(method, arguments) { Line = line });

    private Expression ParseAll(string text, string what)
    {
        var tokens = NasmLexer.Read(text, line);
        if (tokens.AtEnd)
            throw tokens.Fail(what + " is missing");
        var expression = expressions.Parse(tokens);
        tokens.ExpectEnd();
        return expression;
    }

    private long Known(string text, string what) => Arithmetic.Evaluate(ParseAll(text, what), state.Number) ?? throw new ImportException(line, what + " must be a number that is known here");

    private static OperandArgument Named(string name) => new(new ValueOperand(new SymbolExpression(name)));

    private static NumberArgument Number(long value, NumberStyle style = NumberStyle.Decimal) => new(new NumberExpression(value, style));
}
