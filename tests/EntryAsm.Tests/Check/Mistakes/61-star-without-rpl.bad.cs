// SPDX-License-Identifier: MIT
// BAD: STAR[63:48] has RPL 0: SYSRET loads ss as it stands, and the next IRET with that frame is #GP

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C61_StarWithoutRpl_Bad : EntryAssembler
{
    static readonly Symbol set_star = Global("set_star");

    protected override void Assemble()
    {
        bind(set_star);
        mov(ecx, unchecked((int)0xC0000081));
        xor(eax, eax);
        mov(edx, 0x00100008);
        wrmsr(); // EA0458
        ret();
    }
}
