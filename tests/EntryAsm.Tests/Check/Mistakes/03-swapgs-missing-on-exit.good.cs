// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of swapgs-missing-on-exit.bad.cs (the fast way out of the system call goes back to ring 3 with the kernel gs base: no swapgs)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C03_SwapgsMissingOnExit_Good : EntryAssembler
{
    static readonly Symbol do_syscall = Extern("do_syscall");
    static readonly Symbol syscall_entry = Global("syscall_entry");

    protected override void Assemble()
    {
        bind(syscall_entry);
        swapgs();
        mov(qword.gs[8], rsp);
        mov(rsp, qword.gs[0]);
        push(rcx);
        push(r11);
        call(do_syscall);
        pop(r11);
        pop(rcx);
        test(eax, eax);
        js(f(1));
        mov(rsp, qword.gs[8]);
        swapgs();
        sysretq();
        L(1);
        mov(rsp, qword.gs[8]);
        swapgs();
        sysretq();
    }
}
