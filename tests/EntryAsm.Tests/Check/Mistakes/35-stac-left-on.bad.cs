// SPDX-License-Identifier: MIT
// BAD: the fault recovery leaves with AC set: stac without clac on one path

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C35_StacLeftOn_Bad : EntryAssembler
{
    static readonly Symbol get_user = Global("get_user"), load = Global("load"), recover = Global("recover");

    protected override void Assemble()
    {
        bind(get_user);
        stac();
        bind(load);
        mov(rax, qword[rdi]);
        clac();
        ret();
        bind(recover);
        mov(eax, -14);
        ret(); // EA0439
        pushsection("__ex_table", "a", () => dd(load - dot, recover - dot));
    }
}
