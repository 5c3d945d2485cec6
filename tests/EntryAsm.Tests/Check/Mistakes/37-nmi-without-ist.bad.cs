// SPDX-License-Identifier: MIT
// BAD: an NMI between syscall and the stack switch runs on the user rsp

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C37_NmiWithoutIst_Bad : EntryAssembler
{
    static readonly Symbol do_nmi = Extern("do_nmi");
    static readonly Symbol nmi = Global("nmi");

    protected override void Assemble()
    {
        bind(nmi);
        cld();
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11);
        call(do_nmi);
        pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        iretq();
        gate(2, nmi); // EA0450
    }
}
