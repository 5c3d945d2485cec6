// SPDX-License-Identifier: MIT
using static EntryAsm.EncodingRequest;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Encoding;

public sealed class PrefixAndRequestTests : EncodingRows
{
    [Fact]
    public void Prefixes()
    {
        Row("f0 01 00", a => { a.@lock(); a.add(dword[rax], eax); });
        Row("65 67 66 f0 83 00 05", a => { a.@lock(); a.add(word.gs[eax], 5); });
        Row("65 67 f2 f0 83 00 05", a => { a.xacquire(); a.@lock(); a.add(dword.gs[eax], 5); });
        Row("f3 88 05 34 12 00 00", a => { a.code32(); a.xrelease(); a.mov(@byte[0x1234], al); });
        Row("f3 89 06 34 12", a => { a.code16(); a.xrelease(); a.mov(word[0x1234], ax); });
        Row("f3 88 04 25 34 12 00 00", a => { a.xrelease(); a.mov(@byte[0x1234], al); });
        Row("f2 e8 00 00 00 00", a => { a.bnd(); a.call(sym); });
        Row("3e ff e0", a => { a.notrack(); a.jmp(rax); });
        Row("f3 a4", a => { a.rep(); a.movsb(); });
        Row("f2 a4", a => { a.repne(); a.movsb(); });
        Row("66 68 f4 01", a => { a.data16(); a.push(500); });
        Row("f3 c3", a => { a.rep(); a.ret(); });
        Check();
    }

    [Fact]
    public void Requests()
    {
        Row("40 89 c0", a => { a.encoding(Rex); a.mov(eax, eax); });
        Row("65 67 40 8a 00", a => { a.encoding(Rex); a.mov(al, @byte.gs[eax]); });
        Row("8b 40 00", a => { a.encoding(Disp8); a.mov(eax, dword[rax]); });
        Row("8b 80 00 00 00 00", a => { a.encoding(Disp32); a.mov(eax, dword[rax]); });
        Row("8b c1", a => { a.encoding(Load); a.mov(eax, ecx); });
        Row("e9 00 00 00 00", a => { a.encoding(Disp32); a.jmp(sym); });
        Row("0f 85 00 00 00 00", a => { a.encoding(Disp32); a.jne(sym); });
        Row("0f 29 d1", a => { a.encoding(Store); a.movaps(xmm1, xmm2); });
        Row("c4 e1 68 58 cb", a => { a.encoding(Vex3); a.vaddps(xmm1, xmm2, xmm3); });
        Row("c5 e8 58 48 10", a => { a.encoding(Disp8); a.vaddps(xmm1, xmm2, xmmword[rax + 16]); });
        Row("62 f1 6c 08 58 cb", a => { a.encoding(Evex); a.vaddps(xmm1, xmm2, xmm3); });
        Check();
    }
}
