// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>What directives said so far about how to read on.</summary>
internal sealed class GasState
{
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);

    /// <summary>Names that stand for a register.</summary>
    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    public bool IsIntel { get; set; }

    /// <summary>It is NASM's source, which knows the layout before it picks a form.</summary>
    public bool IsNasm { get; init; }

    /// <summary>Registers stand without <c>%</c>.</summary>
    public bool HasNakedRegisters { get; set; }

    /// <summary>16, 32 or 64.</summary>
    public int Bitness { get; set; } = 64;

    /// <summary>What a symbol stands for as a number so far, or null.</summary>
    public long? Number(string name) => numbers.TryGetValue(name, out var value) ? value : null;

    /// <summary>NASM's names for numbers that depend on where code lies: <c>length equ $ - text</c>.</summary>
    public HashSet<string> Distances { get; } = new(StringComparer.Ordinal);

    /// <summary>Arithmetic on places that comes to a number: as many places are added as are taken away.</summary>
    public bool IsDistance(Expression expression) => Weight(expression) == 0;

    private int? Weight(Expression expression) => expression switch
    {
        NumberExpression => 0,
        HereExpression => 1,
        SymbolExpression named => Number(named.Name) is not null || Distances.Contains(named.Name) ? 0 : 1,
        BinaryExpression { Operator: BinaryOperator.Add } sum => Weight(sum.Left) + Weight(sum.Right),
        BinaryExpression { Operator: BinaryOperator.Subtract } difference => Weight(difference.Left) - Weight(difference.Right),
        BinaryExpression binary => Weight(binary.Left) == 0 && Weight(binary.Right) == 0 ? 0 : null,
        UnaryExpression unary => Weight(unary.Operand) == 0 ? 0 : null,
        _ => null,
    };

    public void Set(string name, long? value)
    {
        if (value is { } number)
            numbers[name] = number;
        else
            numbers.Remove(name);
    }
}
