// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>Address 0, from which a branch to a number counts: GNU as writes <c>*ABS*</c>.</summary>
internal sealed class AbsoluteSymbol : Symbol
{
    public const string Display = "*ABS*";

    public static readonly AbsoluteSymbol Instance = new();

    private AbsoluteSymbol()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => Display;
}
