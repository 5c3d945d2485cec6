// SPDX-License-Identifier: MIT
// BAD: iretq to ring 3 faults with kernel cs and user gs, and nothing says where to go on

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C41_IretWithoutRecovery_Bad : EntryAssembler
{
    static readonly Symbol return_user = Global("return_user"), do_iret = Global("do_iret");

    protected override void Assemble()
    {
        bind(return_user);
        swapgs();
        bind(do_iret);
        iretq(); // EA0423
    }
}
