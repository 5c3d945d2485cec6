// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>What the processor forbids although the encoding could say it: the instruction would fault as undefined.</summary>
internal static class OperandRules
{
    /// <summary>Checks the operands of a form marked <see cref="FormTraits.Restricted"/>.</summary>
    public static void Check(Mnemonic mnemonic, in OperandList operands, int bitness, int addressSize)
    {
        var text = "'" + EncodingDiagnosis.Text(mnemonic, operands) + "' ";
        if (mnemonic is >= Mnemonic.Bndcl and <= Mnemonic.Bndstx)
            CheckBoundAddress(text, mnemonic, operands, bitness, addressSize);
        else
            CheckDistinct(text, mnemonic, operands);
    }

    /// <summary>A masked store writes some elements and leaves the others: it has nothing to write zeros to.</summary>
    public static void CheckZeroing(Mnemonic mnemonic, in OperandList operands)
    {
        if (operands.Count > 0 && operands[0].Form == OpForm.Memory && (operands[0].Decorations & OpDecorations.Zeroing) != 0)
            throw Error.NoSuchForm("'" + EncodingDiagnosis.Text(mnemonic, operands) + "' takes no zeroing mask (z) on memory; leave out '.z'");
    }

    /// <summary>MPX takes no rip-relative address where the address is data, and in 64-bit mode no 32-bit one (Intel SDM vol. 1, 17.4).</summary>
    private static void CheckBoundAddress(string text, Mnemonic mnemonic, in OperandList operands, int bitness, int addressSize)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.Form != OpForm.Memory)
                continue;
            if (op.Register is Register.RIP or Register.EIP && mnemonic is Mnemonic.Bndldx or Mnemonic.Bndstx or Mnemonic.Bndmk)
                throw Error.BadAddress(text + "takes no rip-relative address; load it with lea first");
            var width = AddressBuilder.RegisterWidth(op.Register, op.IndexRegister);
            if (width != 0 && width != Math.Max(bitness, 32))
                throw Error.BadAddress(text + "takes only addresses of " + NumberText.Decimal(Math.Max(bitness, 32)) + " bits in " + NumberText.Decimal(bitness) + "-bit code");
            if (bitness == 16 && width == 0 && addressSize == 16)
                throw Error.BadAddress(text + "takes no 16-bit address; put addr32() before it");
        }
    }

    /// <summary>Tile multiplications need three tiles, complex multiplications a destination that is no source.</summary>
    private static void CheckDistinct(string text, Mnemonic mnemonic, in OperandList operands)
    {
        var isTile = operands[0].Register is >= Register.TMM0 and <= Register.TMM7;
        for (var first = 0; first < (isTile ? operands.Count : 1); first++)
        {
            for (var second = first + 1; second < operands.Count; second++)
            {
                if (operands[first].Form == OpForm.Register && operands[second].Form == OpForm.Register && operands[first].Register == operands[second].Register)
                    throw Error.NoSuchForm(text + (isTile ? "needs three different tiles" : "needs a destination that is none of its sources"));
            }
        }
    }
}
