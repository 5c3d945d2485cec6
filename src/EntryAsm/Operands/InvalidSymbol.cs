// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>Carries a mistake from an operator to the instruction that uses its result.</summary>
internal sealed class InvalidSymbol(EntryAsmException mistake) : Symbol
{
    public EntryAsmException Mistake { get; } = mistake;
}
