// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// NMIs. The processor holds them back until the next IRETQ, whoever executes it (Intel SDM vol. 3, 6.7.1): an exception in the handler lets another one in, at the top of the same stack of
// the interrupt stack table. So an NMI is handled on a second stack, and the first is used for a few instructions only.
public abstract partial class KernelKit
{
    /// <summary>What the paranoid entry keeps, below the frame on the second stack; rsp stays a multiple of 16.</summary>
    private Op[] Kept => Settings.RestrictSpeculation ? [rbx, r12, r13, r13] : [rbx, r12];

    /// <summary>Bytes of that.</summary>
    private int KeptBytes => Kept.Length * 8;

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
            TakeSpeculationControl();
            Nested(handler);
        });
        AddGate(ExceptionKinds.Nmi, kit_nmi);
    }

    private void Nested(Symbol handler)
    {
        Label first = label(), again = label(), leaving = label(), left = label(), back = label(), mayNest = label();

        // One that interrupted the exit of the last: the frame on the second stack is still intact, and the exit restarts after the handler.
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
        assume(Fact.Resumed); // the second stack holds that NMI's frame and what it keeps
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
        foreach (var register in Kept)
            push(register);

        bind(again);
        mov(Cpu32(CpuArea.NmiCame), 0);
        lea(rdi, ptr[rsp + KeptBytes]);
        Clear(eax, ebx, ecx, edx, esi, r8d, r9d, r10d, r11d, r12d, r13d, r14d, r15d);
        ClearFramePointer();
        AroundVectors(() => call(handler));
        cli(); // the handler may have turned interrupts on

        bind(leaving);
        cmp(Cpu32(CpuArea.NmiCame), 0);
        jne(again);
        mov(Cpu32(CpuArea.NmiRuns), 0);
        for (var i = Kept.Length - 1; i >= 0; i--)
            pop(Kept[i]);
        bind(back);
        GiveBackAll();
        RestoreRegisters();
        add(rsp, NumberBytes);
        bind(kit_nmi_iretq);
        iretq();
        bind(left);
    }
}
