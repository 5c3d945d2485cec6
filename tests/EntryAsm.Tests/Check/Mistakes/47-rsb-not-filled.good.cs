// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of rsb-not-filled.bad.cs (the stack is switched and the return stack buffer still predicts for the old task)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C47_RsbNotFilled_Good : EntryAssembler
{
    static readonly Symbol switch_to = Global("switch_to");

    protected override void Assemble()
    {
        bind(switch_to);
        push(rbp);
        mov(qword[rdi], rsp);
        mov(rsp, qword[rsi]);
        for (var i = 0; i < 32; i++)
        {
        var next = label();
        call(next);
        int3();
        bind(next);
        }
        add(rsp, 32 * 8);
        pop(rbp);
        ret();
    }
}
