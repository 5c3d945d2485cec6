// SPDX-License-Identifier: MIT
// BAD: rsp and ss are pushed in the wrong order for iretq

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C13_IretFrameOrder_Bad : EntryAssembler
{
    static readonly Symbol enter_user = Global("enter_user");

    protected override void Assemble()
    {
        bind(enter_user);
        push(rsi);
        push(0x23);
        push(0x202);
        push(0x2b);
        push(rdi);
        swapgs();
        iretq(); // EA0402
    }
}
