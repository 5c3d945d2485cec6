// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

public abstract partial class KernelKit
{
    /// <summary>Bytes in a frame between the registers and the processor's words.</summary>
    private const int NumberBytes = TrapFrame.Rip - TrapFrame.Vector;

    /// <summary><c>kit_leave_trap</c>: back to what a frame says, which rsp points at.</summary>
    public void LeaveTrap() => EntryPoint(kit_leave_trap, () =>
    {
        var toUser = label();
        cli(); // a handler may have turned interrupts on
        test(@byte[rsp + TrapFrame.Cs], 3);
        jnz(toUser);
        RestoreRegisters();
        add(rsp, NumberBytes);
        iretq();

        bind(toUser);
        CallBeforeUser();
        RelaxExit();
        bind(kit_leave_to_user);
        LeaveToUser();
    });

    /// <summary>The kernel's own work before ring 3 goes on (<see cref="KitSettings.BeforeUser"/>).</summary>
    private void CallBeforeUser()
    {
        if (Settings.BeforeUser is not { } work)
            return;
        mov(rdi, rsp);
        AroundVectors(() => call(work));
        cli();
    }

    /// <summary>Restores a frame of ring 3 and goes there by IRETQ.</summary>
    private void LeaveToUser()
    {
        if (Settings.PageTableIsolation)
            LeaveByEntryStack();
        else
            RestoreRegisters();
        ClearBuffers();
        swapgs();
        if (!Settings.PageTableIsolation)
            add(rsp, NumberBytes);
        bind(kit_user_iretq);
        iretq();
    }

    /// <summary>The user's page tables do not map the thread's stack: IRETQ takes its words off the entry stack, where rax waits below them.</summary>
    private void LeaveByEntryStack()
    {
        mov(rdx, Cpu(CpuArea.Self));
        add(rdx, CpuArea.EntryStack - 6 * 8);
        foreach (var (field, place) in new[]
                 {
                     (TrapFrame.Rax, 0), (TrapFrame.Rip, 8), (TrapFrame.Cs, 16), (TrapFrame.Rflags, 24), (TrapFrame.Rsp, 32), (TrapFrame.Ss, 40),
                 })
        {
            mov(rax, Frame(field));
            mov(qword[rdx + place], rax);
        }

        RestoreRegisters();
        mov(rsp, Cpu(CpuArea.Self));
        add(rsp, CpuArea.EntryStack - 6 * 8);
        ToUserPageTables(rax);
        pop(rax);
    }
}
