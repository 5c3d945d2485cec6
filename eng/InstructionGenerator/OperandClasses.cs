// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Translates Iced's operand kinds and memory sizes into <see cref="OperandClass"/>.</summary>
internal static class OperandClasses
{
    /// <summary>What a symbol, whose value is not known yet, may stand for beside a branch target: any field but a shortened one.</summary>
    public static OperandClass Of(OpCodeInfo form, int operand) => form.GetOpKind(operand) switch
    {
        OpCodeOperandKind.mem or OpCodeOperandKind.mem_mpx or OpCodeOperandKind.mem_mib or OpCodeOperandKind.sibmem => new(Memory(form)),
        OpCodeOperandKind.mem_offs => new(OperandKinds.MemoryOffset),
        OpCodeOperandKind.mem_vsib32x or OpCodeOperandKind.mem_vsib64x => new(OperandKinds.VectorXmm),
        OpCodeOperandKind.mem_vsib32y or OpCodeOperandKind.mem_vsib64y => new(OperandKinds.VectorYmm),
        OpCodeOperandKind.mem_vsib32z or OpCodeOperandKind.mem_vsib64z => new(OperandKinds.VectorZmm),
        OpCodeOperandKind.imm4_m2z => new(OperandKinds.Imm4, OpKind.Immediate8),
        OpCodeOperandKind.imm8 when WorksOnByte(form) => new(OperandKinds.Imm8OfByte, OpKind.Immediate8),
        OpCodeOperandKind.imm8 => new(OperandKinds.Imm8, FollowsImmediate(form, operand) ? OpKind.Immediate8_2nd : OpKind.Immediate8),
        OpCodeOperandKind.imm8_const_1 => new(OperandKinds.One, OpKind.Immediate8),
        OpCodeOperandKind.imm8sex16 => new(OperandKinds.Imm8To16, OpKind.Immediate8to16),
        OpCodeOperandKind.imm8sex32 => new(OperandKinds.Imm8To32, OpKind.Immediate8to32),
        OpCodeOperandKind.imm8sex64 => new(OperandKinds.Imm8To64, OpKind.Immediate8to64),
        OpCodeOperandKind.imm16 when IsArithmetic(form) => new(OperandKinds.Imm16OfWord, OpKind.Immediate16),
        OpCodeOperandKind.imm16 => new(OperandKinds.Imm16, OpKind.Immediate16),
        OpCodeOperandKind.imm32 => new(ExtendsImmediate(form) ? OperandKinds.Imm32To64 : OperandKinds.Imm32, OpKind.Immediate32),
        OpCodeOperandKind.imm32sex64 => new(OperandKinds.Imm32To64, OpKind.Immediate32to64),
        OpCodeOperandKind.imm64 => new(OperandKinds.Imm64, OpKind.Immediate64),
        OpCodeOperandKind.br16_1 or OpCodeOperandKind.br16_2 or OpCodeOperandKind.xbegin_2 => new(OperandKinds.Target, OpKind.NearBranch16),
        OpCodeOperandKind.br32_1 or OpCodeOperandKind.br32_4 => new(OperandKinds.Target, OpKind.NearBranch32),
        OpCodeOperandKind.br64_1 or OpCodeOperandKind.br64_4 => new(OperandKinds.Target, OpKind.NearBranch64),
        OpCodeOperandKind.xbegin_4 => new(OperandKinds.Target, OpKind.NearBranch64),
        OpCodeOperandKind.farbr2_2 => new(OperandKinds.Imm16, OpKind.FarBranch16),
        OpCodeOperandKind.farbr4_2 => new(OperandKinds.Imm16, OpKind.FarBranch32),
        OpCodeOperandKind.seg_rSI => new(OperandKinds.None, OpKind.MemorySegRSI),
        OpCodeOperandKind.seg_rDI => new(OperandKinds.None, OpKind.MemorySegRDI),
        OpCodeOperandKind.es_rDI => new(OperandKinds.None, OpKind.MemoryESRDI),
        OpCodeOperandKind.seg_rBX_al => new(OperandKinds.None, OpKind.Memory),
        var kind => new(Registers(kind, form.Encoding is EncodingKind.EVEX) | (HasMemory(kind) ? Memory(form) : OperandKinds.None)),
    };

    public static bool IsImpliedMemory(OpCodeOperandKind kind) =>
        kind is OpCodeOperandKind.seg_rSI or OpCodeOperandKind.seg_rDI or OpCodeOperandKind.es_rDI or OpCodeOperandKind.seg_rBX_al;

    public static bool IsFar(OpCodeOperandKind kind) => kind is OpCodeOperandKind.farbr2_2 or OpCodeOperandKind.farbr4_2;

    public static bool HasMemory(OpCodeOperandKind kind) => kind.ToString().Contains("or_mem", StringComparison.Ordinal);

    /// <summary>The ModRM.reg operand.</summary>
    public static bool IsModRmReg(OpCodeOperandKind kind) => kind is OpCodeOperandKind.seg_reg
        || (kind.ToString() is var name && (name.EndsWith("_reg", StringComparison.Ordinal) || name.EndsWith("_reg_mem", StringComparison.Ordinal)));

    /// <summary>The ModRM.rm operand.</summary>
    public static bool IsModRmRm(OpCodeOperandKind kind) => HasMemory(kind) || kind.ToString().EndsWith("_rm", StringComparison.Ordinal);

    /// <summary>The width in bits of a general register; 0 for another operand.</summary>
    public static int GeneralWidth(OpCodeOperandKind kind) => kind.ToString() switch
    {
        var name when name.StartsWith("r16_", StringComparison.Ordinal) => 16,
        var name when name.StartsWith("r32_", StringComparison.Ordinal) => 32,
        var name when name.StartsWith("r64_", StringComparison.Ordinal) => 64,
        _ => 0,
    };

    /// <summary>The register of an operand that a form fixes.</summary>
    public static Register Fixed(OpCodeOperandKind kind) => kind switch
    {
        OpCodeOperandKind.al => Register.AL,
        OpCodeOperandKind.ax => Register.AX,
        OpCodeOperandKind.dx => Register.DX,
        OpCodeOperandKind.eax => Register.EAX,
        OpCodeOperandKind.rax => Register.RAX,
        _ => Register.None,
    };

    /// <summary>XOP instructions with a 64-bit register extend their 32-bit immediate, though the manual's notation is imm32.</summary>
    private static bool ExtendsImmediate(OpCodeInfo form) => GeneralWidth(form.GetOpKind(0)) == 64;

    /// <summary>Moves, arithmetic and tests of a byte: not counts of shifts and ports.</summary>
    private static bool WorksOnByte(OpCodeInfo form) => IsArithmetic(form)
        && form.GetOpKind(0) is OpCodeOperandKind.al or OpCodeOperandKind.r8_or_mem or OpCodeOperandKind.r8_opcode or OpCodeOperandKind.r8_reg;

    private static bool IsArithmetic(OpCodeInfo form) => form.OpCount == 2 && form.Code.Mnemonic() is Mnemonic.Mov or Mnemonic.Add or Mnemonic.Or or Mnemonic.Adc or Mnemonic.Sbb
        or Mnemonic.And or Mnemonic.Sub or Mnemonic.Xor or Mnemonic.Cmp or Mnemonic.Test;

    private static bool FollowsImmediate(OpCodeInfo form, int operand) =>
        operand > 0 && form.GetOpKind(operand - 1) is OpCodeOperandKind.imm8 or OpCodeOperandKind.imm16;

    private static OperandKinds Registers(OpCodeOperandKind kind, bool evex)
    {
        var name = kind.ToString();
        return name switch
        {
            "al" => OperandKinds.Al,
            "cl" => OperandKinds.Cl,
            "ax" => OperandKinds.Ax,
            "dx" => OperandKinds.Dx,
            "eax" => OperandKinds.Eax,
            "rax" => OperandKinds.Rax,
            "st0" => OperandKinds.St0,
            "sti_opcode" => OperandKinds.St,
            "es" => OperandKinds.Es,
            "cs" => OperandKinds.Cs,
            "ss" => OperandKinds.Ss,
            "ds" => OperandKinds.Ds,
            "fs" => OperandKinds.Fs,
            "gs" => OperandKinds.Gs,
            _ => name[..name.IndexOf('_')] switch
            {
                "r8" => OperandKinds.R8,
                "r16" => OperandKinds.R16,
                "r32" => OperandKinds.R32,
                "r64" => OperandKinds.R64,
                "seg" => OperandKinds.Segment,
                "mm" => OperandKinds.Mm,
                "xmm" or "xmmp3" => evex ? OperandKinds.Xmm : OperandKinds.LowXmm,
                "ymm" => evex ? OperandKinds.Ymm : OperandKinds.LowYmm,
                "zmm" or "zmmp3" => OperandKinds.Zmm,
                "k" or "kp1" => OperandKinds.Mask,
                "bnd" => OperandKinds.Bound,
                "tmm" => OperandKinds.Tile,
                "cr" => OperandKinds.Control,
                "dr" => OperandKinds.Debug,
                _ => throw new NotSupportedException("operand kind " + name),
            },
        };
    }

    /// <summary>The memory operand of a form: its one size, or no size said, or an element to broadcast.</summary>
    private static OperandKinds Memory(OpCodeInfo form)
    {
        var kinds = BySize(form.MemorySize);
        if (form.CanBroadcast)
            kinds |= Broadcast(form.BroadcastMemorySize.GetInfo().Size);
        return kinds;
    }

    /// <summary>Memory of a size, or whose size is not said.</summary>
    public static OperandKinds BySize(MemorySize size) => size switch
    {
        MemorySize.Unknown => OperandKinds.Memory,
        MemorySize.Fword6 or MemorySize.Fword10 => OperandKinds.MemoryUnsized | OperandKinds.MemoryFword | OperandKinds.MemoryTbyte,
        _ => OperandKinds.MemoryUnsized | size.GetInfo().Size switch
        {
            1 => OperandKinds.MemoryByte,
            2 => OperandKinds.MemoryWord,
            4 => OperandKinds.MemoryDword,
            6 => OperandKinds.MemoryFword,
            8 => OperandKinds.MemoryQword,
            10 => OperandKinds.MemoryTbyte,
            16 => OperandKinds.MemoryXmmword,
            32 => OperandKinds.MemoryYmmword,
            64 => OperandKinds.MemoryZmmword,
            _ => OperandKinds.None,
        },
    };

    private static OperandKinds Broadcast(int bytes) => bytes switch
    {
        2 => OperandKinds.Broadcast16,
        4 => OperandKinds.Broadcast32,
        8 => OperandKinds.Broadcast64,
        _ => throw new NotSupportedException("broadcast of " + bytes + " bytes"),
    };
}
