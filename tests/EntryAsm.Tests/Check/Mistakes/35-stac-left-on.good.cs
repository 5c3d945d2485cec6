// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of stac-left-on.bad.cs (the fault recovery leaves with AC set: stac without clac on one path)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C35_StacLeftOn_Good : EntryAssembler
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
        clac();
        mov(eax, -14);
        ret();
        pushsection("__ex_table", "a", () => dd(load - dot, recover - dot));
    }
}
