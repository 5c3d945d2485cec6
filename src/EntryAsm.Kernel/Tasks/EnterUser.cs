// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

public abstract partial class KernelKit
{
    /// <summary><c>kit_enter_user</c>, which leaves for ring 3 with every register as a frame says and forgets what is on the stack; and <c>kit_new_user_thread</c>.</summary>
    public void EnterUser()
    {
        Function(kit_enter_user, () =>
        {
            cli();
            mov(rax, rdi);
            mov(rsp, Cpu(CpuArea.KernelStack));
            for (var word = TrapFrame.Size - 8; word >= 0; word -= 8)
                push(qword[rax + word]);
            jmp(kit_leave_trap);
        });
        NewUserThread();
    }

    /// <summary>The frame at the top of the new thread's stack, and below it what <c>kit_switch</c> takes.</summary>
    private void NewUserThread()
    {
        Function(kit_new_user_thread, () =>
        {
            mov(qword[rdi + ThreadContext.KernelStack], rsi);
            for (var word = 0; word < TrapFrame.Size; word += 8)
            {
                mov(rax, qword[rdx + word]);
                mov(qword[rsi + (word - TrapFrame.Size)], rax);
            }

            lea(rax, ptr[rip + kit_user_thread_begins]);
            mov(qword[rsi - (TrapFrame.Size + 8)], rax);
            lea(rax, ptr[rsi - (TrapFrame.Size + 56)]);
            mov(qword[rdi + ThreadContext.Rsp], rax);
            ret();
        });
        text();
        align(16);
        bind(kit_user_thread_begins);
        entry(EntryKind.Start, kit_user_thread_begins);
        jmp(kit_leave_trap);
        size(kit_user_thread_begins);
    }
}
