// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of fred-entry-with-iret.bad.cs (a FRED entry returns by ERETU; iretq and swapgs are those of IDT delivery)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C59_FredEntryWithIret_Good : EntryAssembler
{
    static readonly Symbol do_fred = Extern("do_fred");
    static readonly Symbol fred_user_entry = Global("fred_user_entry");

    protected override void Assemble()
    {
        bind(fred_user_entry);
        mov(rdi, rsp);
        call(do_fred);
        eretu();
    }
}
