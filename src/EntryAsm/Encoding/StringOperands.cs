// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>The memory of string instructions and <c>xlat</c>, written although it is implied: it tells the segment and the size of the address (Intel SDM vol. 1, 7.3.9).</summary>
internal static class StringOperands
{
    public static void Set(ref Instruction instruction, int slot, OpKind kind, in Op op)
    {
        var expected = kind switch { OpKind.MemorySegRSI => Register.RSI, OpKind.Memory => Register.RBX, _ => Register.RDI };
        var width = AddressBuilder.RegisterWidth(op.Register, Register.None);
        if (width == 0 || op.Register.GetNumber() != expected.GetNumber() || op.IndexRegister != Register.None || op.Value != 0 || op.Symbol is not null)
            throw Error.BadAddress("'" + EncodingDiagnosis.Name(instruction.Mnemonic) + "' has its memory at " + OpText.Name(expected) + " and nowhere else, not at '" + op
                + "'; write [" + OpText.Name(expected) + "]");
        SetSegment(ref instruction, kind, op);
        if (kind == OpKind.Memory)
        {
            instruction.SetOpKind(slot, OpKind.Memory);
            instruction.MemoryBase = op.Register;
            instruction.MemoryIndex = Register.AL;
            instruction.MemoryIndexScale = 1;
            return;
        }

        instruction.SetOpKind(slot, OfWidth(kind, width));
    }

    private static void SetSegment(ref Instruction instruction, OpKind kind, in Op op)
    {
        var usual = kind == OpKind.MemoryESRDI ? Register.ES : Register.DS;
        if (op.SegmentRegister == Register.None || op.SegmentRegister == usual)
            return;
        if (kind == OpKind.MemoryESRDI)
            throw Error.BadAddress("'" + EncodingDiagnosis.Name(instruction.Mnemonic) + "' always reaches its destination through es, not as '" + op + "'; only the source may have another segment");
        instruction.SegmentPrefix = op.SegmentRegister;
    }

    /// <summary>Implied memory is in the table with its 64-bit address.</summary>
    public static OpKind OfWidth(OpKind kind, int width) => (kind, width) switch
    {
        (OpKind.MemorySegRSI, 32) => OpKind.MemorySegESI,
        (OpKind.MemorySegRSI, 16) => OpKind.MemorySegSI,
        (OpKind.MemorySegRDI, 32) => OpKind.MemorySegEDI,
        (OpKind.MemorySegRDI, 16) => OpKind.MemorySegDI,
        (OpKind.MemoryESRDI, 32) => OpKind.MemoryESEDI,
        (OpKind.MemoryESRDI, 16) => OpKind.MemoryESDI,
        _ => kind,
    };
}
