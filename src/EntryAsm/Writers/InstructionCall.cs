// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>A call of an instruction method with what is called before it: prefixes, and a request for an encoding.</summary>
/// <param name="Mnemonic">The instruction.</param>
/// <param name="Operands">What is written; symbols are <see cref="WrittenSymbol"/>.</param>
/// <param name="Prefixes">The prefixes before it.</param>
/// <param name="Request">The encoding asked for.</param>
internal sealed record InstructionCall(Mnemonic Mnemonic, Op[] Operands, InstructionPrefixes Prefixes, EncodingRequest Request);

/// <summary>Stands in a listed operand for what the author wrote there: symbols, distances, numbers added.</summary>
internal sealed class WrittenSymbol(string text) : Symbol
{
    /// <inheritdoc/>
    public override string ToString() => text;
}
