// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>What one operand of a form takes, and how the encoder is told of it.</summary>
/// <param name="Kinds">The operands taken; none for an operand that is implied.</param>
/// <param name="Kind">Iced's kind for a number, target or implied memory; <see cref="OpKind.Register"/> otherwise.</param>
/// <param name="Implied">The register an implied operand is.</param>
internal readonly record struct OperandClass(OperandKinds Kinds, OpKind Kind = OpKind.Register, Register Implied = Register.None)
{
    public bool IsHidden => Kinds == OperandKinds.None;
}
