// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>A number, a symbol, or arithmetic on them, as the source has it.</summary>
internal abstract record Expression
{
    /// <summary>It with other names, or other text, for its symbols.</summary>
    public Expression Renamed(Func<string, string> name) => this switch
    {
        SymbolExpression named => new VariableExpression(name(named.Name)),
        UnaryExpression unary => unary with { Operand = unary.Operand.Renamed(name) },
        BinaryExpression binary => binary with { Left = binary.Left.Renamed(name), Right = binary.Right.Renamed(name) },
        _ => this,
    };

    /// <summary>The symbols in it.</summary>
    public IEnumerable<string> Names() => this switch
    {
        SymbolExpression named => [named.Name],
        ReferenceExpression reference => reference.Symbol.Names(),
        UnaryExpression unary => unary.Operand.Names(),
        BinaryExpression binary => binary.Left.Names().Concat(binary.Right.Names()),
        _ => [],
    };
}

/// <summary>A number.</summary>
/// <param name="Value">Its 64 bits.</param>
/// <param name="Style">How the source writes it, where that is worth keeping.</param>
internal sealed record NumberExpression(long Value, NumberStyle Style = NumberStyle.Decimal) : Expression;

/// <summary>A symbol by its name.</summary>
internal sealed record SymbolExpression(string Name) : Expression;

/// <summary>What the linker makes for a symbol: <c>name@GOTPCREL</c>.</summary>
/// <param name="Symbol">The symbol, or a numeric label.</param>
/// <param name="Kind">What comes after the <c>@</c>, in capitals.</param>
internal sealed record ReferenceExpression(Expression Symbol, string Kind) : Expression
{
    /// <summary>The kinds that the engine has, each under its name, as the psABI's assemblers write them.</summary>
    public static Op? Of(Symbol symbol, string kind) => kind switch
    {
        "GOTPCREL" => symbol.GOTPCREL,
        "GOT" => symbol.GOT,
        "GOTOFF" => symbol.GOTOFF,
        "GOTPLT" => symbol.GOTPLT,
        "PLT" => symbol.PLT,
        "PLTOFF" => symbol.PLTOFF,
        "SIZE" => symbol.SIZE,
        "TPOFF" => symbol.TPOFF,
        "DTPOFF" => symbol.DTPOFF,
        "GOTTPOFF" => symbol.GOTTPOFF,
        "TLSGD" => symbol.TLSGD,
        "TLSLD" => symbol.TLSLD,
        "TLSDESC" => symbol.TLSDESC,
        _ => (Op?)null,
    };
}

/// <summary>This place: <c>.</c> or <c>$</c>.</summary>
internal sealed record HereExpression : Expression;

/// <summary>The next or last numeric label: <c>1f</c>, <c>1b</c>.</summary>
internal sealed record NumericLabelExpression(int Number, bool IsForward) : Expression;

/// <summary>An operator before its operand.</summary>
internal sealed record UnaryExpression(UnaryOperator Operator, Expression Operand) : Expression;

/// <summary>An operator between two operands.</summary>
internal sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>C# that stands for a value: a parameter of a macro, the counter of a loop.</summary>
/// <param name="Name">Its name in C#.</param>
internal sealed record VariableExpression(string Name) : Expression;

/// <summary>How a number is written.</summary>
internal enum NumberStyle
{
    /// <summary>255.</summary>
    Decimal,

    /// <summary>0xff.</summary>
    Hexadecimal,

    /// <summary>0b11111111; also what the source has in octal, which C# has not.</summary>
    Binary,

    /// <summary>'a'.</summary>
    Character,
}

/// <summary>Operators before an operand.</summary>
internal enum UnaryOperator
{
    Negate,
    Complement,

    /// <summary>1 for 0, and 0 for all else.</summary>
    Not,
}

/// <summary>Operators between two operands, in the meaning of 64-bit arithmetic.</summary>
internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    ShiftLeft,
    ShiftRight,
    And,
    Or,
    ExclusiveOr,
    OrNot,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    LogicalAnd,
    LogicalOr,
}
