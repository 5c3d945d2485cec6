// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Encoding;

/// <summary>Ways of writing an instruction that say the same as another way, as GNU as 2.40 has them.</summary>
public sealed class SpellingTests : EncodingRows
{
    [Fact]
    public void OperandsThatAreImplied()
    {
        Row("66 0f 38 14 ca", a => a.blendvps(xmm1, xmm2, xmm0));
        Row("66 0f 38 15 ca", a => a.blendvpd(xmm1, xmm2, xmm0));
        Row("66 0f 38 10 ca", a => a.pblendvb(xmm1, xmm2, xmm0));
        Row("0f 38 cb ca", a => a.sha256rnds2(xmm1, xmm2, xmm0));
        Row("65 a4", a => a.movsb(@byte[rdi], @byte.gs[rsi]));
        Row("a4", a => a.movsb(@byte.es[rdi], @byte.ds[rsi]));
        Row("65 67 48 a5", a => a.movsq(qword[edi], qword.gs[esi]));
        Row("65 f3 a4", a => { a.rep(); a.movsb(@byte[rdi], @byte.gs[rsi]); });
        Row("64 ac", a => a.lodsb(@byte.fs[rsi]));
        Row("64 ac", a => a.lodsb(al, @byte.fs[rsi]));
        Row("aa", a => a.stosb(@byte[rdi], al));
        Row("ae", a => a.scasb(al, @byte[rdi]));
        Row("65 a6", a => a.cmpsb(@byte.gs[rsi], @byte[rdi]));
        Row("6c", a => a.insb(@byte[rdi], dx));
        Row("65 6e", a => a.outsb(dx, @byte.gs[rsi]));
        Row("65 d7", a => a.xlat(@byte.gs[rbx]));
        Row("2e ac", a => { a.code16(); a.lodsb(@byte.cs[si]); });
        Row("c4 e2 71 92 04 15 00 00 00 00", a => a.vgatherdps(xmm0, ptr[xmm2], xmm1));
        Check();
    }

    [Fact]
    public void CoprocessorShortForms()
    {
        Row("d8 c1", a => a.fadd(st1));
        Row("d8 cb", a => a.fmul(st3));
        Row("d8 e1", a => a.fsub(st1));
        Row("d8 d2", a => a.fcom(st2));
        Row("d8 d9", a => a.fcomp());
        Row("d9 c9", a => a.fxch());
        Row("d9 ca", a => a.fxch(st2));
        Row("de c1", a => a.faddp());
        Row("de ca", a => a.fmulp(st2));
        Row("db f1", a => a.fcomi(st1));
        Row("df f1", a => a.fcompi(st1));
        Row("df f1", a => a.fcomip());
        Row("df e9", a => a.fucompi(st0, st1));
        Check();
    }

    [Fact]
    public void NamesThatGnuAsHasBesideTheManuals()
    {
        Row("31 c0", a => a.clr(eax));
        Row("4d 31 c0", a => a.clr(r8));
        Row("66 98", a => a.cbtw());
        Row("98", a => a.cwtl());
        Row("48 98", a => a.cltq());
        Row("66 99", a => a.cwtd());
        Row("99", a => a.cltd());
        Row("48 99", a => a.cqto());
        Row("db d1", a => a.fcmova(st0, st1));
        Row("db c1", a => a.fcmovae(st0, st1));
        Row("da d1", a => a.fcmovna(st0, st1));
        Row("da c1", a => a.fcmovnae(st0, st1));
        Row("f3 a6", a => { a.repz(); a.cmpsb(); });
        Row("f2 ae", a => { a.repnz(); a.scasb(); });
        Row("ea 34 12 08 00", a => { a.code16(); a.ljmp(8, 0x1234); });
        Row("9a 78 56 34 12 08 00", a => { a.code32(); a.lcall(8, 0x12345678); });
        Row("0f a7 c0", a => a.xstorerng());
        Check();
    }

    /// <summary>Bytes from the manuals: GNU as 2.40 does not know these; llvm-mc 19 gives the same, save for URDMSR of two registers.</summary>
    [Fact]
    public void InstructionsThatAreNewerThanTheTable()
    {
        Row("f2 0f 01 fd", a => a.rmpread());
        Row("f2 45 0f 38 f8 f4", a => a.urdmsr(r12, r14));
        Row("f2 0f 38 f8 d0", a => a.urdmsr(rax, rdx));
        Row("c4 c7 7b f8 c1 7b 00 00 00", a => a.urdmsr(r9, 123));
        Row("c4 e7 7b f8 c0 7b 00 00 00", a => a.urdmsr(rax, 123));
        Row("f3 45 0f 38 f8 ce", a => a.uwrmsr(r9, r14));
        Row("f3 0f 38 f8 d9", a => a.uwrmsr(rbx, rcx));
        Row("c4 c7 7a f8 c1 7b 00 00 00", a => a.uwrmsr(123, r9));
        Row("c4 e7 7b f6 c0 81 00 00 c0", a => a.rdmsr(rax, 0xc0000081));
        Row("c4 c7 7a f6 c7 81 00 00 c0", a => a.wrmsrns(0xc0000081, r15));
        Row("0f 32", a => a.rdmsr());
        Row("EA0004 'rdmsr' takes no operands, or a 64-bit register and the number of a register from 0 to 0xffffffff, the number last", a => a.rdmsr(eax, 0x10));
        Row("EA0004 'uwrmsr' takes two 64-bit registers, or one and a number from 0 to 0xffffffff, the number first", a => a.uwrmsr(rax, 0x10));
        Row("EA0004 'rmpread' is an instruction of 64-bit code; write code64() first", a => { a.code32(); a.rmpread(); });
        Check();
    }

    [Fact]
    public void TheListingShowsThemAsWritten()
    {
        var listing = ListingWriter.Write(TestModule.Build(a => { a.urdmsr(r12, r14); a.wrmsrns(0xc0000081, r15); a.rmpread(); a.ret(); }));
        Assert.Contains("urdmsr r12, r14", listing, StringComparison.Ordinal);
        Assert.Contains("wrmsrns 0xc0000081, r15", listing, StringComparison.Ordinal);
        Assert.Contains("rmpread", listing, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparisons()
    {
        Row("66 0f c2 ca 00", a => a.cmpeqpd(xmm1, xmm2));
        Row("f3 0f c2 ca 05", a => a.cmpnltss(xmm1, xmm2));
        Row("c5 e9 c2 cb 00", a => a.vcmpeqpd(xmm1, xmm2, xmm3));
        Row("62 f1 ed 48 c2 cb 1f", a => a.vcmptrue_uspd(k1, zmm2, zmm3));
        Row("62 f3 6d 48 1e cb 06", a => a.vpcmpnleud(k1, zmm2, zmm3));
        Row("66 0f 3a 44 ca 00", a => a.pclmullqlqdq(xmm1, xmm2));
        Row("66 0f 3a 44 ca 11", a => a.pclmulhqhqdq(xmm1, xmm2));
        Check();
    }

    [Fact]
    public void Numbers()
    {
        Row("80 20 7f", a => a.and(@byte[rax], ~0x80));
        Row("66 81 20 ff 7f", a => a.and(word[rax], ~0x8000));
        Row("24 7f", a => a.and(al, ~0x80));
        Row("48 8d 04 c8", a => a.lea(rax, ptr[rax + 8 * rcx]));
        Row("f3 90", a => { a.rep(); a.nop(); });
        Row("0f a7 c0", a => a.xstorerng());
        Check();
    }

    [Fact]
    public void Distances()
    {
        Row("02 00 00 00 f9 ff ff ff", a => { Symbol start = a.label(), end = a.label(); a.dd((end - start) / 2); a.bind(start); a.dd(start - end - 3); a.bind(end); });
        Row("2a af ad 17", a => { Symbol start = a.label(), end = a.label(); a.bind(start); a.dd(-(0xe85250d6 + 0 + (end - start))+ 4); a.bind(end); });
        Row("2a af ad 17", a => { Symbol start = a.label(), end = a.label(); a.bind(start); a.dd(start - end - 0xe85250d6 + 4); a.bind(end); });
        Row("66 ea 00 00 00 00 08 00", a => { a.code16(); Symbol gdt = a.label(), code = a.label(); a.data16(); a.jmp(code - gdt, sym); a.section(".data"); a.bind(gdt); a.dq(0); a.bind(code); });
        Check();
    }
}
