// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Encoding;

public sealed class GeneralInstructionTests : EncodingRows
{
    [Fact]
    public void Rows()
    {
        Row("83 c0 05", a => a.add(eax, 5));
        Row("83 c0 f0", a => a.add(eax, 0xfffffff0));
        Row("66 83 c0 f0", a => a.add(ax, 0xfff0));
        Row("05 f4 01 00 00", a => a.add(eax, 500));
        Row("04 05", a => a.add(al, 5));
        Row("48 05 00 00 00 00", a => a.add(rax, sym));
        Row("05 00 00 00 00", a => a.add(eax, sym));
        Row("48 0f ba e0 05", a => a.bt(rax, 5));
        Row("e8 00 00 00 00", a => a.call(sym));
        Row("ff 10", a => a.call(ptr[rax]));
        Row("ff d0", a => a.call(rax));
        Row("66 ff d0", a => a.call(ax));
        Row("c8 05 00 06", a => a.enter(5, 6));
        Row("9b d9 38", a => a.fstcw(word[rax]));
        Row("9b 65 41 d9 38", a => a.fstcw(word.gs[r8]));
        Row("69 c0 f4 01 00 00", a => a.imul(eax, 500));
        Row("48 6b c0 05", a => a.imul(rax, 5));
        Row("48 6b c1 05", a => a.imul(rax, rcx, 5));
        Row("e4 05", a => a.@in(al, 5));
        Row("ec", a => a.@in(al, dx));
        Row("cc", a => a.@int(3));
        Row("cd 04", a => a.@int(4));
        Row("cf", a => a.iret());
        Row("48 cf", a => a.iretq());
        Row("ff 28", a => a.jmp(fword[rax]));
        Row("48 cb", a => a.lretq());
        Row("0f 02 c1", a => a.lar(eax, cx));
        Row("0f 01 f0", a => a.lmsw(ax));
        Row("48 0f 03 00", a => a.lsl(rax, ptr[rax]));
        Row("0f 00 d8", a => a.ltr(ax));
        Row("48 c7 c0 78 56 34 12", a => a.mov(rax, 0x12345678));
        Row("48 b8 ff ff ff ff 00 00 00 00", a => a.mov(rax, 0xffffffff));
        Row("48 c7 c0 ff ff ff ff", a => a.mov(rax, -1));
        Row("48 b8 89 67 45 23 01 00 00 00", a => a.mov(rax, 0x123456789));
        Row("48 c7 c0 00 00 00 00", a => a.mov(rax, sym));
        Row("b8 00 00 00 00", a => a.mov(eax, sym));
        Row("b0 00", a => a.mov(al, sym));
        Row("48 8b 04 25 00 00 00 00", a => a.mov(rax, qword[sym]));
        Row("8a 04 25 00 00 00 00", a => a.mov(al, @byte[sym]));
        Row("65 48 8b 04 25 00 00 00 00", a => a.mov(rax, qword.gs[sym]));
        Row("8e d8", a => a.mov(ds, ax));
        Row("8e d8", a => a.mov(ds, eax));
        Row("8e d8", a => a.mov(ds, rax));
        Row("66 8c d8", a => a.mov(ax, ds));
        Row("8c d8", a => a.mov(eax, ds));
        Row("8c d8", a => a.mov(rax, ds));
        Row("8e 18", a => a.mov(ds, word[rax]));
        Row("8c 18", a => a.mov(word[rax], ds));
        Row("48 a1 00 00 00 00 00 00 00 00", a => a.movabs(rax, qword[sym]));
        Row("48 a1 00 00 00 00 00 80 ff ff", a => a.mov(rax, qword[0xffff800000000000]));
        Row("a3 f0 00 e0 fe 00 00 00 00", a => a.mov(dword[0xfee000f0], eax));
        Row("48 8b 0c 25 00 00 00 00", a => a.mov(rcx, qword[sym - 0xffffffff80000000]));
        Row("48 8b 8b 00 00 00 00", a => a.mov(rcx, qword[rbx + sym - 0xffffffff80000000]));
        Row("f2 0f 00 f7", a => a.lkgs(di));
        Row("48 b8 05 00 00 00 00 00 00 00", a => a.movabs(rax, 5));
        Row("a0 00 00 00 00 00 00 00 00", a => a.movabs(al, @byte[sym]));
        Row("48 63 c1", a => a.movsxd(rax, ecx));
        Row("90", a => a.nop());
        Row("0f 1f 00", a => a.nop(dword[rax]));
        Row("0f 1f c0", a => a.nop(eax));
        Row("5d", a => a.pop(rbp));
        Row("9d", a => a.popf());
        Row("6a 05", a => a.push(5));
        Row("68 f4 01 00 00", a => a.push(500));
        Row("68 7f ff ff ff", a => a.push(-129));
        Row("68 00 00 00 00", a => a.push(sym));
        Row("0f a0", a => a.push(fs));
        Row("66 6a 05", a => a.pushw(5));
        Row("9c", a => a.pushf());
        Row("9c", a => a.pushfq());
        Row("c3", a => a.ret());
        Row("c2 08 00", a => a.ret(8));
        Row("cb", a => a.retf());
        Row("0f 01 00", a => a.sgdt(ptr[rax]));
        Row("48 d1 e0", a => a.shl(rax, 1));
        Row("48 c1 e0 05", a => a.shl(rax, 5));
        Row("0f 00 c0", a => a.sldt(rax));
        Row("48 0f 01 e0", a => a.smsw(rax));
        Row("0f 01 e0", a => a.smsw(eax));
        Row("0f 00 c8", a => a.str(eax));
        Row("0f 00 c8", a => a.str(rax));
        Row("66 0f 00 c8", a => a.str(ax));
        Row("48 0f 07", a => a.sysretq());
        Row("48 85 08", a => a.test(qword[rax], rcx));
        Row("48 85 08", a => a.test(rcx, qword[rax]));
        Row("48 85 d1", a => a.test(rcx, rdx));
        Row("c7 f8 00 00 00 00", a => a.xbegin(sym));
        Row("48 91", a => a.xchg(rcx, rax));
        Row("48 91", a => a.xchg(rax, rcx));
        Row("48 87 d1", a => a.xchg(rcx, rdx));
        Row("87 c0", a => a.xchg(eax, eax));
        Row("90", a => a.xchg(rax, rax));
        Row("66 90", a => a.xchg(ax, ax));
        Row("48 87 08", a => a.xchg(qword[rax], rcx));
        Row("48 87 08", a => a.xchg(rcx, qword[rax]));
        Check();
    }
}
