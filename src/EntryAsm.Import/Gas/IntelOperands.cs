// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Operands in GNU as's Intel syntax.</summary>
/// <param name="tokens">What is read.</param>
/// <param name="hasNakedRegisters"><c>noprefix</c>.</param>
/// <param name="number">What a symbol is as a number so far, or null: a symbol that is none stands for memory.</param>
internal sealed class IntelOperands(TokenReader tokens, bool hasNakedRegisters, Func<string, long?> number)
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["byte"] = 1, ["word"] = 2, ["dword"] = 4, ["fword"] = 6, ["qword"] = 8, ["mmword"] = 8, ["tbyte"] = 10, ["oword"] = 16, ["xmmword"] = 16, ["ymmword"] = 32, ["zmmword"] = 64,
        ["near"] = -2, ["far"] = -1, ["short"] = -3,
    };

    private static readonly Dictionary<string, BinaryOperator> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mod"] = BinaryOperator.Remainder, ["shl"] = BinaryOperator.ShiftLeft, ["shr"] = BinaryOperator.ShiftRight, ["and"] = BinaryOperator.And, ["or"] = BinaryOperator.Or,
        ["xor"] = BinaryOperator.ExclusiveOr, ["eq"] = BinaryOperator.Equal, ["ne"] = BinaryOperator.NotEqual, ["lt"] = BinaryOperator.Less, ["le"] = BinaryOperator.LessOrEqual,
        ["gt"] = BinaryOperator.Greater, ["ge"] = BinaryOperator.GreaterOrEqual,
    };

    private AddressParts parts = new();

    /// <summary>True when an operand says <c>far</c>.</summary>
    public bool IsFar { get; private set; }

    /// <summary>True when an operand is memory because brackets or a size say so, so that a branch to it is indirect.</summary>
    public bool IsIndirect { get; private set; }

    /// <inheritdoc cref="AttOperands.ReadAll"/>
    public List<Operand> ReadAll(out List<string> rounding)
    {
        var operands = new List<Operand>();
        rounding = [];
        if (tokens.AtEnd)
            return operands;
        do
        {
            if (tokens.Current.Is("{"))
                rounding.Add(Braces.Read(tokens));
            else
                operands.Add(Read(rounding));
        }
        while (tokens.Accept(",") || tokens.Accept(":"));
        tokens.ExpectEnd();
        return operands;
    }

    private Operand Read(List<string> rounding)
    {
        parts = new AddressParts();
        if (!AtMemoryRegister() && TryRegister(out var register) && !tokens.Current.Is(":"))
            return ReadDecorations(new RegisterOperand(register), rounding);
        var value = ReadSum(1, 0);
        return ReadDecorations(Finish(value), rounding);
    }

    /// <summary>A register that opens an address: a segment before its colon, or one inside arithmetic.</summary>
    private bool AtMemoryRegister()
    {
        var at = tokens.Current.Is("%") ? 1 : 0;
        return tokens.Peek(at).Kind == TokenKind.Name && RegisterNames.Find(tokens.Peek(at).Text) is { } name && RegisterNames.IsSegment(name) && tokens.Peek(at + 1).Is(":");
    }

    private Operand Finish(Expression? value)
    {
        var isMemory = parts.HasBrackets || parts.Size > 0 || parts.Segment is not null || parts.HasRegisters || parts.Broadcast;
        if (!isMemory || parts.IsOffset)
        {
            if (value is null)
                throw tokens.Fail("an operand is missing");
            return !parts.IsOffset && !parts.IsBranch && Arithmetic.Evaluate(value, number) is null ? new MemoryOperand { Displacement = value } : new ValueOperand(value);
        }

        IsIndirect = true;
        var memory = new MemoryOperand { Size = Math.Max(parts.Size, 0), Segment = parts.Segment, Displacement = value, Broadcast = parts.Broadcast ? 1 : 0 };
        return parts.Registers switch
        {
            [] => memory,
            [(var only, 0)] => memory with { Base = only },
            [(var only, var scale)] => memory with { Index = only, Scale = scale },
            [(var first, 0), (var second, var scale)] => Ordered(memory, first, second, scale),
            [(var first, var scale), (var second, 0)] => memory with { Base = second, Index = first, Scale = scale },
            _ => throw tokens.Fail("an address has one base and one index register"),
        };
    }

    /// <summary>A stack pointer, and a vector register before another, cannot be base and index as they stand.</summary>
    private static MemoryOperand Ordered(MemoryOperand memory, string first, string second, int scale) =>
        scale == 0 && (second is "rsp" or "esp" || RegisterNames.VectorSize(first) > 0) ? memory with { Base = second, Index = first, Scale = 1 }
            : memory with { Base = first, Index = second, Scale = Math.Max(scale, 1) };

    private Operand ReadDecorations(Operand operand, List<string> rounding)
    {
        while (tokens.Current.Is("{"))
        {
            var mark = tokens.Position;
            var word = Braces.Read(tokens);
            if (word.EndsWith("sae", StringComparison.Ordinal))
            {
                rounding.Add(word);
                continue;
            }

            tokens.Position = mark;
            operand = Braces.ReadDecorations(tokens, operand);
        }

        return operand;
    }

    /// <summary>A sum whose registers go into <see cref="parts"/>; null where nothing but registers is left.</summary>
    private Expression? ReadSum(int lowest, int depth)
    {
        if (depth > 100)
            throw tokens.Fail("the expression is nested too deep");
        var left = ReadUnary(depth);
        while (Operator() is { } found && found.Rank >= lowest)
        {
            tokens.Next();
            if (found.Operator == BinaryOperator.Multiply && TryScale(left, depth))
            {
                left = null;
                continue;
            }

            var before = parts.Registers.Count;
            var right = ReadSum(found.Rank + 1, depth + 1);
            if (parts.Registers.Count > before && found.Operator != BinaryOperator.Add)
                throw tokens.Fail("a register can only be added");
            left = left is null ? found.Operator == BinaryOperator.Subtract ? new UnaryExpression(UnaryOperator.Negate, right!) : right
                : right is null ? left : new BinaryExpression(found.Operator, left, right);
        }

        // 8[rax], foo[rip]
        while (tokens.Current.Is("["))
        {
            var more = ReadUnary(depth);
            left = left is null ? more : more is null ? left : new BinaryExpression(BinaryOperator.Add, left, more);
        }

        return left;
    }

    private (int Rank, BinaryOperator Operator)? Operator()
    {
        if (tokens.Current.Kind == TokenKind.Name)
        {
            return Words.TryGetValue(tokens.Current.Text, out var word)
                ? (word switch { BinaryOperator.Remainder or BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => 6, BinaryOperator.And => 3, BinaryOperator.Or or BinaryOperator.ExclusiveOr => 2, _ => 1 }, word)
                : null;
        }

        return tokens.Current.Kind != TokenKind.Mark ? null : tokens.Current.Text switch
        {
            "+" => (5, BinaryOperator.Add),
            "-" => (5, BinaryOperator.Subtract),
            "*" => (6, BinaryOperator.Multiply),
            "/" => (6, BinaryOperator.Divide),
            "%" when tokens.Peek().AfterSpace || tokens.Peek().Kind != TokenKind.Name => (6, BinaryOperator.Remainder),
            "<<" => (6, BinaryOperator.ShiftLeft),
            ">>" => (6, BinaryOperator.ShiftRight),
            "&" => (3, BinaryOperator.And),
            "|" => (2, BinaryOperator.Or),
            "^" => (2, BinaryOperator.ExclusiveOr),
            _ => null,
        };
    }

    /// <summary><c>register * 4</c> or <c>4 * register</c>; the star is read.</summary>
    private bool TryScale(Expression? left, int depth)
    {
        if (left is not null && Arithmetic.Evaluate(left, number) is { } scale && TryRegister(out var register))
        {
            parts.Registers.Add((register, (int)Math.Clamp(scale, 0, 99)));
            return true;
        }

        if (left is not null || parts.Registers is not [.., (var last, 0)])
            return false;
        var right = ReadSum(7, depth + 1);
        parts.Registers[^1] = (last, right is not null && Arithmetic.Evaluate(right, number) is { } times ? (int)Math.Clamp(times, 0, 99) : throw tokens.Fail("the scale must be 1, 2, 4 or 8"));
        return true;
    }

    private Expression? ReadUnary(int depth)
    {
        if (depth > 100)
            throw tokens.Fail("the expression is nested too deep");
        if (tokens.Accept("["))
        {
            parts.HasBrackets = true;
            var inner = ReadSum(1, depth + 1);
            tokens.Expect("]");
            return inner;
        }

        if (tokens.Accept("("))
        {
            var inner = ReadSum(1, depth + 1);
            tokens.Expect(")");
            return inner;
        }

        if (tokens.Accept("-"))
            return new UnaryExpression(UnaryOperator.Negate, Value(depth));
        if (tokens.Accept("~") || tokens.AcceptWord("not"))
            return new UnaryExpression(UnaryOperator.Complement, Value(depth));
        if (tokens.Accept("+"))
            return ReadUnary(depth + 1);
        return TryRegister(out var register) ? AddRegister(register, depth) : ReadTerm(depth);
    }

    private Expression Value(int depth) => ReadUnary(depth + 1) ?? throw tokens.Fail("a register can only be added");

    private Expression? AddRegister(string register, int depth)
    {
        if (RegisterNames.IsSegment(register) && tokens.Accept(":"))
        {
            parts.Segment = register;
            return ReadSum(1, depth + 1);
        }

        parts.HasRegisters = true;
        parts.Registers.Add((register, 0));
        return null;
    }

    private Expression? ReadTerm(int depth)
    {
        var token = tokens.Current;
        if (token.Kind == TokenKind.Name)
        {
            if (tokens.AcceptWord("offset"))
            {
                parts.IsOffset = true;
                return ReadUnary(depth + 1);
            }

            if (Sizes.TryGetValue(token.Text, out var size) && (tokens.Peek().IsWord("ptr") || tokens.Peek().IsWord("bcst") || size < 0))
            {
                tokens.Next();
                SetSize(size);
                return ReadSum(1, depth + 1);
            }

            if (tokens.AcceptWord("flat") && tokens.Accept(":"))
                return ReadUnary(depth + 1);
        }

        if (tokens.Accept("$"))
            return new HereExpression();
        return GasExpressions.ParseTerm(tokens);
    }

    private void SetSize(int size)
    {
        if (tokens.AcceptWord("bcst"))
            parts.Broadcast = true;
        else
            tokens.AcceptWord("ptr");
        IsFar |= size == -1;
        parts.IsBranch |= size < 0;
        parts.Size = size;
    }

    private bool TryRegister(out string register)
    {
        register = "";
        if (tokens.Current.Is("%") && tokens.Peek() is { Kind: TokenKind.Name, AfterSpace: false } && RegisterNames.Find(tokens.Peek().Text) is not null)
            tokens.Next();
        else if (!hasNakedRegisters || tokens.Current.Kind != TokenKind.Name || RegisterNames.Find(tokens.Current.Text) is null)
            return false;
        register = RegisterNames.Find(tokens.Next().Text)!;
        if (register == "st0" && tokens.Current.Is("(") && tokens.Peek().Kind == TokenKind.Number)
        {
            tokens.Next();
            register = "st" + tokens.Next().Text;
            tokens.Expect(")");
        }

        return true;
    }

    /// <summary>What an operand was found to have while it was read.</summary>
    private sealed class AddressParts
    {
        public List<(string Register, int Scale)> Registers { get; } = [];

        public bool HasRegisters { get; set; }

        public bool HasBrackets { get; set; }

        public bool IsOffset { get; set; }

        public bool IsBranch { get; set; }

        public bool Broadcast { get; set; }

        public int Size { get; set; }

        public string? Segment { get; set; }
    }
}
