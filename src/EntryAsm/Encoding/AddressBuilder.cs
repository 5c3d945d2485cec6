// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>Fills the memory part of Iced's instruction.</summary>
internal static class AddressBuilder
{
    public static void Set(ref Instruction instruction, in Op op, EncodingRequest request, int bitness, int addressSize, bool isMoffs)
    {
        var (first, index) = (op.Register, op.IndexRegister);
        // Iced does not look at the scale of a 16-bit address, which has none.
        if (RegisterWidth(first, index) == 16 && EncodingDiagnosis.AddressProblem(op, bitness) is { } problem)
            throw problem;
        if (MustSwap(first, index) && (index == Register.None || op.Scale == 1))
            (first, index) = (index, first);
        instruction.MemoryBase = first;
        instruction.MemoryIndex = index;
        instruction.MemoryIndexScale = op.Scale;
        if (op.SegmentRegister != Register.None && op.SegmentRegister != DefaultSegment(first))
            instruction.SegmentPrefix = op.SegmentRegister;
        if ((op.Decorations & OpDecorations.Broadcast) != 0)
            instruction.IsBroadcast = true;
        SetDisplacement(ref instruction, op, first, index, request, bitness, addressSize, isMoffs);
    }

    /// <summary>The width in bits of the registers of an address; 0 without registers.</summary>
    public static int RegisterWidth(Register first, Register index)
    {
        var register = first != Register.None ? first : index;
        return register switch
        {
            Register.EIP or (>= Register.EAX and <= Register.R15D) => 32,
            Register.RIP or (>= Register.RAX and <= Register.R15) => 64,
            >= Register.AX and <= Register.R15W => 16,
            _ => 0,
        };
    }

    public static Register DefaultSegment(Register first) =>
        first is Register.RSP or Register.RBP or Register.ESP or Register.EBP or Register.BP ? Register.SS : Register.DS;

    /// <summary>The stack pointer can be a base only, a vector an index only.</summary>
    private static bool MustSwap(Register first, Register index) =>
        index is Register.RSP or Register.ESP || first is >= Register.XMM0 and <= Register.ZMM31;

    private static void SetDisplacement(ref Instruction instruction, in Op op, Register first, Register index, EncodingRequest request, int bitness, int addressSize, bool isMoffs)
    {
        var isSymbolic = op.Symbol is not null;
        var width = RegisterWidth(first, index);
        if (first is Register.RIP or Register.EIP)
        {
            // The distance itself is written after encoding: Iced takes the target.
            CheckRange(op, width);
            instruction.MemoryDisplSize = first == Register.RIP ? 8 : 4;
            return;
        }

        if (isMoffs)
        {
            if (addressSize != 64)
                CheckRange(op, addressSize);
            instruction.MemoryDisplSize = addressSize / 8;
            instruction.MemoryDisplacement64 = isSymbolic ? 0 : unchecked((ulong)op.Value);
            return;
        }

        var bits = width != 0 ? width : addressSize;
        CheckRange(op, bits == 64 && instruction.Code is Code.Lea_r32_m or Code.Lea_r16_m ? 32 : bits);
        var value = isSymbolic ? 0 : bits == 64 ? op.Value : bits == 16 && width == 0 ? unchecked((ushort)op.Value) : unchecked((int)op.Value);
        instruction.MemoryDisplacement64 = unchecked((ulong)value);
        instruction.MemoryDisplSize = Size(first, index, value, isSymbolic, width, request, bitness, addressSize);
    }

    /// <summary>Iced's size of the displacement: 0 none, 1 as short as it goes, else bytes (8 for a sign-extended 4).</summary>
    private static int Size(Register first, Register index, long value, bool isSymbolic, int width, EncodingRequest request, int bitness, int addressSize)
    {
        if (first == Register.None)
            return width == 0 && index == Register.None ? addressSize / 8 : width == 32 ? 4 : bitness / 8;
        if (isSymbolic || (request & EncodingRequest.Disp32) != 0)
            return width == 16 ? 2 : width / 8;
        return value == 0 && (request & EncodingRequest.Disp8) == 0 ? 0 : 1;
    }

    /// <summary>A number must fit; a symbol's address is not known yet, and so neither is the sum.</summary>
    private static void CheckRange(in Op op, int width)
    {
        if (op.Symbol is not null)
            return;
        var value = op.Value;
        var highest = width switch { 16 => ushort.MaxValue, 32 => uint.MaxValue, _ => (long)int.MaxValue };
        var lowest = width == 16 ? short.MinValue : int.MinValue;
        if (value < lowest || value > highest)
            throw Error.OutOfRange("the displacement of '" + op + "' is out of range: it goes from " + OpText.Number(lowest) + " to " + OpText.Number(highest)
                + "; load the address into a register" + (width == 64 ? " (movabs)" : width == 16 ? " of 32 bits" : "") + " and use that");
    }
}
