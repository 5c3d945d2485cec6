// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;

namespace EntryAsm.Conformance;

/// <summary>Asks the engine which row of the table it takes for a case.</summary>
internal static class ChosenForm
{
    public static int Of(Case each, int bitness)
    {
        Op a = At(each, 0), b = At(each, 1), c = At(each, 2), d = At(each, 3), e = At(each, 4);
        var operands = new OperandList(a, b, c, d, e, each.Operands.Length);
        return FormChooser.Choose(each.Mnemonic, operands, OperandClassifier.Of(operands), each.Prefixes, each.Request, bitness);
    }

    private static Op At(Case each, int operand) => operand < each.Operands.Length ? each.Operands[operand] : default;
}
