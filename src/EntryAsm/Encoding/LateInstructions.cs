// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>The instructions that Iced 1.21 does not know; GNU as 2.40 does not know them either.</summary>
internal enum LateMnemonic
{
    /// <summary>AMD APM vol. 3, RMPREAD.</summary>
    Rmpread,

    /// <summary>Intel Architecture Instruction Set Extensions (319433), URDMSR.</summary>
    Urdmsr,

    /// <summary>The same, UWRMSR.</summary>
    Uwrmsr,

    /// <summary>The same, RDMSR with an immediate.</summary>
    Rdmsr,

    /// <summary>The same, WRMSRNS with an immediate.</summary>
    Wrmsrns,
}

/// <summary>Encodes and reads those instructions. All of them are of 64-bit code alone.</summary>
internal static class LateInstructions
{
    /// <summary>What stands where.</summary>
    private enum Layout
    {
        /// <summary>No operands; Opcode is the last byte.</summary>
        Fixed,

        /// <summary>F2 or F3, REX, 0F 38, opcode: the first operand in ModRM.rm, the second in ModRM.reg.</summary>
        RmReg,

        /// <summary>The same with the first in ModRM.reg.</summary>
        RegRm,

        /// <summary>VEX.128.MAP7.W0, opcode /0 id: a register and a number.</summary>
        RegisterNumber,

        /// <summary>The same with the number first.</summary>
        NumberRegister,
    }

    private readonly record struct Row(LateMnemonic Mnemonic, byte Prefix, byte Opcode, Layout Layout);

    private static readonly Row[] Rows =
    [
        new(LateMnemonic.Rmpread, 0xf2, 0xfd, Layout.Fixed),           // F2 0F 01 FD               RMPREAD
        new(LateMnemonic.Urdmsr, 0xf2, 0xf8, Layout.RmReg),            // F2 0F 38 F8 11:rrr:bbb    URDMSR r64, r64: to bbb (LLVM 19 has the two the other way)
        new(LateMnemonic.Urdmsr, 0xf2, 0xf8, Layout.RegisterNumber),   // VEX.128.F2.MAP7.W0 F8 /0  URDMSR r64, imm32
        new(LateMnemonic.Uwrmsr, 0xf3, 0xf8, Layout.RegRm),            // F3 0F 38 F8 11:rrr:bbb    UWRMSR r64, r64
        new(LateMnemonic.Uwrmsr, 0xf3, 0xf8, Layout.NumberRegister),   // VEX.128.F3.MAP7.W0 F8 /0  UWRMSR imm32, r64
        new(LateMnemonic.Rdmsr, 0xf2, 0xf6, Layout.RegisterNumber),    // VEX.128.F2.MAP7.W0 F6 /0  RDMSR r64, imm32
        new(LateMnemonic.Wrmsrns, 0xf3, 0xf6, Layout.NumberRegister),  // VEX.128.F3.MAP7.W0 F6 /0  WRMSRNS imm32, r64
    ];

    private const int FixedLength = 4, VexLength = 9, Vex = 0xc4, Map7 = 7;

    /// <summary>The bytes of an instruction.</summary>
    /// <exception cref="EntryAsmException">It does not take these operands; without a location.</exception>
    public static byte[] Encode(LateMnemonic mnemonic, in OperandList operands, int bitness)
    {
        var name = NameOf(mnemonic);
        if (bitness != 64)
            throw Error.NoSuchForm("'" + name + "' is an instruction of 64-bit code; write code64() first");
        foreach (var row in Rows)
        {
            if (row.Mnemonic == mnemonic && Takes(row.Layout, operands))
                return Bytes(row, operands);
        }

        throw Error.NoSuchForm(mnemonic is LateMnemonic.Rdmsr or LateMnemonic.Wrmsrns
            ? "'" + name + "' takes no operands, or a 64-bit register and the number of a register from 0 to 0xffffffff" + (mnemonic == LateMnemonic.Wrmsrns ? ", the number first" : ", the number last")
            : "'" + name + "' takes two 64-bit registers, or one and a number from 0 to 0xffffffff" + (mnemonic == LateMnemonic.Uwrmsr ? ", the number first" : ", the number last"));
    }

    /// <summary>The text and the length of the instruction that begins here; false where none of these does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> code, out string text, out int length)
    {
        foreach (var row in Rows)
        {
            if (!TryMatch(row, code, out length, out var rm, out var reg))
                continue;
            var name = NameOf(row.Mnemonic);
            var number = row.Layout < Layout.RegisterNumber ? "" : OpText.Number(Primitives.LittleEndian.Read(code.Slice(5, 4)) is var value ? (long)value : 0);
            text = row.Layout switch
            {
                Layout.Fixed => name,
                Layout.RmReg => name + " " + OpText.Name(rm) + ", " + OpText.Name(reg),
                Layout.RegRm => name + " " + OpText.Name(reg) + ", " + OpText.Name(rm),
                Layout.RegisterNumber => name + " " + OpText.Name(rm) + ", " + number,
                _ => name + " " + number + ", " + OpText.Name(rm),
            };
            return true;
        }

        (text, length) = ("", 0);
        return false;
    }

    /// <summary>An instruction that the decoder knows and that writes the same registers, for those who ask only for that.</summary>
    public static bool TryStandIn(ReadOnlySpan<byte> code, ulong address, out Instruction instruction)
    {
        instruction = default;
        foreach (var row in Rows)
        {
            if (!TryMatch(row, code, out var length, out var rm, out _))
                continue;
            instruction = row.Mnemonic switch
            {
                LateMnemonic.Rmpread => Instruction.Create(Code.Rdrand_r64, Register.RAX), // its result in rax, and flags
                LateMnemonic.Urdmsr or LateMnemonic.Rdmsr => Instruction.Create(Code.Rdpid_r64, rm),
                _ => Instruction.Create(Code.Nopd),
            };
            instruction.Length = length;
            instruction.NextIP = address + (ulong)length;
            return true;
        }

        return false;
    }

    private static string NameOf(LateMnemonic mnemonic) => mnemonic.ToString().ToLowerInvariant();

    private static bool Takes(Layout layout, in OperandList operands) => layout switch
    {
        Layout.Fixed => operands.Count == 0,
        Layout.RmReg or Layout.RegRm => IsRegister(operands[0]) && IsRegister(operands[1]),
        Layout.RegisterNumber => IsRegister(operands[0]) && IsNumber(operands[1]),
        _ => IsNumber(operands[0]) && IsRegister(operands[1]),
    };

    private static bool IsRegister(in Op op) => op.Form == OpForm.Register && op.Register.IsGPR64() && op.Shape >> 40 == 0;

    private static bool IsNumber(in Op op) => op is { Form: OpForm.Immediate, Value: >= 0 and <= uint.MaxValue };

    private static byte[] Bytes(Row row, in OperandList operands)
    {
        switch (row.Layout)
        {
            case Layout.Fixed:
                return [row.Prefix, 0x0f, 0x01, row.Opcode];
            case Layout.RmReg or Layout.RegRm:
                var (rm, reg) = row.Layout == Layout.RmReg ? (operands[0].Register.GetNumber(), operands[1].Register.GetNumber()) : (operands[1].Register.GetNumber(), operands[0].Register.GetNumber());
                var rex = 0x40 | reg >> 3 << 2 | rm >> 3;
                return [row.Prefix, .. rex == 0x40 ? (byte[])[] : [(byte)rex], 0x0f, 0x38, row.Opcode, (byte)(0xc0 | (reg & 7) << 3 | rm & 7)];
            default:
                var (register, number) = row.Layout == Layout.RegisterNumber ? (operands[0].Register.GetNumber(), operands[1].Value) : (operands[1].Register.GetNumber(), operands[0].Value);
                var notExtended = register < 8 ? 0xe0 : 0xc0; // R, X and B are inverted
                return [Vex, (byte)(notExtended | Map7), (byte)(0x78 | PrefixBits(row)), row.Opcode, (byte)(0xc0 | register & 7), (byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)];
        }
    }

    private static int PrefixBits(Row row) => row.Prefix == 0xf2 ? 3 : 2;

    private static bool TryMatch(Row row, ReadOnlySpan<byte> code, out int length, out Register rm, out Register reg)
    {
        (length, rm, reg) = (0, Register.None, Register.None);
        if (row.Layout >= Layout.RegisterNumber)
        {
            if (code.Length < VexLength || code[0] != Vex || (code[1] & ~0x20) != (0xc0 | Map7) || code[2] != (0x78 | PrefixBits(row)) || code[3] != row.Opcode || (code[4] & 0xf8) != 0xc0)
                return false;
            length = VexLength;
            rm = Register.RAX + ((code[4] & 7) | ((code[1] & 0x20) == 0 ? 8 : 0));
            return true;
        }

        if (code.Length < FixedLength || code[0] != row.Prefix)
            return false;
        if (row.Layout == Layout.Fixed)
        {
            length = FixedLength;
            return code[1] == 0x0f && code[2] == 0x01 && code[3] == row.Opcode;
        }

        var at = (code[1] & 0xf0) == 0x40 ? 2 : 1;
        var rex = at == 2 ? code[1] : 0;
        if (code.Length < at + 4 || code[at] != 0x0f || code[at + 1] != 0x38 || code[at + 2] != row.Opcode || code[at + 3] < 0xc0)
            return false;
        length = at + 4;
        rm = Register.RAX + ((code[at + 3] & 7) | (rex & 1) << 3);
        reg = Register.RAX + ((code[at + 3] >> 3 & 7) | (rex & 4) << 1);
        return true;
    }
}
