// SPDX-License-Identifier: MIT
// GOOD: the same without the mistake of fxsave-misaligned.bad.cs (fxsave64 needs 16 bytes of alignment; rsp is 8 off here)

namespace EntryAsm.Tests.Check.Mistakes;

[EntryModule]
public sealed partial class C31_FxsaveMisaligned_Good : EntryAssembler
{
    static readonly Symbol do_fpu = Extern("do_fpu");
    static readonly Symbol device_na = Global("device_na");

    protected override void Assemble()
    {
        bind(device_na);
        push(rax);
        sub(rsp, 512);
        fxsave64(ptr[rsp]);
        call(do_fpu);
        fxrstor64(ptr[rsp]);
        add(rsp, 512);
        pop(rax);
        iretq();
        gate(7, device_na);
    }
}
