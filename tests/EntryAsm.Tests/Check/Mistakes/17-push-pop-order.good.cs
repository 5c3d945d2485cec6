// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of push-pop-order.bad.cs (registers are popped in the order they were pushed, so rbx and r12 change places)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C17_PushPopOrder_Good : EntryAssembler
{
    static readonly Symbol switch_to = Global("switch_to");

    protected override void Assemble()
    {
        bind(switch_to);
        push(rbx);
        push(rbp);
        push(r12);
        push(r13);
        push(r14);
        push(r15);
        mov(qword[rdi], rsp);
        mov(rsp, qword[rsi]);
        pop(r15);
        pop(r14);
        pop(r13);
        pop(r12);
        pop(rbp);
        pop(rbx);
        ret();
    }
}
