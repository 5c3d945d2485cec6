// SPDX-License-Identifier: MIT
// BAD: mov to cs is #UD; cs is loaded by a far return

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C53_MovToCs_Bad : EntryAssembler
{
    static readonly Symbol reload_cs = Global("reload_cs");

    protected override void Assemble()
    {
        bind(reload_cs);
        mov(eax, 8);
        mov(cs, ax); // EA0454
        ret();
    }
}
