// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>Carries an error from an operator to the instruction that uses its result.</summary>
internal sealed class InvalidSymbol(EntryAsmException error) : Symbol
{
    public EntryAsmException Error { get; } = error;
}
