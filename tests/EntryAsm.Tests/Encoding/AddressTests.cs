// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Encoding;

public sealed class AddressTests : EncodingRows
{
    [Fact]
    public void Rows()
    {
        Row("8b 00", a => a.mov(eax, dword.ds[rax]));
        Row("3e 8b 45 00", a => a.mov(eax, dword.ds[rbp]));
        Row("8b 45 00", a => a.mov(eax, dword.ss[rbp]));
        Row("36 8b 00", a => a.mov(eax, dword.ss[rax]));
        Row("26 8b 00", a => a.mov(eax, dword.es[rax]));
        Row("2e 8b 05 05 00 00 00", a => a.mov(eax, dword.cs[rip + 5]));
        Row("8b 05 05 00 00 00", a => a.mov(eax, dword.ds[rip + 5]));
        Row("8b 04 25 10 00 00 00", a => a.mov(eax, dword.ds[0x10]));
        Row("67 8b 80 00 00 00 00", a => a.mov(eax, dword[eax + sym]));
        Row("67 8b 40 ff", a => a.mov(eax, dword[eax + 0xffffffff]));
        Row("8b 04 05 00 00 00 00", a => a.mov(eax, dword[rax * 1]));
        Row("8b 04 45 00 00 00 00", a => a.mov(eax, dword[rax * 2]));
        Row("8b 04 04", a => a.mov(eax, dword[rax + rsp]));
        Row("8b 44 05 00", a => a.mov(eax, dword[rbp + rax]));
        Row("8b 04 28", a => a.mov(eax, dword[rax + rbp]));
        Row("41 8b 45 00", a => a.mov(eax, dword[r13]));
        Row("41 8b 04 24", a => a.mov(eax, dword[r12]));
        Row("8b 80 80 00 00 00", a => a.mov(eax, dword[rax + 0x80]));
        Row("8b 40 80", a => a.mov(eax, dword[rax - 0x80]));
        Check();
    }
}
