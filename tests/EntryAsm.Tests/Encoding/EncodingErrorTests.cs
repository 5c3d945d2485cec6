// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Encoding;

/// <summary>Rows of what is rejected, and the message it gives.</summary>
public sealed class EncodingErrorTests
{
    private static readonly Symbol sym = Extern();

    private readonly List<string> wrong = [];

    private delegate void Call(TestModule a);

    [Fact]
    public void Operands()
    {
        Row("EA0004 operand size mismatch in 'mov eax, qword[rax]': 'eax' is 32 bits, 'qword[rax]' is 64 bits; write 'rax' instead of 'eax', or 'dword[rax]' instead of 'qword[rax]'", a => a.mov(eax, qword[rax]));
        Row("EA0004 operand size mismatch in 'mov rax, ecx': 'rax' is 64 bits, 'ecx' is 32 bits; write 'eax' instead of 'rax', or 'rcx' instead of 'ecx'", a => a.mov(rax, ecx));
        Row("EA0004 'add ptr[rax], 5' does not say how wide the memory is; write dword[…] or qword[…]", a => a.add(ptr[rax], 5));
        Row("EA0004 'movzx eax, ptr[rax]' does not say how wide the memory is; write @byte[…] or word[…]", a => a.movzx(eax, ptr[rax]));
        Row("EA0004 no form of 'push' takes 'push xmm1'; the nearest form is PUSH ", a => a.push(xmm1));
        Row("EA0004 operand size mismatch in 'mov esp, qword.gs[8]': 'esp' is 32 bits, 'qword.gs[8]' is 64 bits; write 'rsp' instead of 'esp', or 'dword.gs[8]' instead of 'qword.gs[8]'", a => a.mov(esp, qword.gs[8]));
        Row("EA0004 operand size mismatch in 'mov rsp, dword.gs[8]': 'rsp' is 64 bits, 'dword.gs[8]' is 32 bits; write 'esp' instead of 'rsp', or 'qword.gs[8]' instead of 'dword.gs[8]'", a => a.mov(rsp, dword.gs[8]));
        Row("EA0004 operand size mismatch in 'push eax': 'eax' is 32 bits; write 'rax' instead of 'eax', or 'ax' instead of 'eax'", a => a.push(eax));
        Row("EA0004 operand size mismatch in 'push rax': 'rax' is 64 bits; write 'eax' instead of 'rax', or 'ax' instead of 'rax'", a => { a.code32(); a.push(rax); });
        Row("EA0004 operand size mismatch in 'vaddps xmm1, ymm2, xmm3': 'xmm1' is 128 bits, 'ymm2' is 256 bits, 'xmm3' is 128 bits; write 'xmm2' instead of 'ymm2'", a => a.vaddps(xmm1, ymm2, xmm3));
        Row("EA0004 'mov qword[rax], qword[rcx]' names memory twice, and an instruction reaches memory at one address; load 'qword[rcx]' into a register first", a => a.mov(qword[rax], qword[rcx]));
        Row("EA0004 'add dword[rax], ptr[rcx]' names memory twice", a => a.add(dword[rax], ptr[rcx]));
        Row("EA0004 'vaddps xmm1, xmmword[rax], xmmword[rcx]' names memory twice", a => a.vaddps(xmm1, xmmword[rax], xmmword[rcx]));
        Row("EA0004 'pusha' is not an instruction of 64-bit code", a => a.pusha());
        Row("EA0004 'mov rax, rbx' cannot be encoded: rax is a register of 64-bit code, and this is 32-bit code", a => { a.code32(); a.mov(rax, rbx); });
        Row("EA0004 'xchg rax, rbx' cannot be encoded: rax is a register of 64-bit code, and this is 16-bit code", a => { a.code16(); a.xchg(rax, rbx); });
        Row("EA0004 'swapgs' is not an instruction of 32-bit code", a => { a.code32(); a.swapgs(); });
        Row("EA0019 there is no relocation for 'sym@GOTOFF' in a field of 32 bits", a => a.mov(eax, sym.GOTOFF));
        Row("EA0019 'ptr[rip + sym@SIZE]' is no distance from here; it does not go with rip or a branch", a => a.lea(rax, ptr[rip + sym.SIZE]));
        Row("EA0019 'sym@GOT' is signed, and this field of 32 bits is not; use a 64-bit operand", a => a.mov(eax, sym.GOT));
        Row("EA0004 'call sym - sym' goes to a distance, not to a place", a => a.call(sym - sym));
        Row("EA0006 'mov ah, r8b' cannot be encoded: ah cannot be used in an instruction with a REX prefix", a => a.mov(ah, r8b));
        Row("EA0006 'movzx rax, bh' cannot be encoded: bh cannot be used in an instruction with a REX prefix", a => a.movzx(rax, bh));
        Check();
    }

    [Fact]
    public void Numbers()
    {
        Row("EA0005 the number 0x100000000 of 'add eax, 0x100000000' is out of range: it goes from -0x80000000 to 0xffffffff", a => a.add(eax, 0x100000000));
        Row("EA0005 the number 0xfffffff0 of 'and rax, 0xfffffff0' is out of range: it goes from -0x80000000 to 0x7fffffff; load", a => a.and(rax, 0xfffffff0));
        Row("EA0005 the number 0x100 of 'int 0x100' is out of range: it goes from -0x80 to 0xff", a => a.@int(0x100));
        Row("EA0005 the number 0x10000 of 'mov ax, 0x10000' is out of range: it goes from -0xffff to 0xffff", a => a.mov(ax, 0x10000));
        Row("EA0005 the number 0x80000000 of 'push 0x80000000' is out of range: it goes from -0x80000000 to 0x7fffffff", a => a.push(0x80000000));
        Row("EA0005 the displacement of 'qword[rax + 0x80000000]' is out of range: it goes from -0x80000000 to 0x7fffffff", a => a.mov(rax, qword[rax + 0x80000000]));
        Row("EA0005 the displacement of 'qword[-0x800000000000]' is out of range", a => a.mov(rcx, qword[0xffff800000000000]));
        Check();
    }

    [Fact]
    public void Addresses()
    {
        Row("EA0013 'dword[rax + rsp * 2]' is not an address: the stack pointer cannot be the scaled index", a => a.mov(eax, dword[rax + rsp * 2]));
        Row("EA0013 'dword[rsp + rsp]' is not an address: the stack pointer cannot be the scaled index", a => a.mov(eax, dword[rsp + rsp]));
        Row("EA0013 'dword[rax + ecx]' is not an address: its registers differ in size (rax, ecx)", a => a.mov(eax, dword[rax + ecx]));
        Row("EA0013 'dword[ax]' is not an address: 64-bit code has no 16-bit addresses", a => a.mov(eax, dword[ax]));
        Row("EA0013 'dword[rax]' is not an address: 64-bit registers are for 64-bit code", a => { a.code32(); a.mov(eax, dword[rax]); });
        Row("EA0013 'dword[rip + rax]' is not an address: rip cannot be combined with another register", a => a.mov(eax, dword[rip + rax]));
        Row("EA0013 'dword[ax]' is not an address: a 16-bit address is one of bx, bp, si and di, or bx or bp with si or di", a => { a.code16(); a.mov(eax, dword[ax]); });
        Row("EA0013 'dword[si + di]' is not an address: a 16-bit address is one of bx, bp, si and di", a => { a.code32(); a.mov(eax, dword[si + di]); });
        Row("EA0013 'dword[bx + si * 2]' is not an address: a 16-bit address is one of", a => { a.code16(); a.mov(eax, dword[bx + si * 2]); });
        Row("EA0013 'ptr[bx + xmm1]' is not an address: a 16-bit address is one of", a => { a.code16(); a.vgatherdps(xmm2.k1, ptr[bx + xmm1]); });
        Row("EA0013 'dword[si * 4]' is not an address: a 16-bit address is one of", a => { a.code32(); a.mov(eax, dword[si * 4]); });
        Row("EA0013 'dword[al]' is not an address: only general registers of 16 or 32 bits address memory", a => { a.code16(); a.mov(eax, dword[al]); });
        Row("EA0004 'paddd xmm1, xmm9' cannot be encoded: xmm9 is a register of 64-bit code, and this is 16-bit code", a => { a.code16(); a.paddd(xmm1, xmm9); });
        Row("EA0004 'vaddps zmm1, zmm2, zmm31' cannot be encoded: zmm31 is a register of 64-bit code", a => { a.code32(); a.vaddps(zmm1, zmm2, zmm31); });
        Row("EA0004 'mov al, dil' cannot be encoded: dil is a register of 64-bit code", a => { a.code32(); a.mov(al, dil); });
        Row("EA0004 'mov eax, dword[r9d]' cannot be encoded: r9d is a register of 64-bit code", a => { a.code32(); a.mov(eax, dword[r9d]); });
        Row("EA0013 'dword[al]' is not an address: only general registers of 32 or 64 bits address memory", a => a.mov(eax, dword[al]));
        Row("EA0013 'rax + 8' is an address, not an operand; put it between brackets, as in 'qword[rax + 8]'", a => a.mov(rcx, rax + 8));
        Check();
    }

    [Fact]
    public void Prefixes()
    {
        Row("EA0017 'mov' cannot be locked here", a => { a.@lock(); a.mov(dword[rax], eax); });
        Row("EA0017 'add' cannot be locked here", a => { a.@lock(); a.add(eax, dword[rax]); });
        Row("EA0017 'add' cannot be repeated: rep goes before a string instruction", a => { a.rep(); a.add(eax, 5); });
        Row("EA0017 'add' cannot be repeated: repne goes before a string instruction", a => { a.repne(); a.add(eax, 5); });
        Row("EA0017 an instruction has room for one of rep, repne, bnd, xacquire and xrelease; leave the others out", a => { a.rep(); a.repne(); a.movsb(); });
        Row("EA0017 an instruction has room for one of rep, repne, bnd, xacquire and xrelease", a => { a.bnd(); a.rep(); a.ret(); });
        Row("EA0017 an instruction has room for one of rep, repne, bnd, xacquire and xrelease", a => { a.xacquire(); a.xrelease(); a.xchg(dword[rax], eax); });
        Row("EA0017 'add' takes no xacquire here", a => { a.xacquire(); a.add(dword[rax], 5); });
        Row("EA0017 'add' takes no xrelease here", a => { a.xrelease(); a.add(dword[rax], 5); });
        Row("EA0017 'add' takes no bnd", a => { a.bnd(); a.add(eax, 5); });
        Row("EA0017 'jmp' takes no notrack", a => { a.notrack(); a.jmp(sym); });
        Row("EA0017 'call' takes no notrack together with 'gs'", a => { a.notrack(); a.call(qword.gs[rbx]); });
        Row("EA0017 'call' takes no data16", a => { a.data16(); a.call(sym); });
        Row("EA0017 'add eax, 5' has no encoding with the request Evex", a => { a.encoding(EncodingRequest.Evex); a.add(eax, 5); });
        Row("EA0017 'mov qword[0x10], rax' has no displacement of several sizes", a => { a.encoding(EncodingRequest.Disp32); a.mov(qword[0x10], rax); });
        Row("EA0017 'add eax, 5' has no displacement of several sizes", a => { a.encoding(EncodingRequest.Disp8); a.add(eax, 5); });
        Row("EA0017 'loop sym' has no displacement of several sizes", a => { a.encoding(EncodingRequest.Disp32); a.loop(sym); });
        Row("EA0017 'vaddps' takes no REX prefix", a => { a.encoding(EncodingRequest.Rex); a.vaddps(xmm1, xmm2, xmm3); });
        Check();
    }

    [Fact]
    public void PrefixesOfSize()
    {
        Row("EA0005 the number 0x12345 of 'jmp 8, 0x12345' is out of range: it goes from -0x8000 to 0xffff", a => { a.code16(); a.jmp(8, 0x12345); });
        Row("EA0005 the number 0x123456 of 'call 8, 0x123456' is out of range: it goes from -0x8000 to 0xffff", a => { a.code16(); a.call(8, 0x123456); });
        Row("EA0005 the number 0x12345 of 'jmp 8, 0x12345' is out of range", a => { a.code16(); var l = Local("l"); a.set(l, 0x12345); a.jmp(8, l); });
        Row("EA0005 the number 0x12345 of 'push 0x12345' is out of range: it goes from -0x8000 to 0xffff", a => { a.code16(); a.push(0x12345); });
        Row("EA0005 the displacement of 'byte[0x12345]' is out of range: it goes from -0x8000 to 0xffff", a => { a.code16(); a.mov(al, @byte[0x12345]); });
        Row("EA0005 the displacement of 'byte[0x12345]' is out of range: it goes from -0x8000 to 0xffff; load the address into a register of 32 bits and use that", a => { a.code16(); a.mov(al, @byte[0x12345]); });
        Row("EA0005 the displacement of 'dword[0x12345678]' is out of range: it goes from -0x8000 to 0xffff", a => { a.code32(); a.addr32(); a.mov(eax, dword[0x12345678]); });
        Row("EA0017 'mov eax, dword[rbx]' takes no addr32: the registers of 'dword[rbx]' determine its size", a => { a.addr32(); a.mov(eax, dword[rbx]); });
        Row("EA0017 'mov eax, dword[ebx]' takes no addr32: the registers of 'dword[ebx]' determine its size", a => { a.addr32(); a.mov(eax, dword[ebx]); });
        Row("EA0017 'mov eax, 5' takes no data16: its operands or its name determine its size", a => { a.data16(); a.mov(eax, 5); });
        Row("EA0017 'mov ax, 5' takes no data16: it has the prefix already", a => { a.data16(); a.mov(ax, 5); });
        Row("EA0017 'movaps xmm1, xmm2' takes no data16: its operand size is fixed", a => { a.data16(); a.movaps(xmm1, xmm2); });
        Row("EA0017 'vaddps xmm1, xmm2, xmm3' takes no data16: its operand size is fixed", a => { a.data16(); a.vaddps(xmm1, xmm2, xmm3); });
        Row("EA0017 'jmp' takes no addr32: it reads no memory", a => { a.addr32(); a.jmp(sym); });
        Row("EA0017 'jrcxz' takes no addr32: its name says which register it tests", a => { a.addr32(); a.jrcxz(sym); });
        Row("EA0017 'call' takes no data16: processors differ", a => { a.data16(); a.call(rax); });
        Check();
    }

    [Fact]
    public void DecorationsOnTheWrongOperand()
    {
        Row("EA0004 'vcvtpd2ps xmm1, qword[rax]' does not say how many elements the broadcast fills; write .bcst2[…] or .bcst4[…]", a => a.vcvtpd2ps(xmm1, qword.bcst[rax]));
        Row("EA0004 'vfpclassps k1, dword[rax], 1' does not say how many elements the broadcast fills; write .bcst4[…] or .bcst8[…] or .bcst16[…]", a => a.vfpclassps(k1, dword.bcst[rax], 1));
        Row("EA0004 'vaddps zmm1, zmm2, zmm3': zeroing (z) needs a write mask on the same operand, as in 'zmm1.k1.z'", a => a.vaddps(zmm1.z, zmm2, zmm3));
        Row("EA0004 'vaddps zmm2, zmm1, zmm3': the write mask goes on the first operand, the destination, not on 'zmm1'", a => a.vaddps(zmm2.k2, zmm1.k1, zmm3));
        Row("EA0004 'vaddps zmm1, zmm2, zmm3': the write mask goes on the first operand, the destination, not on 'zmm2'", a => a.vaddps(zmm1, zmm2.k1, zmm3));
        Row("EA0004 'vaddps zmm1, zmm2, ptr[rax]': zeroing (z) needs a write mask", a => a.vaddps(zmm1, zmm2, ptr[rax].z));
        Row("EA0004 'vaddps zmm1, zmm2, dword[rax]': a rounding mode or sae goes with registers only", a => a.vaddps(zmm1, zmm2, dword.bcst[rax].rn_sae));
        Row("EA0004 'vaddps zmm1, zmm2, zmm3': a rounding mode or sae goes on the last register, not on 'zmm2'", a => a.vaddps(zmm1, zmm2.rn_sae, zmm3));
        Row("EA0004 'vaddps zmm1, zmm2, zmm3': one instruction has one rounding mode", a => a.vaddps(zmm1, zmm2, zmm3.rn_sae.rd_sae));
        Row("EA0004 an operand has one write mask, and 'zmm1' has two: k1 and k2", a => a.vaddps(zmm1.k1.k2, zmm2, zmm3));
        Check();
    }

    [Fact]
    public void Decorations()
    {
        Row("EA0004 'mov eax, ecx' takes no write mask", a => a.mov(eax.k1, ecx));
        Row("EA0004 'vgatherdps zmm1, ptr[rax + zmm2]' needs a write mask, as in 'zmm1.k1'", a => a.vgatherdps(zmm1, ptr[rax + zmm2]));
        Row("EA0004 'vpcmpeqd k1, zmm2, zmm3' takes no zeroing mask (z)", a => a.vpcmpeqd(k1.k2.z, zmm2, zmm3));
        Row("EA0004 'vmovaps zmmword[rax], zmm1' takes no zeroing mask (z) on memory", a => a.vmovaps(zmmword[rax].k1.z, zmm1));
        Row("EA0004 'vpaddd zmm1, zmm2, zmm3' takes no rounding mode", a => a.vpaddd(zmm1, zmm2, zmm3.rn_sae));
        Row("EA0004 'vpaddd zmm1, zmm2, zmm3' takes no sae", a => a.vpaddd(zmm1, zmm2, zmm3.sae));
        Row("EA0004 'vaddps xmm1, xmm2, xmm3' takes a rounding mode with zmm registers only", a => a.vaddps(xmm1, xmm2, xmm3.rn_sae));
        Row("EA0004 'vcmpps k1, ymm2, ymm3, 3' takes sae with zmm registers only", a => a.vcmpps(k1, ymm2, ymm3.sae, 3));
        Row("EA0004 'vaddps zmm1, zmm2, dword[rax]' broadcasts to another count of elements; write .bcst16[…]", a => a.vaddps(zmm1, zmm2, dword.bcst8[rax]));
        Row("EA0004 'vaddpd xmm1, xmm2, qword[rax]' broadcasts to another count of elements; write .bcst2[…]", a => a.vaddpd(xmm1, xmm2, qword.bcst8[rax]));
        Row("EA0004 'vfpclassps k1, dword[rax], 1' broadcasts to another count of elements; write .bcst4[…] or .bcst8[…] or .bcst16[…]", a => a.vfpclassps(k1, dword.bcst2[rax], 1));
        Row("EA0004 'vpaddb zmm1, zmm2, dword[rax]' broadcasts no memory of that size", a => a.vpaddb(zmm1, zmm2, dword.bcst[rax]));
        Row("EA0004 'vpaddd zmm1, zmm2, qword[rax]' broadcasts no memory of that size", a => a.vpaddd(zmm1, zmm2, qword.bcst[rax]));
        Row("EA0004 'tdpbssd tmm1, tmm1, tmm2' needs three different tiles", a => a.tdpbssd(tmm1, tmm1, tmm2));
        Row("EA0004 'vfmulcph zmm1, zmm1, zmm2' needs a destination that is none of its sources", a => a.vfmulcph(zmm1, zmm1, zmm2));
        Row("EA0013 'bndmk bnd1, qword[rip + 5]' takes no rip-relative address", a => a.bndmk(bnd1, qword[rip + 5]));
        Check();
    }

    [Fact]
    public void Symbols()
    {
        Row("EA0008 the symbol is null", a => a.call((Symbol)null!));
        Row("EA0008 the symbol is null", a => a.mov(rax, qword[(Symbol)null! + 8]));
        Row("EA0019 'qword[rip + label - label]' adds to rip a distance that is not known yet", a => { Op distance = a.label() - a.label(); a.mov(rax, qword[rip + distance]); });
        Row("EA0019 '(label - label) / 2' is not known yet here", a => { Op distance = a.label() - a.label(); a.mov(eax, distance / 2); });
        Row("EA0013 'movsb' has its memory at rsi and nowhere else, not at 'byte[rbx]'; write [rsi]", a => a.movsb(@byte[rdi], @byte[rbx]));
        Row("EA0013 'stosb' always reaches its destination through es, not as 'byte.gs[rdi]'", a => a.stosb(@byte.gs[rdi]));
        Check();
    }

    /// <summary>Id and the beginning of the reason.</summary>
    private void Row(string expected, Call call, [CallerArgumentExpression(nameof(call))] string text = "")
    {
        string actual;
        try
        {
            actual = "nothing is wrong: " + TestModule.Text(a => call(a));
        }
        catch (EntryAsmException mistake)
        {
            actual = mistake.Id + " " + mistake.Reason;
        }

        if (!actual.StartsWith(expected, StringComparison.Ordinal))
            wrong.Add(text + "\n  expected " + expected + "\n  actual   " + actual);
    }

    private void Check() => Assert.True(wrong.Count == 0, string.Join("\n", wrong));
}
