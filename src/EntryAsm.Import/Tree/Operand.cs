// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>An operand of an instruction, in the order of Intel's manuals.</summary>
internal abstract record Operand
{
    /// <summary>What stands after it in braces, as the engine names it: <c>k1</c>, <c>z</c>, <c>sae</c>, <c>rn_sae</c> ….</summary>
    public string[] Decorations { get; init; } = [];
}

/// <summary>A register by the engine's name.</summary>
internal sealed record RegisterOperand(string Name) : Operand;

/// <summary>A number, an address or the target of a branch.</summary>
internal sealed record ValueOperand(Expression Value) : Operand;

/// <summary>Memory.</summary>
internal sealed record MemoryOperand : Operand
{
    /// <summary>Bytes, 0 where the source does not say.</summary>
    public int Size { get; init; }

    /// <summary>The segment override, or null.</summary>
    public string? Segment { get; init; }

    public string? Base { get; init; }

    public string? Index { get; init; }

    /// <summary>1, 2, 4 or 8; 0 where the source leaves it out.</summary>
    public int Scale { get; init; }

    public Expression? Displacement { get; init; }

    /// <summary>How many times one element is repeated, 0 for memory as it is.</summary>
    public int Broadcast { get; init; }

    /// <summary>Nothing else tells how many times, so C# says it.</summary>
    public bool IsCounted { get; init; }
}
