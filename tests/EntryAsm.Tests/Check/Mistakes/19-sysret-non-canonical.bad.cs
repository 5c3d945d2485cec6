// SPDX-License-Identifier: MIT
// BAD: sysretq with an rcx nobody checked: on Intel #GP in ring 0 on the user stack

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C19_SysretNonCanonical_Bad : EntryAssembler
{
    static readonly Symbol syscall_exit = Global("syscall_exit");

    protected override void Assemble()
    {
        bind(syscall_exit);
        mov(rcx, qword[rsp + 0x80]);
        mov(r11, qword[rsp + 0x90]);
        mov(rsp, qword[rsp + 0x98]);
        swapgs();
        sysretq(); // EA0442
    }
}
