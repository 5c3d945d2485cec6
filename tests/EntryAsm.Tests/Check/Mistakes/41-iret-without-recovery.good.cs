// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of iret-without-recovery.bad.cs (iretq to ring 3 faults with kernel cs and user gs, and nothing says where to go on)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C41_IretWithoutRecovery_Good : EntryAssembler
{
    static readonly Symbol kill_task = Extern("kill_task");
    static readonly Symbol return_user = Global("return_user"), do_iret = Global("do_iret"), bad_iret = Global("bad_iret");

    protected override void Assemble()
    {
        bind(return_user);
        swapgs();
        bind(do_iret);
        iretq();
        bind(bad_iret);
        swapgs();
        jmp(kill_task);
        pushsection("__ex_table", "a", () => dd(do_iret - dot, bad_iret - dot));
    }
}
