// SPDX-License-Identifier: MIT
// BAD: the kernel branch calls before SPEC_CTRL is written; only the user branch writes it

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C45_IbrsMissingOnAPath_Bad : EntryAssembler
{
    static readonly Symbol do_work = Extern("do_work");
    static new readonly Symbol entry = Global("entry");

    protected override void Assemble()
    {
        bind(entry);
        test(@byte[rsp + 8], 3);
        jz(f(1));
        mov(ecx, 0x48);
        mov(eax, 1);
        xor(edx, edx);
        wrmsr();
        L(1);
        sub(rsp, 8);
        call(do_work); // EA0476
        ud2();
        gate(0x26, entry);
    }
}
