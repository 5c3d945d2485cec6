// SPDX-License-Identifier: MIT
// BAD: a double fault for want of stack finds no stack either: triple fault

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C39_DoubleFaultWithoutIst_Bad : EntryAssembler
{
    static readonly Symbol do_double_fault = Extern("do_double_fault");
    static readonly Symbol double_fault = Global("double_fault");

    protected override void Assemble()
    {
        bind(double_fault);
        cld();
        mov(rdi, rsp);
        call(do_double_fault);
        hlt();
        gate(8, double_fault, hasErrorCode: true); // EA0450
    }
}
