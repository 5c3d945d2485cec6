// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>The place of whatever names it; see <see cref="EntryAssembler.dot"/>.</summary>
internal sealed class DotSymbol : Symbol
{
    public static readonly DotSymbol Instance = new();

    private DotSymbol()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "dot";
}
