// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>The operands that matter for each kind: low, extended and special registers, addresses of every shape, numbers at every edge.</summary>
internal static class OperandSamples
{
    private static readonly (OperandKinds Kind, Register[] Registers)[] Registers =
    [
        (OperandKinds.Al, [Register.AL]),
        (OperandKinds.Cl, [Register.CL]),
        (OperandKinds.OtherR8, [Register.BL, Register.AH, Register.BH, Register.SPL, Register.DIL, Register.R8L, Register.R13L]),
        (OperandKinds.Ax, [Register.AX]),
        (OperandKinds.Dx, [Register.DX]),
        (OperandKinds.OtherR16, [Register.CX, Register.SP, Register.BP, Register.R8W, Register.R13W]),
        (OperandKinds.Eax, [Register.EAX]),
        (OperandKinds.OtherR32, [Register.ECX, Register.ESP, Register.EBP, Register.R8D, Register.R12D, Register.R13D]),
        (OperandKinds.Rax, [Register.RAX]),
        (OperandKinds.OtherR64, [Register.RCX, Register.RSP, Register.RBP, Register.R8, Register.R12, Register.R13]),
        (OperandKinds.Es, [Register.ES]),
        (OperandKinds.Cs, [Register.CS]),
        (OperandKinds.Ss, [Register.SS]),
        (OperandKinds.Ds, [Register.DS]),
        (OperandKinds.Fs, [Register.FS]),
        (OperandKinds.Gs, [Register.GS]),
        (OperandKinds.Control, [Register.CR0, Register.CR2, Register.CR3, Register.CR4, Register.CR8]),
        (OperandKinds.Debug, [Register.DR0, Register.DR3, Register.DR6, Register.DR7]),
        (OperandKinds.St0, [Register.ST0]),
        (OperandKinds.OtherSt, [Register.ST1, Register.ST7]),
        (OperandKinds.Mm, [Register.MM0, Register.MM1, Register.MM7]),
        (OperandKinds.LowXmm, [Register.XMM0, Register.XMM1, Register.XMM7, Register.XMM8, Register.XMM15]),
        (OperandKinds.HighXmm, [Register.XMM16, Register.XMM23, Register.XMM31]),
        (OperandKinds.LowYmm, [Register.YMM0, Register.YMM1, Register.YMM7, Register.YMM8, Register.YMM15]),
        (OperandKinds.HighYmm, [Register.YMM16, Register.YMM23, Register.YMM31]),
        (OperandKinds.Zmm, [Register.ZMM0, Register.ZMM1, Register.ZMM8, Register.ZMM16, Register.ZMM31]),
        (OperandKinds.Mask, [Register.K0, Register.K1, Register.K6]),
        (OperandKinds.Bound, [Register.BND0, Register.BND3]),
        (OperandKinds.Tile, [Register.TMM0, Register.TMM3, Register.TMM7]),
    ];

    private static readonly (OperandKinds Kind, MemoryWidth Width)[] Widths =
    [
        (OperandKinds.MemoryByte, MemoryWidth.Byte), (OperandKinds.MemoryWord, MemoryWidth.Word), (OperandKinds.MemoryDword, MemoryWidth.Dword),
        (OperandKinds.MemoryFword, MemoryWidth.Fword), (OperandKinds.MemoryQword, MemoryWidth.Qword), (OperandKinds.MemoryTbyte, MemoryWidth.Tbyte),
        (OperandKinds.MemoryXmmword, MemoryWidth.Xmmword), (OperandKinds.MemoryYmmword, MemoryWidth.Ymmword), (OperandKinds.MemoryZmmword, MemoryWidth.Zmmword),
    ];

    private static readonly (OperandKinds Kind, long[] Numbers)[] Numbers =
    [
        (OperandKinds.One, [1]),
        (OperandKinds.Three, [3]),
        (OperandKinds.Imm4, [0, 15]),
        (OperandKinds.Imm8OfByte, [-255, -129, -128, -1, 0, 1, 127, 128, 255]),
        (OperandKinds.Imm8, [-128, -1, 0, 1, 127, 128, 255]),
        (OperandKinds.Imm8To16, [-128, -1, 1, 127, 0xFF80, 0xFFFF]),
        (OperandKinds.Imm8To32, [-128, -1, 1, 127, 0xFFFFFF80, 0xFFFFFFFF]),
        (OperandKinds.Imm8To64, [-128, -1, 1, 127]),
        (OperandKinds.Imm16OfWord, [-65535, -40000, -32768, -129, 128, 255, 32767, 65535]),
        (OperandKinds.Imm16, [-32768, -129, 128, 255, 32767, 65535]),
        (OperandKinds.Imm32, [int.MinValue, -129, 128, 32768, int.MaxValue, 0x80000000, uint.MaxValue]),
        (OperandKinds.Imm32To64, [int.MinValue, -129, 128, int.MaxValue]),
        (OperandKinds.Imm64, [long.MinValue, int.MinValue - 1L, 0x80000000, uint.MaxValue, 0x100000000, long.MaxValue]),
    ];

    /// <summary>How many elements a broadcast fills; 0 where it is not said.</summary>
    private static readonly int[] BroadcastCounts = [0, 2, 4, 8, 16, 32];

    /// <summary>Every sample of the kinds; the first ones are plain.</summary>
    public static List<Op> Of(OperandKinds kinds, int bitness)
    {
        var samples = new List<Op>();
        foreach (var (kind, registers) in Registers)
        {
            if ((kinds & kind) != 0)
                samples.AddRange(registers.Where(register => bitness == 64 || IsOf32(register)).Select(Op.FromRegister));
        }

        foreach (var (kind, numbers) in Numbers)
        {
            if ((kinds & kind) != 0)
                samples.AddRange(numbers.Select(number => (Op)number));
        }

        if ((kinds & (OperandKinds.Imm8 | OperandKinds.Imm8OfByte | OperandKinds.Imm16OfWord | OperandKinds.Imm16 | OperandKinds.Imm32 | OperandKinds.Imm32To64)) != 0)
            samples.Add(CaseModule.outside + 5);
        if ((kinds & OperandKinds.Xmm0) != 0 && (kinds & OperandKinds.LowXmm) == 0)
            samples.Add(Op.FromRegister(Register.XMM0));
        if ((kinds & OperandKinds.Target) != 0)
            samples.AddRange([CaseModule.outside, CaseModule.outside - 8]);
        if ((kinds & OperandKinds.AnyMemory) != 0)
            samples.AddRange(Memory(kinds, bitness));
        return samples;
    }

    /// <summary>True for memory that a string instruction or xlat implies.</summary>
    public static bool IsImplied(OpKind kind) => kind is OpKind.MemorySegRSI or OpKind.MemorySegRDI or OpKind.MemoryESRDI or OpKind.Memory;

    /// <summary>That memory, written: with every size of address, and where it may, with a segment.</summary>
    public static List<Op> OfImplied(OpKind kind, OperandKinds kinds, int bitness)
    {
        var width = Widths.First(each => (kinds & each.Kind) != 0).Width;
        Register[] registers = kind switch
        {
            OpKind.MemorySegRSI => [Register.RSI, Register.ESI, Register.SI],
            OpKind.Memory => [Register.RBX, Register.EBX, Register.BX],
            _ => [Register.RDI, Register.EDI, Register.DI],
        };
        Op[] addresses = bitness == 64 ? [Op.FromRegister(registers[0]), Op.FromRegister(registers[1])] : [Op.FromRegister(registers[1])];
        Register[] segments = kind == OpKind.MemoryESRDI ? [Register.None, Register.ES] : [Register.None, Register.GS, Register.CS, Register.DS];
        return [.. addresses.SelectMany(address => segments.Select(segment => (address + 0).AsMemory(width, segment, OpDecorations.None)))];
    }

    private static bool IsOf32(Register register) => register switch
    {
        >= Register.SPL and <= Register.R15L => false,
        >= Register.R8W and <= Register.R15W or >= Register.R8D and <= Register.R15D or >= Register.RAX and <= Register.R15 => false,
        Register.CR8 => false,
        _ => !register.IsVectorRegister() || register.GetNumber() < 8,
    };

    private static IEnumerable<Op> Memory(OperandKinds kinds, int bitness)
    {
        var index = (kinds & OperandKinds.VectorXmm) != 0 ? Register.XMM0 : (kinds & OperandKinds.VectorYmm) != 0 ? Register.YMM0
            : (kinds & OperandKinds.VectorZmm) != 0 ? Register.ZMM0 : Register.None;
        if (index != Register.None)
            return VectorAddresses(index, bitness);

        var addresses = bitness switch { 64 => Addresses64(), 32 => Addresses32(), _ => Addresses16() };
        var known = Widths.Where(width => (kinds & width.Kind) != 0).Select(width => width.Width).ToList();
        var width = (kinds & OperandKinds.Memory) == OperandKinds.Memory || known.Count == 0 ? MemoryWidth.None : known[0];
        if ((kinds & OperandKinds.MemoryOffset) != 0 && (kinds & OperandKinds.Memory) == 0)
            return Offsets(bitness);
        var memory = addresses.Select(address => address.AsMemory(width, Register.None, OpDecorations.None));
        memory = memory.Concat(addresses.Take(4).SelectMany(address => new[] { Register.GS, Register.SS, Register.DS, Register.ES }
            .Select(segment => address.AsMemory(width, segment, OpDecorations.None))));
        memory = memory.Concat(known.Skip(1).Select(other => addresses[0].AsMemory(other, Register.None, OpDecorations.None)));
        foreach (var (kind, element) in new[] { (OperandKinds.Broadcast16, MemoryWidth.Word), (OperandKinds.Broadcast32, MemoryWidth.Dword), (OperandKinds.Broadcast64, MemoryWidth.Qword) })
        {
            if ((kinds & kind) != 0)
                memory = memory.Concat(addresses.Take(8).SelectMany(address => BroadcastCounts.Select(count => address.AsMemory(element, Register.None, OpDecorations.Broadcast, count))));
        }

        return memory;
    }

    private static IEnumerable<Op> Offsets(int bitness)
    {
        foreach (var width in new[] { MemoryWidth.Byte, MemoryWidth.Word, MemoryWidth.Dword, MemoryWidth.Qword })
        {
            yield return ((Op)0x1000).AsMemory(width, Register.None, OpDecorations.None);
            yield return ((Op)(bitness == 16 ? 0x1234 : 0x12345678)).AsMemory(width, Register.GS, OpDecorations.None);
            yield return (CaseModule.outside + 4).AsMemory(width, Register.None, OpDecorations.None);
        }
    }

    private static List<Op> Addresses64()
    {
        Op rax = EntryAssembler.rax, rcx = EntryAssembler.rcx, rsp = EntryAssembler.rsp, rbp = EntryAssembler.rbp, rip = EntryAssembler.rip;
        Op r12 = EntryAssembler.r12, r13 = EntryAssembler.r13, eax = EntryAssembler.eax, ecx = EntryAssembler.ecx, r9 = EntryAssembler.r9;
        return
        [
            rax + 0, rbp + 0, r12 + 16, rip + 0x1234,
            rsp + 0, r13 + 0, rax + 127, rax + 128, rbp - 128, rax - 129, r13 + 0x12345678, rsp + 64, rax + 512, rax - 2048,
            rax + rcx, rax + rcx * 8, rbp + r12 * 2, r13 + r9 * 4 - 4, rsp + rbp, rax + rsp, rcx * 4, r9 * 8 + 0x100, rax * 1,
            eax + 0, EntryAssembler.r13d + 8, eax + ecx * 2 + 0x12345, eax - 1,
            (Op)0, 0x7FFFFFFF, -16, rip - 5,
            CaseModule.outside + 0, CaseModule.outside + 12, CaseModule.outside - 4, rax + CaseModule.outside, rax + rcx * 4 + CaseModule.outside + 8,
            rip + CaseModule.outside, rip + CaseModule.outside - 16, rip + CaseModule.datum, rip + CaseModule.inside + 4, CaseModule.datum + 2, rcx * 8 + CaseModule.datum,
        ];
    }

    private static List<Op> Addresses32()
    {
        Op eax = EntryAssembler.eax, ecx = EntryAssembler.ecx, esp = EntryAssembler.esp, ebp = EntryAssembler.ebp, esi = EntryAssembler.esi;
        return
        [
            eax + 0, ebp + 0, esp + 16, esi + 0x1234,
            esp + 0, eax + 127, eax + 128, ebp - 128, eax - 129, ebp + 0x12345678, eax + ecx, eax + ecx * 8, ebp + esi * 2, esp + ebp, ecx * 4, eax * 1,
            (Op)0x1000, 0x12345678, CaseModule.outside + 0, CaseModule.outside + 12, eax + CaseModule.outside, eax + ecx * 4 + CaseModule.datum - 8,
        ];
    }

    private static List<Op> Addresses16()
    {
        Op bx = EntryAssembler.bx, si = EntryAssembler.si, di = EntryAssembler.di, bp = EntryAssembler.bp, eax = EntryAssembler.eax, ecx = EntryAssembler.ecx;
        return
        [
            bx + 0, bp + 0, si + 16, di + 0x1234,
            bx + si, bx + di + 5, bp + si, bp + di - 128, bx + 127, bx + 128, bp - 129, si + 0xFFFF, di - 0x8000,
            eax + 0, EntryAssembler.esp + 16, EntryAssembler.ebp + ecx * 4, eax + 0x12345678, ecx * 8 + 4,
            (Op)0x1000, 0xFFFF, CaseModule.outside + 0, CaseModule.outside + 12, bx + CaseModule.outside, bx + si + CaseModule.datum - 8, eax + CaseModule.outside,
        ];
    }

    private static IEnumerable<Op> VectorAddresses(Register index, int bitness)
    {
        Op first = Op.FromRegister(index + 1), second = Op.FromRegister(index + (bitness == 64 ? 9 : 5));
        Op rax = bitness == 64 ? EntryAssembler.rax : EntryAssembler.eax, rbp = bitness == 64 ? EntryAssembler.r13 : EntryAssembler.ebp;
        foreach (var address in (Op[])[first + 0, rax + first, rbp + second * 2, rax + second * 8 + 4, rax + first * 4 + 0x1000, rax + first * 4 + CaseModule.outside, first * 4, first * 8 + 64])
            yield return address.AsMemory(MemoryWidth.None, Register.None, OpDecorations.None);
    }
}
