// SPDX-License-Identifier: MIT
// BAD: rdx, rsi, rdi, r8, r9, r10 go back to ring 3 with what C code left in them

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C27_RegistersLeakedToUser_Bad : EntryAssembler
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
        mov(rsp, qword.gs[8]);
        swapgs();
        sysretq(); // EA0431
    }
}
