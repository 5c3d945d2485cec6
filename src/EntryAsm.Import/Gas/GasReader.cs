// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Reads a source of GNU as into the tree: macros, loops and conditions are carried out, what they come to stays together.</summary>
internal sealed partial class GasReader
{
    /// <summary>More lines than this come out of no source that a person keeps.</summary>
    private const int MostLines = 2_000_000;

    private const int DeepestNesting = 200;

    private readonly Stack<LineSource> sources = new();
    private readonly Conditions conditions = new();
    private readonly Dictionary<string, GasMacro> macros = new(StringComparer.OrdinalIgnoreCase);
    private readonly GasState state = new();
    private readonly SymbolTable symbols = new();
    private readonly HashSet<string> included = new(StringComparer.Ordinal);
    private readonly GasInstructions instructions;
    private readonly ImportOptions options;
    private Output output = new();
    private bool isAlternate;
    private readonly ConditionFrames frames;
    private int expansions;
    private int lines;
    private bool ended;
    private bool namesBss;
    private SourceLocation line;

    private GasReader(ImportOptions options, bool isIntel)
    {
        this.options = options;
        state.IsIntel = isIntel;
        state.HasNakedRegisters = isIntel;
        instructions = new GasInstructions(state);
        frames = new ConditionFrames(conditions);
        directives = Directives();
    }

    /// <summary>The tree of a source.</summary>
    /// <exception cref="ImportException">A line cannot be read or brought over.</exception>
    public static Module Read(string path, string[] text, ImportOptions options, bool isIntel)
    {
        var reader = new GasReader(options, isIntel);
        foreach (var (name, value) in options.Definitions)
            reader.Assign(name, value);
        reader.sources.Push(new LineSource(path, text));
        reader.ReadAll();
        reader.Finish();
        var statements = Subsections.InOrder(reader.WithoutUnusedNames(reader.output.Statements), reader.symbols);
        return new Module(SectionNames.Bind(statements, reader.symbols), reader.symbols, reader.included);
    }

    private void ReadAll()
    {
        while (sources.TryPeek(out var source))
        {
            if (source.AtEnd || ended)
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
                output.Add(new TurnStatement { Line = line });
            else if (!TryReadLineMarker(source, text))
                ReadLine(source, text);
        }

        if (conditions.Depth > 0)
            throw new ImportException(conditions.Opened, "this .if has no .endif");
    }

    /// <summary><c># 12 "file"</c>, as the C preprocessor leaves it.</summary>
    private static bool TryReadLineMarker(LineSource source, string text)
    {
        if (text.Length < 3 || text[0] != '#' || source.Caller.Line != 0)
            return false;
        var words = text[1..].TrimStart();
        if (words.StartsWith("line ", StringComparison.Ordinal))
            words = words[5..].TrimStart();
        var digits = words.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 9 || (words.Length > digits && words[digits] != ' '))
            return false;
        source.Shift = int.Parse(words.AsSpan(0, digits), System.Globalization.CultureInfo.InvariantCulture) - source.Next;
        var open = words.IndexOf('"', StringComparison.Ordinal);
        var close = words.LastIndexOf('"');
        if (close > open)
            source.File = words[(open + 1)..close];
        return true;
    }

    private void ReadLine(LineSource source, string text)
    {
        var (statements, comment) = source.Cleaner.Read(text);
        var before = output.Count;
        var target = output;
        for (var number = 0; number < statements.Count && !ended; number++)
        {
            var hasLines = HasLines(statements[number]);
            if (hasLines)
                statements.Skip(number + 1).ToList().ForEach(source.Pending.Enqueue);
            ReadStatement(statements[number]);
            if (hasLines)
                break;
        }

        if (!conditions.IsActive || source.Caller.Line != 0 && statements.Count == 0)
            return;
        if (output != target && sources.Peek() != source)
            sources.Peek().Comment = comment;
        else if (comment is { Length: > 0 })
            output.AddComment(comment, before, line);
        else if (statements.Count == 0 && comment is null)
            output.AddBlank(line);
    }

    /// <summary>True for what is followed by lines of its own before the rest of its line is read.</summary>
    private bool HasLines(string text)
    {
        while (Label(text) is { } colon)
            text = text[(colon + 1)..].TrimStart();
        var word = text.Split([' ', '\t'], 2)[0];
        return macros.ContainsKey(word) || LoopStarts.Contains(word.ToLowerInvariant()) || word.ToLowerInvariant() is ".macro" or ".include";
    }

    private void ReadStatement(string text)
    {
        while (conditions.IsActive && Label(text) is { } colon)
        {
            DefineLabel(text[..colon].Trim());
            text = text[(colon + 1)..].TrimStart();
        }

        if (text.Length == 0)
            return;
        var end = 0;
        while (end < text.Length && (GasLexer.IsNamePart(text[end]) || char.IsAsciiDigit(text[end])))
            end++;
        var word = text[..end];
        var rest = text[end..].TrimStart();
        if (TryCondition(word.ToLowerInvariant(), rest) || !conditions.IsActive)
            return;
        if (end > 0 && rest.StartsWith('=') && !(rest.Length > 1 && rest[1] == '=' && rest.Length > 2 && rest[2] == '='))
            Assign(word, rest.TrimStart('='));
        else if (macros.TryGetValue(word, out var macro))
            Expand(macro, rest);
        else if (word.StartsWith('.'))
            Directive(word, rest, text);
        else
            Instruction(text);
    }

    /// <summary>Where the colon of a label at the start stands, or null.</summary>
    private static int? Label(string text)
    {
        var at = 0;
        if (text.StartsWith('"'))
        {
            at = text.IndexOf('"', 1) + 1;
            if (at == 0)
                return null;
        }
        else
        {
            while (at < text.Length && (GasLexer.IsNamePart(text[at]) || char.IsAsciiDigit(text[at])))
                at++;
        }

        var word = text[..at];
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return word.Length > 0 && at < text.Length && text[at] == ':' ? at : null;
    }

    private void DefineLabel(string name)
    {
        if (name.All(char.IsAsciiDigit))
        {
            if (!int.TryParse(name, out var number))
                throw new ImportException(line, "the label '" + name + "' is too large a number");
            Add(new CallStatement("L", [new NumberArgument(new NumberExpression(number))]) { Line = line });
            return;
        }

        Define(name.Trim('"'));
    }

    private void Define(string name)
    {
        if (name == ".")
            throw new ImportException(line, "'.' cannot be defined; use .org");
        if (absolute is { } offset)
        {
            Field(name, offset);
            return;
        }

        symbols[name].IsDefined = true;
        symbols[name].IsUsed = true;
        state.Set(name, null);
        Add(new CallStatement("bind", [Named(name)]) { Line = line });
    }

    private void Instruction(string text)
    {
        if (state.Aliases.Count > 0)
            text = Substitution.Registers(text, state.Aliases);
        foreach (var statement in instructions.Read(GasLexer.Read(text, line, state.IsIntel), text))
            Add(statement);
    }

    private void Expand(GasMacro macro, string rest)
    {
        if (sources.Count > DeepestNesting)
            throw new ImportException(line, "macro '" + macro.Name + "' calls itself without end");
        var values = macro.Bind(rest, isAlternate, line);
        if (isAlternate)
            Percent(values);
        var count = expansions++;
        var unfilled = isAlternate ? null : macro.Body;
        var body = Array.ConvertAll(macro.Body, text => Substitution.Apply(text, values, count, isAlternate));
        if (isAlternate)
            body = RenameLocals(body);
        Nest((macro.Name + " " + rest).Trim(), body, isMacro: true, macro.Name, [.. macro.Parameters.Select(parameter => (parameter.Name, values[parameter.Name]))], unfilled);
    }

    /// <summary>Reads lines next, and keeps what they come to together.</summary>
    private void Nest(string head, string[] body, bool isMacro, string? macro = null, (string Name, string Value)[]? arguments = null, string[]? unfilled = null, int period = 0, Expression? times = null, string? variable = null)
    {
        var open = frames.Count;
        var outer = output;
        output = new Output();
        var at = line;
        var caller = sources.Peek().Caller.Line != 0 ? sources.Peek().Caller : line;
        var depth = conditions.Depth;
        LineSource? expansion = null;
        sources.Push(expansion = new LineSource(line.File, body)
        {
            Caller = caller,
            IsMacro = isMacro,
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
                output.Add(new ExpandedStatement(head, [.. inner.Statements]) { Line = at, Macro = macro, Arguments = arguments ?? [], Comment = expansion?.Comment, Count = times, Variable = variable });
            },
        });
    }

    /// <summary>After <c>.altmacro</c> an argument <c>%expression</c> is its value.</summary>
    private void Percent(Dictionary<string, string> values)
    {
        foreach (var (name, value) in values.ToList())
        {
            if (value is not ['%', _, ..] || RegisterNames.Find(value[1..]) is not null)
                continue;
            var tokens = GasLexer.Read(value[1..], line, state.IsIntel);
            if (Arithmetic.Evaluate(GasExpressions.Parse(tokens), state.Number) is { } number)
                values[name] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>After <c>.altmacro</c> <c>LOCAL name</c> makes names of one expansion.</summary>
    private string[] RenameLocals(string[] body)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in body)
        {
            if (!IsLocal(text))
                break;
            foreach (var name in text.Trim()[6..].Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                names[name] = ".LL" + (locals++).ToString("x4", System.Globalization.CultureInfo.InvariantCulture);
        }

        return names.Count == 0 ? body : body.Where(static text => !IsLocal(text))
            .Select(text => Substitution.Apply(text, names, 0, isAlternate: true)).ToArray();
    }

    private static bool IsLocal(string text) => text.Trim() is var trimmed && trimmed.StartsWith("local", StringComparison.OrdinalIgnoreCase) && trimmed.Length > 6 && char.IsWhiteSpace(trimmed[5]);

    private int locals;

    /// <summary>The lines up to the directive that ends what just began.</summary>
    private string[] ReadBody(string[] openers, string[] closers)
    {
        var body = new List<string>();
        var depth = 0;
        var opened = line;
        var source = sources.Peek();
        while (!source.AtEnd)
        {
            var text = source.Read();
            var word = text.TrimStart().Split([' ', '\t', ';', '/', '#'], 2)[0].ToLowerInvariant();
            if (openers.Contains(word))
                depth++;
            else if (closers.Contains(word) && depth-- == 0)
                return [.. body];
            body.Add(text);
        }

        throw new ImportException(opened, "this has no " + closers[0]);
    }

    private void Finish()
    {
        while (output.Statements is [.., BlankStatement])
            output.RemoveLast();
    }

    /// <summary>Names that the assembler alone knows, that are set to a size and that nothing else names (Linux' SYM_FUNC_END), say nothing.</summary>
    private IReadOnlyList<Statement> WithoutUnusedNames(IReadOnlyList<Statement> statements) =>
        [.. statements.Where(statement => !IsUnusedName(statement) && (namesBss || statement is not SubsectionStatement { IsOfReserved: true })).Select(statement => statement is ExpandedStatement expanded ? expanded with { Body = [.. WithoutUnusedNames(expanded.Body)] } : statement)];

    private bool IsUnusedName(Statement statement) =>
        statement is CallStatement { Method: "set", Comment: null, Arguments: [OperandArgument { Value: ValueOperand { Value: SymbolExpression { Name: ['.', 'L', ..] name } } }, _] } && symbols[name].References == 1;

    private void Add(Statement statement)
    {
        if (statement is CallStatement call)
        {
            EndStructure(call);
            NoteUses(call);
        }

        output.Add(statement);
    }

    private void NoteUses(CallStatement call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Expression is { } expression)
                SymbolUses.Note(expression, symbols, state.Number);
        }
    }

    private static OperandArgument Number(long value, NumberStyle style = NumberStyle.Decimal) => new(new ValueOperand(new NumberExpression(value, style)));

    private static OperandArgument Named(string name) => new(new ValueOperand(new SymbolExpression(name)));
}
