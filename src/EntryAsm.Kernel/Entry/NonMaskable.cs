// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// NMIs. The processor holds them back until the next IRETQ, whoever executes it (Intel SDM vol. 3, 6.7.1): an exception in the handler lets another one in, at the top of the same stack of
// the interrupt stack table. So an NMI is handled on a second stack, and the first is used for a few instructions only.
public abstract partial class KernelKit
{
    /// <summary>Bytes below the frame on the second stack: r12 and rbx, as the paranoid entry leaves them.</summary>
    private const int KeptBytes = 16;

    /// <summary><c>kit_nmi</c>: vector 2.</summary>
    /// <param name="handler"><c>void (TrapFrame *)</c>. It may run once for several NMIs, as the processor too remembers only one.</param>
    public void NonMaskable(Symbol handler)
    {
        EntryPoint(kit_nmi, () =>
        {
            LandingPad();
            push(0);
            push(ExceptionKinds.Nmi);
            CleanFlags();
            SaveRegisters();
            TakeGsBase();
            TakePageTables();
            Nested(handler);
        });
        AddGate(ExceptionKinds.Nmi, kit_nmi);
    }

    private void Nested(Symbol handler)
    {
        Label first = label(), again = label(), leaving = label(), left = label(), back = label(), mayNest = label();

        // One that interrupted the way out of the last: the frame on the second stack is still whole, and the way out begins anew behind the handler.
        test(@byte[rsp + TrapFrame.Cs], 3);
        jnz(first);
        mov(rax, Frame(TrapFrame.Rip));
        lea(rcx, ptr[rip + leaving]);
        cmp(rax, rcx);
        jb(mayNest);
        lea(rcx, ptr[rip + left]);
        cmp(rax, rcx);
        jae(mayNest);
        mov(rsp, Cpu(CpuArea.Self));
        add(rsp, CpuArea.NmiWorkStack - TrapFrame.Size - KeptBytes);
        mov(Cpu32(CpuArea.NmiRuns), 1);
        jmp(again);

        // One that interrupted the handler: it will run again.
        bind(mayNest);
        cmp(Cpu32(CpuArea.NmiRuns), 0);
        je(first);
        mov(Cpu32(CpuArea.NmiCame), 1);
        jmp(back);

        bind(first);
        mov(Cpu32(CpuArea.NmiRuns), 1);
        mov(rax, rsp);
        mov(rsp, Cpu(CpuArea.Self));
        add(rsp, CpuArea.NmiWorkStack);
        for (var word = TrapFrame.Size - 8; word >= 0; word -= 8)
            push(qword[rax + word]);
        push(rbx);
        push(r12);

        bind(again);
        mov(Cpu32(CpuArea.NmiCame), 0);
        lea(rdi, ptr[rsp + KeptBytes]);
        Clear(eax, ebx, ecx, edx, esi, ebp, r8d, r9d, r10d, r11d, r12d, r13d, r14d, r15d);
        AroundVectors(() => call(handler));
        cli(); // the handler may have turned interrupts on

        bind(leaving);
        cmp(Cpu32(CpuArea.NmiCame), 0);
        jne(again);
        mov(Cpu32(CpuArea.NmiRuns), 0);
        pop(r12);
        pop(rbx);
        bind(back);
        GiveBackPageTables();
        GiveBackGsBase();
        RestoreRegisters();
        add(rsp, NumberBytes);
        bind(kit_nmi_iretq);
        iretq();
        bind(left);
    }
}
