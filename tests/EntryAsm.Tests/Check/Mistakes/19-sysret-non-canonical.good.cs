// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of sysret-non-canonical.bad.cs (sysretq with an rcx nobody checked: on Intel #GP in ring 0 on the user stack)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C19_SysretNonCanonical_Good : EntryAssembler
{
    static readonly Symbol iret_exit = Extern("iret_exit");
    static readonly Symbol syscall_exit = Global("syscall_exit");

    protected override void Assemble()
    {
        bind(syscall_exit);
        mov(rcx, qword[rsp + 0x80]);
        mov(r11, qword[rsp + 0x90]);
        mov(rdx, rcx);
        shl(rdx, 16);
        sar(rdx, 16);
        cmp(rdx, rcx);
        jne(iret_exit);
        mov(rsp, qword[rsp + 0x98]);
        swapgs();
        sysretq();
    }
}
