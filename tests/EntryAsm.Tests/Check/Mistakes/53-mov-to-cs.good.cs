// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of mov-to-cs.bad.cs (mov to cs is #UD; cs is loaded by a far return)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C53_MovToCs_Good : EntryAssembler
{
    static readonly Symbol reload_cs = Global("reload_cs");

    protected override void Assemble()
    {
        bind(reload_cs);
        pop(rdi);
        push(0x08);
        push(rdi);
        retfq();
    }
}
