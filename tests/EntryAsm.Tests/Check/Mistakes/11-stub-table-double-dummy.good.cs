// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of stub-table-double-dummy.bad.cs (every stub pushes a dummy, also those whose vector has pushed an error code)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C11_StubTableDoubleDummy_Good : EntryAssembler
{
    static readonly Symbol common = Extern("common");
    static readonly Symbol stubs = Global("stubs");

    protected override void Assemble()
    {
        bind(stubs);
        for (var v = 0; v < 32; v++)
        {
        align(8);
        if (v is not (8 or 10 or 11 or 12 or 13 or 14 or 17 or 21 or 29 or 30))
        push(0);
        push(v);
        jmp(common);
        }
    }
}
