// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Which prefixes an instruction takes.</summary>
internal static class PrefixRules
{
    /// <summary>F2 or F3: an instruction has room for one (Intel SDM vol. 2, 2.1.1).</summary>
    private const InstructionPrefixes Repeating = InstructionPrefixes.Rep | InstructionPrefixes.Repne | InstructionPrefixes.Xacquire | InstructionPrefixes.Xrelease | InstructionPrefixes.Bnd;

    /// <summary>Whether several are F2 or F3.</summary>
    public static bool AreOfOnePlace(InstructionPrefixes prefixes) => (prefixes & Repeating) is not 0 and var given && (given & (given - 1)) != 0;

    public static void Check(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes, FormTraits traits, Code code, int bitness)
    {
        bool Has(InstructionPrefixes prefix) => (prefixes & prefix) != 0;
        bool Takes(FormTraits trait) => (traits & trait) != 0;
        var writesMemory = operands.Count > 0 && (operands[0].Form == OpForm.Memory || (Takes(FormTraits.Swapped) && operands[1].Form == OpForm.Memory));
        var text = "'" + EncodingDiagnosis.Name(mnemonic) + "' ";
        if (Has(InstructionPrefixes.Lock) && (!Takes(FormTraits.Lock) || !writesMemory))
            throw Error.BadPrefix(text + "cannot be locked here: lock goes before an instruction that reads and writes memory, such as add, xadd, cmpxchg, "
                + "with memory as its first operand");
        if (Has(InstructionPrefixes.Rep) && !Takes(FormTraits.Rep))
            throw Error.BadPrefix(text + "cannot be repeated: rep goes before a string instruction (movs, stos, lods, scas, cmps, ins, outs) or ret");
        if (Has(InstructionPrefixes.Repne) && !Takes(FormTraits.Repne))
            throw Error.BadPrefix(text + "cannot be repeated: repne goes before a string instruction (scas, cmps)");
        if (Has(InstructionPrefixes.Xacquire) && !(Takes(FormTraits.Xacquire) && writesMemory && (Has(InstructionPrefixes.Lock) || mnemonic == Mnemonic.Xchg)))
            throw Error.BadPrefix(text + "takes no xacquire here: it goes with lock, or before xchg, on memory");
        if (Has(InstructionPrefixes.Xrelease) && !(Takes(FormTraits.Xrelease) && writesMemory
            && (Has(InstructionPrefixes.Lock) || mnemonic is Mnemonic.Xchg or Mnemonic.Mov)))
            throw Error.BadPrefix(text + "takes no xrelease here: it goes with lock, or before xchg or mov, on memory");
        if (Has(InstructionPrefixes.Bnd) && !Takes(FormTraits.Bnd))
            throw Error.BadPrefix(text + "takes no bnd: it goes before call, jmp, jcc and ret");
        if (Has(InstructionPrefixes.Addr32))
            SizePrefixes.CheckAddress(mnemonic, operands, code, bitness);
        if (Has(InstructionPrefixes.Data16) && bitness == 64 && IsNearBranch(mnemonic, operands))
            throw Error.BadPrefix(text + "takes no data16: processors differ in what a 16-bit branch does");
        if (Has(InstructionPrefixes.Notrack) && !Takes(FormTraits.Notrack))
            throw Error.BadPrefix(text + "takes no notrack: it goes before an indirect call or jmp");
        if (Has(InstructionPrefixes.Notrack) && operands[0].SegmentRegister != Register.None)
            throw Error.BadPrefix(text + "takes no notrack together with '" + OpText.Name(operands[0].SegmentRegister)
                + "': either is the segment prefix; load the target into a register");
    }

    private static bool IsNearBranch(Mnemonic mnemonic, in OperandList operands) => operands.Count == 1
        && (operands[0].Form == OpForm.Symbolic ? mnemonic is not (Mnemonic.Push or Mnemonic.Ret or Mnemonic.Retf or Mnemonic.Int or Mnemonic.Xabort)
            : mnemonic is Mnemonic.Call or Mnemonic.Jmp && !(operands[0].Form == OpForm.Memory && operands[0].Width is MemoryWidth.Fword or MemoryWidth.Tbyte));

    /// <summary>A REX prefix that the author asks for.</summary>
    public static void CheckRex(Mnemonic mnemonic, in OperandList operands, Code code)
    {
        if (code.ToOpCode().Encoding is not (EncodingKind.Legacy or EncodingKind.D3NOW))
            throw Error.BadPrefix("'" + EncodingDiagnosis.Name(mnemonic) + "' takes no REX prefix: it has a vector prefix; leave the request out");
        for (var operand = 0; operand < operands.Count; operand++)
        {
            if (operands[operand].Form == OpForm.Register && operands[operand].Register is >= Register.AH and <= Register.BH)
                throw EncodingDiagnosis.HighByte(mnemonic, operands, operand);
        }
    }

    /// <summary>A displacement size that the author asks for: there must be a register next to it, or a branch that may be near.</summary>
    public static void CheckDisplacement(Mnemonic mnemonic, in OperandList operands, Code code, EncodingRequest request)
    {
        for (var operand = 0; operand < operands.Count; operand++)
        {
            ref readonly var op = ref operands[operand];
            if (op.Form == OpForm.Memory && (op.Register != Register.None || op.IndexRegister != Register.None))
                return;
        }

        if ((request & EncodingRequest.Disp8) != 0 || operands.Count != 1 || operands[0].Form != OpForm.Symbolic || BranchCodes.IsByte(code))
            throw Error.BadPrefix("'" + EncodingDiagnosis.Text(mnemonic, operands) + "' has no displacement of several sizes; leave the request out");
    }
}
