// SPDX-License-Identifier: MIT
// BAD: the stack is loaded through gs before swapgs, from an address the user chose

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C23_SyscallGsBeforeSwapgs_Bad : EntryAssembler
{
    static readonly Symbol do_syscall = Extern("do_syscall");
    static readonly Symbol syscall_entry = Global("syscall_entry");

    protected override void Assemble()
    {
        bind(syscall_entry);
        mov(qword.gs[8], rsp); // EA0420
        mov(rsp, qword.gs[0]);
        swapgs();
        push(rcx);
        push(r11);
        call(do_syscall);
        ud2();
    }
}
