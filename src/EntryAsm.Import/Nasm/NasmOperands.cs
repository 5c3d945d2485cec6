// SPDX-License-Identifier: MIT
using EntryAsm.Import.Gas;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

/// <summary>Operands of NASM.</summary>
internal sealed class NasmOperands(TokenReader tokens, NasmExpressions expressions, Func<string, long?> number, bool isRelative)
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["byte"] = 1, ["word"] = 2, ["dword"] = 4, ["fword"] = 6, ["qword"] = 8, ["tword"] = 10, ["tbyte"] = 10, ["oword"] = 16, ["xmmword"] = 16, ["yword"] = 32, ["ymmword"] = 32, ["zword"] = 64, ["zmmword"] = 64,
    };

    /// <summary>A request that an operand makes: the size of a displacement, a near jump.</summary>
    public EncodingRequest Request { get; private set; }

    public bool IsFar { get; private set; }

    /// <summary>The size a number is given, 0 where none is.</summary>
    public int NumberSize { get; private set; }

    /// <summary><c>nosplit</c>: a register times 2 stays that.</summary>
    private bool isWhole;

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
                operands.Add(Braces.ReadDecorations(tokens, Read()));
        }
        while (tokens.Accept(",") || tokens.Accept(":"));
        tokens.ExpectEnd();
        return operands;
    }

    private Operand Read()
    {
        var size = ReadSize();
        if (tokens.Accept("["))
            return ReadMemory(size);
        if (tokens.Current.Kind == TokenKind.Name && RegisterNames.Find(tokens.Current.Text) is { } register)
        {
            tokens.Next();
            return new RegisterOperand(register);
        }

        NumberSize = Math.Max(NumberSize, size);
        return new ValueOperand(expressions.Parse(tokens));
    }

    private int ReadSize()
    {
        var size = 0;
        while (tokens.Current.Kind == TokenKind.Name)
        {
            if (Sizes.TryGetValue(tokens.Current.Text, out var found))
                size = found;
            else if (tokens.Current.IsWord("far"))
                IsFar = true;
            else if (tokens.Current.IsWord("near") && !tokens.Peek().Is("["))
                Request |= EncodingRequest.Disp32;
            else if (!tokens.Current.IsWord("strict") && !tokens.Current.IsWord("short") && !tokens.Current.IsWord("to") && !tokens.Current.IsWord("near") && !tokens.Current.IsWord("ptr"))
                break;
            tokens.Next();
        }

        return size;
    }

    private MemoryOperand ReadMemory(int size)
    {
        var memory = new MemoryOperand { Size = size };
        var relative = isRelative;
        bool? asked = null;
        isWhole = false;
        while (tokens.Current.Kind == TokenKind.Name)
        {
            if (tokens.Current.IsWord("rel"))
                asked = true;
            else if (tokens.Current.IsWord("abs"))
                asked = false;
            else if (Sizes.TryGetValue(tokens.Current.Text, out var width))
                Request |= width switch { 1 => EncodingRequest.Disp8, 4 => EncodingRequest.Disp32, 8 => EncodingRequest.Absolute64, _ => EncodingRequest.None };
            else if (RegisterNames.IsSegment(tokens.Current.Text.ToLowerInvariant()) && tokens.Peek().Is(":"))
                memory = memory with { Segment = TakeSegment() };
            else if (tokens.Current.IsWord("nosplit"))
                isWhole = true;
            else
                break;
            tokens.Next();
        }

        relative = asked ?? (relative && memory.Segment is not ("fs" or "gs"));
        memory = Linearize(expressions.Parse(tokens), memory);
        tokens.Expect("]");
        if (memory.Base is null && memory.Index is null && !isRelative)
            Request &= ~EncodingRequest.Disp32; // it has no other size
        if (memory.Base is null && memory.Index is null && relative && memory.Displacement is { } place && (asked == true || Arithmetic.Evaluate(place, number) is null))
            memory = memory with { Base = "rip" };
        return memory;
    }

    private string TakeSegment()
    {
        var segment = tokens.Next().Text.ToLowerInvariant();
        return segment;
    }

    /// <summary>Parts a sum into registers and the rest.</summary>
    private MemoryOperand Linearize(Expression sum, MemoryOperand memory)
    {
        var registers = new List<(string Register, int Scale)>();
        var rest = Collect(sum, registers);
        memory = memory with { Displacement = rest };
        switch (registers)
        {
            case []:
                return memory;
            case [(var only, 1)]:
                return memory with { Base = only };
            case [(var only, 2)] when !isWhole:
                // NASM makes a base and an index of one register times 2: the displacement is shorter.
                return memory with { Base = only, Index = only, Scale = 1 };
            case [(var only, var times)] when !isWhole && times is 3 or 5 or 9:
                return memory with { Base = only, Index = only, Scale = times - 1 };
            case [(var only, var times)]:
                return memory with { Index = only, Scale = times };
            case [(var first, 1), (var second, 1)]:
                return second is "rsp" or "esp" ? memory with { Base = second, Index = first, Scale = 1 } : memory with { Base = first, Index = second, Scale = 1 };
            case [(var first, 1), (var second, var times)]:
                return memory with { Base = first, Index = second, Scale = times };
            case [(var first, var times), (var second, 1)]:
                return memory with { Base = second, Index = first, Scale = times };
            default:
                throw tokens.Fail("an address has one base and one index register");
        }
    }

    private Expression? Collect(Expression expression, List<(string Register, int Scale)> registers)
    {
        switch (expression)
        {
            case SymbolExpression named when RegisterNames.Find(named.Name) is { } register:
                registers.Add((register, 1));
                return null;
            case BinaryExpression { Operator: BinaryOperator.Multiply } product when Scaled(product) is { } scaled:
                registers.Add(scaled);
                return null;
            case BinaryExpression { Operator: BinaryOperator.Add } sum:
                var left = Collect(sum.Left, registers);
                var right = Collect(sum.Right, registers);
                return left is null ? right : right is null ? left : new BinaryExpression(BinaryOperator.Add, left, right);
            case BinaryExpression { Operator: BinaryOperator.Subtract } difference:
                var from = Collect(difference.Left, registers);
                return from is null ? new UnaryExpression(UnaryOperator.Negate, difference.Right) : new BinaryExpression(BinaryOperator.Subtract, from, difference.Right);
            default:
                return expression;
        }
    }

    private (string, int)? Scaled(BinaryExpression product)
    {
        if (product.Left is SymbolExpression left && RegisterNames.Find(left.Name) is { } first && Arithmetic.Evaluate(product.Right, number) is { } scale)
            return (first, (int)Math.Clamp(scale, 0, 99));
        if (product.Right is SymbolExpression right && RegisterNames.Find(right.Name) is { } second && Arithmetic.Evaluate(product.Left, number) is { } times)
            return (second, (int)Math.Clamp(times, 0, 99));
        return null;
    }
}
