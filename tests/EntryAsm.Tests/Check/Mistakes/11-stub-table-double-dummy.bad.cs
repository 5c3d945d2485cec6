// SPDX-License-Identifier: MIT
// BAD: every stub pushes a dummy, also those whose vector has pushed an error code

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C11_StubTableDoubleDummy_Bad : EntryAssembler
{
    static readonly Symbol common = Extern("common");
    static readonly Symbol stubs = Global("stubs");

    protected override void Assemble()
    {
        bind(stubs);
        for (var v = 0; v < 32; v++)
        {
        align(8);
        push(0); // EA0403
        push(v);
        jmp(common);
        }
    }
}
