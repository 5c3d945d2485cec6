// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>
/// Turns one instruction into bytes: picks the form as GNU as does, has Iced encode it, and says which fields wait for symbols. Allocates nothing
/// for an instruction without an error.
/// </summary>
/// <remarks>The flow: <see cref="OperandClassifier"/>, <see cref="FormChooser"/>, <see cref="InstructionBuilder"/>, Iced, <see cref="PrefixOrder"/>.</remarks>
internal sealed class InstructionEncoder
{
    private readonly ByteSink sink = new();
    private readonly Encoder encoder;

    /// <param name="bitness">16, 32 or 64: the mode of the processor that runs the code.</param>
    public InstructionEncoder(int bitness)
    {
        Bitness = bitness;
        encoder = Encoder.Create(bitness, sink);
    }

    public int Bitness { get; }

    /// <summary>Encodes one instruction.</summary>
    /// <exception cref="EntryAsmException">No form takes the operands, or one of them is out of range; without a location.</exception>
    public void Encode(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes, EncodingRequest request, EncodedInstruction result)
    {
        var kinds = OperandClassifier.Of(operands);
        if (operands.AreDecorated)
            DecorationRules.Check(mnemonic, operands);
        var form = FormChooser.Choose(mnemonic, operands, kinds, prefixes, request, Bitness);
        if (form < 0)
            throw EncodingDiagnosis.Explain(mnemonic, operands, kinds, prefixes, request, Bitness);

        var row = Forms.Row(form);
        var traits = Forms.TraitsOf(form);
        if (prefixes != InstructionPrefixes.None)
            PrefixRules.Check(mnemonic, operands, prefixes, traits, Forms.CodeOf(row), Bitness);
        if ((request & (EncodingRequest.Disp8 | EncodingRequest.Disp32)) != 0)
            PrefixRules.CheckDisplacement(mnemonic, operands, Forms.CodeOf(row), request);
        if ((traits & FormTraits.Restricted) != 0)
            OperandRules.Check(mnemonic, operands, Bitness, SizePrefixes.AddressSize(Bitness, prefixes));
        if ((traits & FormTraits.Zeroing) != 0)
            OperandRules.CheckZeroing(mnemonic, operands);
        result.Displacement = default;
        result.Immediate = default;
        result.Branch = RelaxableBranch.None;
        if ((kinds.A & OperandKinds.Target) != 0 && Relaxes(Forms.CodeOf(row)))
        {
            EncodeRelaxable(Forms.CodeOf(row), prefixes, Bitness, result);
            return;
        }

        var instruction = InstructionBuilder.Build(row, traits, operands, request, Bitness, SizePrefixes.AddressSize(Bitness, prefixes));
        encoder.PreventVEX2 = (request & EncodingRequest.Vex3) != 0;
        sink.Begin(result.Bytes);
        if (!encoder.TryEncode(instruction, 0, out _, out _))
            throw EncodingDiagnosis.Rejected(mnemonic, operands, Bitness);

        result.Length = sink.Length;
        var fields = encoder.GetConstantOffsets();
        SymbolFields.Find(row, traits, operands, fields, SizePrefixes.AddressSize(Bitness, prefixes), result);
        var hasOwn66 = (prefixes & InstructionPrefixes.Data16) != 0 && PrefixOrder.HasOperandSize(result)
            && form == FormChooser.Choose(mnemonic, operands, kinds, prefixes & ~InstructionPrefixes.Data16, request, Bitness);
        PrefixOrder.Arrange(result, prefixes, AddedRex(mnemonic, row, operands, request));
        if ((prefixes & InstructionPrefixes.Data16) != 0)
            SizePrefixes.CheckOperand(mnemonic, operands, instruction, hasOwn66, result, Bitness);
    }

    /// <summary>The REX prefix that Iced does not write: one that says nothing, and that of 3DNow! addresses (Iced 1.21).</summary>
    private static byte AddedRex(Mnemonic mnemonic, ulong row, in OperandList operands, EncodingRequest request)
    {
        var rex = (request & EncodingRequest.Rex) != 0 ? 0x40 : 0;
        if (rex != 0)
            PrefixRules.CheckRex(mnemonic, operands, Forms.CodeOf(row));
        if (Forms.CodeOf(row) is >= Code.D3NOW_Pi2fw_mm_mmm64 and <= Code.D3NOW_Pavgusb_mm_mmm64 && operands[1].Form == OpForm.Memory)
        {
            rex |= operands[1].Register is >= Register.R8D and <= Register.R15D or >= Register.R8 and <= Register.R15 ? 0x41 : 0;
            rex |= operands[1].IndexRegister is >= Register.R8D and <= Register.R15D or >= Register.R8 and <= Register.R15 ? 0x42 : 0;
        }

        return (byte)rex;
    }

    private static bool Relaxes(Code code) => code.IsJccShortOrNear() || code.IsJmpShortOrNear();

    private static void EncodeRelaxable(Code code, InstructionPrefixes prefixes, int bitness, EncodedInstruction result)
    {
        result.Length = 0;
        result.BranchBits = (byte)BranchCodes.OperandSize(code);
        if (result.BranchBits != bitness)
            prefixes |= InstructionPrefixes.Data16;
        PrefixOrder.Arrange(result, prefixes, rex: 0);
        result.Branch = code.IsJccShortOrNear() ? RelaxableBranch.Conditional : RelaxableBranch.Jump;
        if (result.Branch == RelaxableBranch.Conditional)
            result.Condition = (byte)(code.ConditionCode() - ConditionCode.o);
    }

    /// <summary>Takes Iced's bytes.</summary>
    private sealed class ByteSink : CodeWriter
    {
        private byte[] bytes = [];

        public int Length { get; private set; }

        public void Begin(byte[] target)
        {
            bytes = target;
            Length = 0;
        }

        public override void WriteByte(byte value) => bytes[Length++] = value;
    }
}
