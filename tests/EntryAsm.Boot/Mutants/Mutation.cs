// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Boot;

/// <summary>How a mutant differs from the entry code.</summary>
internal enum MutationOperator
{
    /// <summary>NOPs instead of the instruction.</summary>
    Delete,

    /// <summary>The instruction and the next one in the other order.</summary>
    SwapWithNext,

    /// <summary>Another general register of the same width.</summary>
    ChangeRegister,

    /// <summary>Memory 8 bytes further up or down.</summary>
    ChangeDisplacement,

    /// <summary>A conditional jump on the opposite condition.</summary>
    InvertCondition,
}

/// <summary>One deliberate mistake.</summary>
/// <param name="Address">Where the changed bytes begin.</param>
/// <param name="Routine">The nearest symbol.</param>
/// <param name="Offset">The distance from it in bytes.</param>
/// <param name="Operator">What was done.</param>
/// <param name="Before">The instruction, or the two.</param>
/// <param name="After">What stands there instead.</param>
/// <param name="Bytes">Its bytes, as many as before.</param>
internal sealed record Mutation(ulong Address, string Routine, int Offset, MutationOperator Operator, string Before, string After, byte[] Bytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Routine}+0x{Offset:x}: {Before} → {After}");
}
