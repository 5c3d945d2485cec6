// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

/// <summary>Writes a tree as a module: statements as lines, macros and loops in their shape (<see cref="Structure"/>), and at last the fields that the lines name.</summary>
internal sealed class ModuleWriter
{
    private readonly Module module;
    private readonly EntryObject assembled;
    private readonly Names names;
    private readonly ExpressionText expressions;
    private readonly Dictionary<string, long> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> longs = new(StringComparer.Ordinal);
    private HashSet<string> unread = [];
    private readonly List<string> constants = [];
    private readonly HashSet<string> fields = new(StringComparer.Ordinal);

    private ModuleWriter(Module module, EntryObject assembled, string className)
    {
        this.assembled = assembled;
        this.module = module;
        names = new Names(className, module.Symbols.All);
        expressions = new ExpressionText(names, name => values.TryGetValue(name, out var value) ? value : null, longs.Contains);
        FindLongs(module.Statements, new Dictionary<string, long>(StringComparer.Ordinal));
    }

    /// <summary>The C# of a module.</summary>
    /// <param name="module">The tree.</param>
    /// <param name="assembled">The object that it came to.</param>
    /// <param name="source">The source's name, for the head.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="className">The class.</param>
    /// <exception cref="ImportException">Something has no words in C#.</exception>
    public static string Write(Module module, EntryObject assembled, string source, string space, string className) => new ModuleWriter(module, assembled, className).Write(source, space, className);

    private string Write(string source, string space, string className)
    {
        // The fields are known when all lines have been written.
        var lines = Members();
        unread = UnreadVariables.Remove(lines, module.Symbols.All.Where(IsVariable).Select(symbol => (names[symbol.Name], values[symbol.Name])));
        var members = lines.ConvertAll(member => member.ConvertAll(WithFields));
        var blocks = new[] { Fields(), Variables(), constants }.Where(static block => block.Count > 0).Concat(members);
        var text = new StringBuilder();
        text.Append("using EntryAsm;\n\nnamespace ").Append(space).Append(";\n\n/// <summary>Brought over from ").Append(Xml(source)).Append(".</summary>\n[EntryModule]\npublic sealed partial class ")
            .Append(className).Append(" : EntryAssembler\n{\n");
        text.AppendJoin("\n", blocks.Select(static block => string.Concat(block.Select(static line => line.Length == 0 ? "\n" : "    " + line + "\n"))));
        return text.Append("}\n").ToString();
    }

    private static string Xml(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    /// <summary>The methods, with marks where fields are named.</summary>
    private List<List<string>> Members()
    {
        var routines = Routines.Split(module with { Statements = [.. module.Statements.SelectMany(Dissolved)] });
        var rendered = routines.ConvertAll(routine => routine.Body.Select(Render).OfType<Rendered>().ToList());
        var structure = new Structure(names, module.Symbols, assembled, InConstants, name => module.Symbols.Contains(name) && IsConstant(module.Symbols[name]) ? names[name] : null);
        structure.Find([new Rendered { Parts = [.. rendered.SelectMany(static parts => parts)] }]);

        var numbers = module.Symbols.SetAtTheEnd(values).Select(static number => number.Name).ToList();
        var numbersMethod = numbers.Count > 0 ? names.Take("Numbers") : null;
        var methods = new List<(string Name, List<string> Lines)>();
        for (var i = 0; i < routines.Count; i++)
        {
            var name = routines.Count == 1 ? "Assemble" : routines[i].Name is { } symbol ? names.TakeMethod(symbol) : names.Take(i == 0 ? "Start" : "Part" + i);
            methods.Add((name, Method(name, routines[i].Head, Rendered.Flatten(rendered[i]), routines.Count == 1 ? numbersMethod : null)));
        }

        var members = new List<List<string>>();
        if (routines.Count > 1)
            members.Add(Method("Assemble", [], [.. methods.Select(static method => method.Name + "();"), .. numbersMethod is null ? (string[])[] : [numbersMethod + "();"]], null));
        members.AddRange(methods.Select(static method => method.Lines));
        members.AddRange(structure.Methods);
        if (numbersMethod is not null)
            members.Add(["/// <summary>Numbers that the object's symbol table names.</summary>", .. Method(numbersMethod, [], numbers.ConvertAll(SetNumber), null)]);
        return members;
    }

    /// <summary>A condition around routines, or around much, is a comment, so that the file can be parted.</summary>
    private IEnumerable<Statement> Dissolved(Statement statement) => statement is ConditionalStatement { Outside.Length: > 0, Taken: >= 0 } condition && IsLarge(condition)
        ? condition.Body.SelectMany(Dissolved).Prepend(new CommentStatement(condition.Outside + (condition.Taken == 0 ? ": holds" : ": does not hold, and what it had is left out")) { Line = condition.Line }) : [statement];

    private bool IsLarge(ConditionalStatement condition) => condition.Body.Length > Structure.LongestArm || condition.Body.OfType<CallStatement>().Any(call =>
        call is { Method: "bind", Arguments: [OperandArgument { Value: ValueOperand { Value: SymbolExpression symbol } }] } && module.Symbols[symbol.Name].IsGlobal);

    private string SetNumber(string name) => "set(" + module.Symbols[name].Declaration + "(" + CallText.Quote(name) + "), " + names[name] + ");";

    private static List<string> Method(string name, List<string> head, List<string> body, string? last)
    {
        var lines = head.ConvertAll(static comment => "// " + comment);
        lines.Add((name == "Assemble" ? "protected override " : "") + "void " + name + "()");
        lines.Add("{");
        var start = lines.Count;
        foreach (var line in body)
        {
            if (line.Length > 0 || (lines.Count > start && lines[^1].Length > 0))
                lines.Add(line.Length == 0 ? "" : "    " + line);
        }

        while (lines.Count > start && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        if (last is not null)
            lines.Add("    " + last + "();");
        lines.Add("}");
        return lines;
    }

    private Rendered? Render(Statement statement)
    {
        try
        {
            return statement switch
            {
                BlankStatement => new Rendered { Line = "" },
                CommentStatement comment => new Rendered { Line = "// " + comment.Text },
                CallStatement call => new Rendered { Line = CallText.Of(call, expressions) + Trailing(call) },
                AssignStatement assign => Assign(assign) is { } line ? new Rendered { Line = line, Assigned = (assign.Name, values[assign.Name], names[assign.Name]) } : null,
                TurnStatement => new Rendered { IsTurn = true },
                CountStatement count => new Rendered { Assigned = (count.Name, count.Value, null) },
                ExpandedStatement expanded => new Rendered { Source = expanded, Parts = [.. expanded.Body.Select(Render).OfType<Rendered>()] },
                _ => null,
            };
        }
        catch (InexpressibleException failure)
        {
            throw new ImportException(statement.Line, failure.Message);
        }
    }

    /// <summary>A number that the source writes with names, all of them of constants.</summary>
    private string? InConstants(Expression expression) => expression.Names().Any() && expression.Names().All(name => module.Symbols.Contains(name) && IsConstant(module.Symbols[name])) ? expressions.Constant(expression) : null;

    private static string Trailing(Statement statement) => statement.Comment is { Length: > 0 } comment ? " // " + comment : "";

    /// <summary>A constant is a member; a variable is set where the source sets it.</summary>
    private string? Assign(AssignStatement assign)
    {
        var written = expressions.Of(assign.Value);
        var value = Arithmetic.Evaluate(assign.Value, name => values.TryGetValue(name, out var known) ? known : null) ?? throw new ImportException(assign.Line, "'" + assign.Name + "' is set to something that is not a number here");
        values[assign.Name] = value;
        var isLong = longs.Contains(assign.Name);
        if (value < 0 && written.StartsWith("0x", StringComparison.Ordinal))
            written = "unchecked((" + (isLong ? "long" : "int") + ")" + written + ")";
        if (IsConstant(module.Symbols[assign.Name]) && assign.Value.Names().Any(name => IsVariable(module.Symbols[name])))
            (written, assign) = (ExpressionText.Number(value, NumberStyle.Decimal), assign with { Comment = assign.Comment ?? written });
        if (!IsConstant(module.Symbols[assign.Name]))
            return names[assign.Name] + " = " + written + ";" + Trailing(assign);
        constants.Add("const " + (isLong ? "long " : "int ") + names[assign.Name] + " = " + written + ";" + Trailing(assign));
        return null;
    }

    /// <summary>Names whose numbers do not all fit an int.</summary>
    private void FindLongs(IEnumerable<Statement> statements, Dictionary<string, long> known)
    {
        foreach (var statement in statements)
        {
            if (statement is ExpandedStatement expanded)
                FindLongs(expanded.Body, known);
            if (statement is not AssignStatement assign || Arithmetic.Evaluate(assign.Value, name => known.TryGetValue(name, out var number) ? number : null) is not { } value)
                continue;
            known[assign.Name] = value;
            if (value is < int.MinValue or > int.MaxValue)
                longs.Add(assign.Name);
        }
    }

    private List<string> Fields()
    {
        var lines = new List<string>();
        foreach (var symbol in module.Symbols.All.Where(symbol => fields.Contains(symbol.Name)))
        {
            var name = names[symbol.Name];
            lines.Add("static readonly Symbol " + name + " = " + symbol.Declaration + "(" + (name == symbol.Name ? "" : CallText.Quote(symbol.Name)) + ");");
        }

        return lines;
    }

    private List<string> Variables() =>
        [.. module.Symbols.All.Where(symbol => IsVariable(symbol) && !unread.Contains(names[symbol.Name])).Select(symbol => (longs.Contains(symbol.Name) ? "long " : "int ") + names[symbol.Name] + ";")];

    /// <summary>A number that never changes.</summary>
    private static bool IsConstant(SymbolFacts symbol) => symbol is { IsNumber: true, IsUsed: false, Assignments: 1, IsGlobal: false };

    private static bool IsVariable(SymbolFacts symbol) => symbol.IsNumber && !IsConstant(symbol);

    /// <summary>Marks become names of fields, and fields are noted.</summary>
    private string WithFields(string line)
    {
        if (!line.Contains(LineToken.SymbolStart, StringComparison.Ordinal))
            return line;
        var text = new StringBuilder();
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] != LineToken.SymbolStart)
            {
                text.Append(line[at]);
                continue;
            }

            var end = line.IndexOf(LineToken.SymbolEnd, at);
            var symbol = line[(at + 1)..end];
            fields.Add(symbol);
            text.Append(names[symbol]);
            at = end;
        }

        return text.ToString();
    }
}
