// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Encoding;

/// <summary>16-bit code, judged as <c>.code16</c>; the trampoline's and the boot sector's instructions first.</summary>
public sealed class SixteenBitCodeTests : EncodingRows
{
    [Fact]
    public void SelectorsAndTables()
    {
        Row("8e d8", a => { a.code16(); a.mov(ds, ax); });
        Row("8e d8", a => { a.code16(); a.mov(ds, eax); });
        Row("8e 1e 00 05", a => { a.code16(); a.mov(ds, word[0x500]); });
        Row("8c c8", a => { a.code16(); a.mov(ax, cs); });
        Row("66 8c c8", a => { a.code16(); a.mov(eax, cs); });
        Row("8c 0e 00 05", a => { a.code16(); a.mov(word[0x500], cs); });
        Row("0f 00 d8", a => { a.code16(); a.ltr(ax); });
        Row("0f 00 d0", a => { a.code16(); a.lldt(ax); });
        Row("0f 01 f0", a => { a.code16(); a.lmsw(ax); });
        Row("0f 00 e0", a => { a.code16(); a.verr(ax); });
        Row("0f 00 e8", a => { a.code16(); a.verw(ax); });
        Row("0f 00 2f", a => { a.code16(); a.verw(word[bx]); });
        Row("63 c8", a => { a.code16(); a.arpl(ax, cx); });
        Row("0f 01 16 00 00", a => { a.code16(); a.lgdt(ptr[sym]); });
        Row("66 0f 01 16 00 00", a => { a.code16(); a.data16(); a.lgdt(ptr[sym]); });
        Row("66 0f 01 16 00 00", a => { a.code16(); a.data16(); a.lgdt(fword[sym]); });
        Check();
    }

    [Fact]
    public void FarBranches()
    {
        Row("ea 34 12 08 00", a => { a.code16(); a.jmp(8, 0x1234); });
        Row("ea 00 00 08 00", a => { a.code16(); a.jmp(8, sym); });
        Row("66 ea 00 00 00 00 08 00", a => { a.code16(); a.data16(); a.jmp(8, sym); });
        Row("66 9a 00 00 00 00 08 00", a => { a.code16(); a.data16(); a.call(8, sym); });
        Row("66 ea 45 23 01 00 08 00", a => { a.code16(); a.data16(); a.jmp(8, 0x12345); });
        Row("66 ea 34 12 08 00", a => { a.code32(); a.data16(); a.jmp(8, 0x1234); });
        Row("66 e8 00 00 00 00", a => { a.code16(); a.data16(); a.call(sym); });
        Row("66 e9 00 00 00 00", a => { a.code16(); a.data16(); a.jmp(sym); });
        Row("66 0f 85 00 00 00 00", a => { a.code16(); a.data16(); a.jne(sym); });
        Row("66 e8 00 00", a => { a.code32(); a.data16(); a.call(sym); });
        Check();
    }

    [Fact]
    public void Prefixes()
    {
        Row("66 68 34 12 00 00", a => { a.code16(); a.data16(); a.push(0x1234); });
        Row("66 6a 05", a => { a.code16(); a.data16(); a.push(5); });
        Row("66 c3", a => { a.code16(); a.data16(); a.ret(); });
        Row("c7 f8 00 00", a => { a.code16(); a.xbegin(sym); });
        Row("c7 f8 00 00 00 00", a => { a.code32(); a.xbegin(sym); });
        Row("0f 0f 2e 9d ff 1d", a => { a.code16(); a.pf2id(mm5, ptr[-0x63]); });
        Row("66 8b 0e 9d ff", a => { a.code16(); a.mov(ecx, dword[-0x63]); });
        Row("67 62 f2 7d 09 92 14 08", a => { a.code16(); a.vgatherdps(xmm2.k1, ptr[eax + xmm1]); });
        Row("66 cb", a => { a.code16(); a.data16(); a.retf(); });
        Row("67 a1 34 12 00 00", a => { a.code16(); a.addr32(); a.mov(ax, word[0x1234]); });
        Row("67 a1 78 56 34 12", a => { a.code16(); a.addr32(); a.mov(ax, word[0x12345678]); });
        Row("67 89 0d 34 12 00 00", a => { a.code16(); a.addr32(); a.mov(word[0x1234], cx); });
        Row("67 66 a1 00 00 00 00", a => { a.code16(); a.addr32(); a.mov(eax, dword[sym]); });
        Row("67 a1 34 12", a => { a.code32(); a.addr32(); a.mov(eax, dword[0x1234]); });
        Row("67 8b 0e 34 12", a => { a.code32(); a.addr32(); a.mov(ecx, dword[0x1234]); });
        Row("66 68 34 12", a => { a.code32(); a.data16(); a.push(0x1234); });
        Row("67 48 a1 78 56 34 12", a => { a.addr32(); a.movabs(rax, qword[0x12345678]); });
        Row("67 8b 0c 25 f0 00 e0 fe", a => { a.addr32(); a.mov(ecx, dword[0xfee000f0]); });
        Row("67 a4", a => { a.addr32(); a.movsb(); });
        Check();
    }
}
