// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of swapgs-missing-on-entry.bad.cs (an exception from ring 3 reads per-cpu data through the user gs base: no swapgs on the way in)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C01_SwapgsMissingOnEntry_Good : EntryAssembler
{
    static readonly Symbol do_fault = Extern("do_fault");
    static readonly Symbol page_fault = Global("page_fault");

    protected override void Assemble()
    {
        bind(page_fault);
        cld();
        test(@byte[rsp + 16], 3);
        jz(f(1));
        swapgs();
        L(1);
        lfence();
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11); push(rbx);
        mov(rax, qword.gs[0x10]);
        mov(rdi, rsp);
        call(do_fault);
        pop(rbx); pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        test(@byte[rsp + 16], 3);
        jz(f(2));
        swapgs();
        L(2);
        add(rsp, 8);
        iretq();
        gate(14, page_fault, hasErrorCode: true);
    }
}
