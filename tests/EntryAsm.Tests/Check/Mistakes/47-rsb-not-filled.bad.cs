// SPDX-License-Identifier: MIT
// BAD: the stack is switched and the return stack buffer still predicts for the old task

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C47_RsbNotFilled_Bad : EntryAssembler
{
    static readonly Symbol switch_to = Global("switch_to");

    protected override void Assemble()
    {
        bind(switch_to);
        push(rbp);
        mov(qword[rdi], rsp);
        mov(rsp, qword[rsi]); // EA0474
        pop(rbp);
        ret();
    }
}
