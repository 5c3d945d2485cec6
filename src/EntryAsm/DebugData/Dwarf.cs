// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.DebugData;

/// <summary>Numbers of DWARF 5 and of its register numbering for AMD64 (psABI, figure 3.36).</summary>
internal static class Dwarf
{
    public const int Version = 5, AddressSize = 8;

    /// <summary>Call frame instructions (DWARF 5, table 7.29).</summary>
    public const int AdvanceLocation = 0x40, Offset = 0x80, SetLocation = 0x01, AdvanceLocation1 = 0x02, AdvanceLocation2 = 0x03, AdvanceLocation4 = 0x04, Undefined = 0x07,
        SameValue = 0x08, Register = 0x09, DefineFrame = 0x0c, DefineFrameRegister = 0x0d, DefineFrameOffset = 0x0e, DefineFrameExpression = 0x0f, Expression = 0x10, OffsetSigned = 0x11,
        ValueOffset = 0x14, ValueExpression = 0x16;

    /// <summary>Operators of expressions (table 7.9).</summary>
    public const int Dereference = 0x06, PlusConstant = 0x23, BaseRegister = 0x70, BaseRegisterAny = 0x92, ConstantSigned = 0x11, Plus = 0x22, Zero = 0x30;

    /// <summary>What stands for the address to return to.</summary>
    public const int ReturnAddress = 16;

    /// <summary>By <see cref="MachineRegister"/>: general registers, rip, rflags, cs, ss.</summary>
    private static readonly int[] numbers = [0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, ReturnAddress, 49, 51, 52];

    /// <summary>The registers whose rules are written, by <see cref="MachineRegister"/>.</summary>
    public const int Registers = MachineRegister.Ss + 1;

    public static int Number(int register) => numbers[register];
}
