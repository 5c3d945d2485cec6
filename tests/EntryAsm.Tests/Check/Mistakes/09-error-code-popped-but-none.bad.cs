// SPDX-License-Identifier: MIT
// BAD: vector 3 pushes no error code; add rsp, 8 drops the return address

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C09_ErrorCodePoppedButNone_Bad : EntryAssembler
{
    static readonly Symbol do_bp = Extern("do_bp");
    static readonly Symbol breakpoint = Global("breakpoint");

    protected override void Assemble()
    {
        bind(breakpoint);
        cld();
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11);
        call(do_bp);
        pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
        add(rsp, 8);
        iretq(); // EA0403
        gate(3, breakpoint, dpl: 3);
    }
}
