// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of ibrs-missing-on-a-path.bad.cs (the kernel branch calls before SPEC_CTRL is written; only the user branch writes it)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C45_IbrsMissingOnAPath_Good : EntryAssembler
{
    static readonly Symbol do_work = Extern("do_work");
    static new readonly Symbol entry = Global("entry");

    protected override void Assemble()
    {
        bind(entry);
        mov(ecx, 0x48);
        mov(eax, 1);
        xor(edx, edx);
        wrmsr();
        sub(rsp, 8);
        call(do_work);
        ud2();
        gate(0x26, entry);
    }
}
