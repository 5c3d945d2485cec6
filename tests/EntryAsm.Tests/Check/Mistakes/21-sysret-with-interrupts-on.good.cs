// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of sysret-with-interrupts-on.bad.cs (interrupts are on between loading the user rsp and sysret: an interrupt in ring 0 runs on the user stack)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C21_SysretWithInterruptsOn_Good : EntryAssembler
{
    static readonly Symbol syscall_exit = Global("syscall_exit");

    protected override void Assemble()
    {
        bind(syscall_exit);
        cli();
        pop(r11);
        pop(rcx);
        mov(rsp, qword.gs[8]);
        swapgs();
        sysretq();
    }
}
