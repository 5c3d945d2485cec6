// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Engine;

/// <summary>The engine's operands from the tree's, as the C# that the writer writes makes them.</summary>
internal sealed class Values
{
    private readonly Func<string, Symbol> symbol;
    private readonly Func<NumericLabelExpression, Symbol> numericLabel;
    private readonly Func<string, long?> number;

    /// <param name="symbol">The symbol of a name.</param>
    /// <param name="numericLabel">A numeric label.</param>
    /// <param name="number">What a name stands for as a number, or null.</param>
    public Values(Func<string, Symbol> symbol, Func<NumericLabelExpression, Symbol> numericLabel, Func<string, long?> number)
    {
        this.symbol = symbol;
        this.numericLabel = numericLabel;
        this.number = number;
    }

    /// <summary>Arithmetic on where code lies stands for some number.</summary>
    public bool TakesLaidOut { get; init; }

    public long? Number(Expression expression) => Arithmetic.Evaluate(expression, number);

    public Op Of(Operand operand) => operand switch
    {
        RegisterOperand register => Decorate(Vocabulary.Register(register.Name), register.Decorations),
        ValueOperand value => Decorate(Of(value.Value), value.Decorations),
        MemoryOperand memory => Decorate(Memory(memory), memory.Decorations),
        _ => throw new InvalidOperationException("an operand of no kind"),
    };

    public Op Of(Expression expression)
    {
        if (Number(expression) is { } value)
            return value;
        if (TakesLaidOut && LaidOutNumbers.IsLaidOut(expression, number, isData: false))
            return 1;
        return expression switch
        {
            SymbolExpression named => symbol(named.Name),
            NumericLabelExpression label => numericLabel(label),
            ReferenceExpression { Symbol: SymbolExpression named } reference => ReferenceExpression.Of(symbol(named.Name), reference.Kind)!.Value,
            ReferenceExpression { Symbol: NumericLabelExpression label } reference => ReferenceExpression.Of(numericLabel(label), reference.Kind)!.Value,
            HereExpression => EntryAssembler.dot,
            BinaryExpression { Operator: BinaryOperator.Add } sum => Of(sum.Left) + Of(sum.Right),
            BinaryExpression { Operator: BinaryOperator.Subtract } difference => Of(difference.Left) - Of(difference.Right),
            BinaryExpression { Operator: BinaryOperator.Divide } quotient when Number(quotient.Right) is > 0 and <= int.MaxValue and var divisor => Of(quotient.Left) / (int)divisor,
            UnaryExpression { Operator: UnaryOperator.Negate } negative => -Of(negative.Operand),
            _ => throw new InexpressibleException("arithmetic on symbols can only add numbers and subtract one symbol from another"),
        };
    }

    private Op Memory(MemoryOperand memory)
    {
        Op address = 0;
        if (memory.Base is not null)
            address = Vocabulary.Register(memory.Base);
        if (memory.Index is not null)
        {
            var scaled = memory.Scale == 0 ? Vocabulary.Register(memory.Index) : Vocabulary.Register(memory.Index) * memory.Scale;
            address = memory.Base is null ? scaled : address + scaled;
        }

        if (memory.Displacement is not null)
            address = memory.Base is null && memory.Index is null ? Of(memory.Displacement) : address + Of(memory.Displacement);
        return Brackets(memory)[address];
    }

    private static MemorySize Brackets(MemoryOperand memory)
    {
        var brackets = Widths.Of(memory.Size);
        brackets = memory.Segment switch
        {
            "es" => brackets.es,
            "cs" => brackets.cs,
            "ss" => brackets.ss,
            "ds" => brackets.ds,
            "fs" => brackets.fs,
            "gs" => brackets.gs,
            _ => brackets,
        };
        return (memory.Broadcast, memory.IsCounted) switch
        {
            (0, _) => brackets,
            (2, true) => brackets.bcst2,
            (4, true) => brackets.bcst4,
            (8, true) => brackets.bcst8,
            (16, true) => brackets.bcst16,
            (32, true) => brackets.bcst32,
            _ => brackets.bcst,
        };
    }

    private static Op Decorate(Op value, string[] decorations)
    {
        foreach (var decoration in decorations)
        {
            value = decoration switch
            {
                "k1" => value.k1,
                "k2" => value.k2,
                "k3" => value.k3,
                "k4" => value.k4,
                "k5" => value.k5,
                "k6" => value.k6,
                "k7" => value.k7,
                "z" => value.z,
                "sae" => value.sae,
                "rn_sae" => value.rn_sae,
                "rd_sae" => value.rd_sae,
                "ru_sae" => value.ru_sae,
                "rz_sae" => value.rz_sae,
                _ => throw new InexpressibleException("'{" + decoration + "}' is not known"),
            };
        }

        return value;
    }
}
