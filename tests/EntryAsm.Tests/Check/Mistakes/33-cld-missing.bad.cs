// SPDX-License-Identifier: MIT
// BAD: ring 3 may have set DF; C code copies backwards

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C33_CldMissing_Bad : EntryAssembler
{
    static readonly Symbol do_fault = Extern("do_fault");
    static readonly Symbol page_fault = Global("page_fault");

    protected override void Assemble()
    {
        bind(page_fault);
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11); push(rbx);
        call(do_fault); // EA0435
        pop(rbx); pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        add(rsp, 8);
        iretq();
        gate(14, page_fault, hasErrorCode: true);
    }
}
