// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>x87 instructions with the registers that the source leaves out (Intel SDM vol. 1, 8.1.2).</summary>
internal static class X87Shapes
{
    public static InstructionShape? Of(string name, List<Operand> operands)
    {
        if (name is not ['f', ..] || operands.Exists(static operand => operand is not RegisterOperand))
            return null;
        return operands switch
        {
            [] when Vocabulary.IsInstruction(name + "p", 2) && !Vocabulary.IsInstruction(name, 0) => Two(name + "p", "st1", "st0"),
            [] when name is ['f', .., 'p'] && Vocabulary.IsInstruction(name, 2) && !Vocabulary.IsInstruction(name, 0) => Two(name, "st1", "st0"),
            [] when Vocabulary.IsInstruction(name, 2) && !Vocabulary.IsInstruction(name, 0) => Two(name, "st0", "st1"),
            [] when Vocabulary.IsInstruction(name, 1) && !Vocabulary.IsInstruction(name, 0) => new(name, [new RegisterOperand("st1")]),
            [RegisterOperand { Name: ['s', 't', ..] } only] when Vocabulary.IsInstruction(name, 2) => name is ['f', .., 'p'] && name[1] != 'c' && name[1] != 'u' ? Two(name, only.Name, "st0") : Two(name, "st0", only.Name),
            _ => null,
        };
    }

    private static InstructionShape Two(string name, string first, string second) => new(name, [new RegisterOperand(first), new RegisterOperand(second)]);
}
