// SPDX-License-Identifier: MIT
// BAD: a FRED entry returns by ERETU; iretq and swapgs are those of IDT delivery

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C59_FredEntryWithIret_Bad : EntryAssembler
{
    static readonly Symbol do_fred = Extern("do_fred");
    static readonly Symbol fred_user_entry = Global("fred_user_entry");

    protected override void Assemble()
    {
        bind(fred_user_entry);
        mov(rdi, rsp);
        call(do_fred);
        swapgs(); // EA0459
        iretq();
    }
}
