// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>What one place of the source says.</summary>
internal abstract record Statement
{
    /// <summary>The line it is on.</summary>
    public SourceLocation Line { get; init; }

    /// <summary>The comment that ends its line, without its mark; null where there is none.</summary>
    public string? Comment { get; init; }
}

/// <summary>An empty line.</summary>
internal sealed record BlankStatement : Statement;

/// <summary>A line that is a comment.</summary>
internal sealed record CommentStatement(string Text) : Statement;

/// <summary>A call of one of the engine's methods: an instruction, a directive, a label.</summary>
/// <param name="Method">Its name without <c>@</c>.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record CallStatement(string Method, Argument[] Arguments) : Statement
{
    /// <summary>Prefixes and requests before an instruction.</summary>
    public CallStatement[] Before { get; init; } = [];

    public bool IsInstruction { get; init; }

    /// <summary>Binds a label.</summary>
    public static CallStatement Bind(string label, SourceLocation line) => new("bind", [new OperandArgument(new ValueOperand(new SymbolExpression(label)))]) { Line = line };
}

/// <summary>A name that stands for a number: <c>name = 5</c>.</summary>
internal sealed record AssignStatement(string Name, Expression Value) : Statement
{
    /// <summary>False where the object's symbol table has no such symbol, as with <c>%assign</c>.</summary>
    public bool IsSymbol { get; init; } = true;
}

/// <summary>A name of the preprocessor's is set to a number: it counts, perhaps, and nothing else is left of it.</summary>
internal sealed record CountStatement(string Name, long Value) : Statement;

/// <summary>Statements that came out of one macro, loop or condition.</summary>
/// <param name="Head">What the source says: <c>.rept 4</c>.</param>
/// <param name="Body">What it came to.</param>
internal record ExpandedStatement(string Head, Statement[] Body) : Statement
{
    /// <summary>How often a loop turns, as the source has it; null where it has a list, and for macros.</summary>
    public Expression? Count { get; init; }

    /// <summary>What the source calls an item of a loop's list.</summary>
    public string? Variable { get; init; }

    /// <summary>The macro's name; null for a loop.</summary>
    public string? Macro { get; init; }

    /// <summary>What a macro was given, by the names of its parameters and in their order.</summary>
    public (string Name, string Value)[] Arguments { get; init; } = [];
}

/// <summary>What a condition let through.</summary>
/// <param name="Key">Where in the macro it stands, the same in each expansion.</param>
/// <param name="Arms">What each arm asks, in the order of the macro.</param>
/// <param name="Taken">The arm that holds; -1 where none does.</param>
/// <param name="Body">What that came to.</param>
internal sealed record ConditionalStatement(int Key, ArmTest[] Arms, int Taken, Statement[] Body) : ExpandedStatement("", Body)
{
    /// <summary>The numbers that the macro was given, by the names of its parameters.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();

    /// <summary>The condition as it is in the source, if it is outside macros and loops; else empty.</summary>
    public string Outside { get; init; } = "";

    /// <summary>The macro's own lines, of all arms.</summary>
    public string Unfilled { get; init; } = "";
}

/// <summary>What one arm of a condition asks of a macro's parameters.</summary>
/// <param name="Value">Holds when it is not 0, with parameters as symbols; null where it is no arithmetic.</param>
/// <param name="Flag">The name of what is asked otherwise, such as whether an argument is given; null for arithmetic, and for what always holds.</param>
/// <param name="IsNegated">The flag must not hold.</param>
internal sealed record ArmTest(Expression? Value, string? Flag, bool IsNegated)
{
    /// <summary>The last arm, which asks nothing.</summary>
    public static ArmTest Else { get; } = new(null, null, false);
}

/// <summary>From here on the section's subsection of that number, of GNU as.</summary>
internal sealed record SubsectionStatement(long Number) : Statement
{
    /// <summary>Of <c>.lcomm</c>, which matters where the source itself puts something into the same section.</summary>
    public bool IsOfReserved { get; init; }
}

/// <summary>Where a turn of a loop begins.</summary>
internal sealed record TurnStatement : Statement
{
    /// <summary>The line that readers put before each turn.</summary>
    public const string Mark = "\u0003";
}

/// <summary>What a method is given.</summary>
internal abstract record Argument
{
    /// <summary>The parameter it is for, where it is given by name.</summary>
    public string? Name { get; init; }

    /// <summary>The arithmetic in it, if any: a value, a displacement or a number.</summary>
    public Expression? Expression => this switch
    {
        OperandArgument { Value: ValueOperand value } => value.Value,
        OperandArgument { Value: MemoryOperand memory } => memory.Displacement,
        NumberArgument number => number.Value,
        _ => null,
    };
}

/// <summary>An operand, a number or a symbol.</summary>
internal sealed record OperandArgument(Operand Value) : Argument;

/// <summary>A text.</summary>
internal sealed record TextArgument(string Value) : Argument;

/// <summary>A number that the method takes as such.</summary>
internal sealed record NumberArgument(Expression Value) : Argument;

/// <summary>A member of one of the engine's enumerations, or true or false.</summary>
internal sealed record ConstantArgument(object Value) : Argument;
