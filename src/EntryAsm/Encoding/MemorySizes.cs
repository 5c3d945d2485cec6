// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using EntryAsm.Errors;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Memory whose size is not said.</summary>
internal static class MemorySizes
{
    /// <summary>An error when forms of different memory sizes fit and nothing says which is meant.</summary>
    public static void RejectAmbiguous(Mnemonic mnemonic, in OperandList operands, in OperandSet kinds, int chosen, FormTraits mode, FormTraits wanted)
    {
        // As wide as the stack, by default.
        if (mnemonic is Mnemonic.Push or Mnemonic.Pop or Mnemonic.Call or Mnemonic.Jmp || (Forms.TraitsOf(chosen) & FormTraits.Moffs) != 0)
            return;

        var sizes = SizesOf(chosen);
        var (from, to) = Forms.Of(mnemonic);
        for (var form = from; form < to; form++)
        {
            if (FormChooser.Fits(form, operands.Count, kinds, mode, wanted) && (Forms.TraitsOf(form) & FormTraits.Moffs) == 0 && SizesOf(form) != sizes)
                throw Error.NoSuchForm("'" + EncodingDiagnosis.Text(mnemonic, operands) + "' does not say how wide the memory is; write "
                    + Names(sizes) + "[…] or " + Names(SizesOf(form)) + "[…]");
        }
    }

    /// <summary>True when memory next to a register is as wide as it, or does not say.</summary>
    public static bool FitRegister(in OperandList operands)
    {
        ref readonly var memory = ref operands[operands[0].Form == OpForm.Memory ? 0 : 1];
        ref readonly var register = ref operands[operands[0].Form == OpForm.Memory ? 1 : 0];
        return memory.Width == MemoryWidth.None || (int)memory.Width == register.Register.GetSize();
    }

    public static OperandKinds SizesOf(int form)
    {
        var row = Forms.Row(form);
        var sizes = OperandKinds.None;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
            sizes |= Forms.Kinds(row, slot) & OperandKinds.Memory;
        return sizes;
    }

    private static string Names(OperandKinds sizes) => (sizes & ~OperandKinds.MemoryUnsized) switch
    {
        OperandKinds.MemoryByte => "@byte",
        OperandKinds.MemoryWord => "word",
        OperandKinds.MemoryDword => "dword",
        OperandKinds.MemoryFword => "fword",
        OperandKinds.MemoryQword => "qword",
        OperandKinds.MemoryTbyte => "tbyte",
        OperandKinds.MemoryXmmword => "xmmword",
        OperandKinds.MemoryYmmword => "ymmword",
        OperandKinds.MemoryZmmword => "zmmword",
        _ => "a size before",
    };
}
