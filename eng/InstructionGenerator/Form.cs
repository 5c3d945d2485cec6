// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>One form of an instruction, as one row of the table the encoder searches.</summary>
/// <param name="Code">What Iced encodes.</param>
/// <param name="Mnemonic">The mnemonic it is found under: Iced's own, or another by a preference.</param>
/// <param name="Arity">Operands written.</param>
/// <param name="Operands">All operands in Iced's order, implied ones with them; written ones alone where the form is swapped or repeated.</param>
/// <param name="Traits">What it allows and asks for.</param>
/// <param name="Rank">The place among the forms of the mnemonic; the first that fits is taken.</param>
internal sealed record Form(Code Code, Mnemonic Mnemonic, int Arity, OperandClass[] Operands, FormTraits Traits, int Rank)
{
    public OpCodeInfo Info => Code.ToOpCode();
}
