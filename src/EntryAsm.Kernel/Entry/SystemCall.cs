// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

public abstract partial class KernelKit
{
    /// <summary>RF and TF: SYSRET would load them too early, or not at all (Intel SDM vol. 2, SYSRET; vol. 3, 17.3.1).</summary>
    private const int ResumeAndTrap = 0x10100;

    /// <summary>Bits above the canonical part of an address, with four levels of page tables. What only five levels can reach goes back by IRETQ, which is slower and right.</summary>
    private const int UpperBits = 16;

    /// <summary><c>kit_syscall</c>: from SYSCALL to a function, and back by SYSRET where that gives back what the frame says, by IRETQ otherwise.</summary>
    /// <param name="answer">As <see cref="KitSettings.SystemCallConvention"/> says.</param>
    public void SystemCall(Symbol answer)
    {
        EntryPoint(kit_syscall, () =>
        {
            LandingPad();
            SyscallFrame();
            Answer(answer);
            cli();
            CallBeforeUser();
            SyscallReturn();
        });
        entry(EntryKind.Syscall, kit_syscall);
    }

    /// <summary>SYSCALL pushes nothing and leaves rsp (Intel SDM vol. 2, SYSCALL): the frame is made by hand, on the thread's stack. rcx and r11 in it are what SYSCALL left there.</summary>
    private void SyscallFrame()
    {
        swapgs();
        mov(Cpu(CpuArea.UserRsp), rsp);
        ToKernelPageTables(rsp);
        mov(rsp, Cpu(CpuArea.KernelStack));
        push(Settings.UserData);
        push(Cpu(CpuArea.UserRsp));
        push(r11);
        push(Settings.UserCode);
        push(rcx);
        push(0);
        push(TrapFrame.SystemCall);
        SaveRegisters();
    }

    private void Answer(Symbol answer)
    {
        var takesFrame = Settings.SystemCallConvention == SystemCallConvention.Frame;
        HardenEntry();
        if (takesFrame)
            Clear(eax, ecx, edx, esi, r8d, r9d, r10d, r11d);
        Clear(ebx, r12d, r13d, r14d, r15d);
        ClearFramePointer();
        if (takesFrame)
            mov(rdi, rsp);
        else
            Arguments();
        if (Settings.InterruptibleSystemCalls)
            sti();
        AroundVectors(() =>
        {
            if (!takesFrame)
                SeventhArgument();
            call(answer);
            if (!takesFrame)
                add(rsp, 16);
        });
        mov(Frame(TrapFrame.Rax), rax);
    }

    /// <summary>Number and first five arguments, from the frame: what hardened the entry has used their registers.</summary>
    private void Arguments()
    {
        mov(rdi, Frame(TrapFrame.Rax));
        mov(rsi, Frame(TrapFrame.Rdi));
        mov(rdx, Frame(TrapFrame.Rsi));
        mov(rcx, Frame(TrapFrame.Rdx));
        mov(r8, Frame(TrapFrame.R8 + 16));
        mov(r9, Frame(TrapFrame.R8));
        mov(rax, Frame(TrapFrame.R8 + 8));
        Clear(r10d, r11d);
    }

    /// <summary>The sixth argument is C's seventh, on the stack. rax holds it.</summary>
    private void SeventhArgument()
    {
        sub(rsp, 8); // rsp stays a multiple of 16
        push(rax);
    }

    /// <summary>
    /// SYSRET takes rip from rcx and the flags from r11, and fixed selectors; with an rip that is not canonical it faults in ring 0, on Intel processors with the user's stack
    /// (CVE-2012-0217). The handler may have changed the frame, so all of it is compared.
    /// </summary>
    private void SyscallReturn()
    {
        RelaxExit();
        mov(rcx, Frame(TrapFrame.Rip));
        mov(r11, Frame(TrapFrame.Rflags));
        cmp(Frame(TrapFrame.Rcx), rcx);
        jne(kit_leave_to_user);
        cmp(Frame(TrapFrame.R11), r11);
        jne(kit_leave_to_user);
        cmp(Frame(TrapFrame.Cs), Settings.UserCode);
        jne(kit_leave_to_user);
        cmp(Frame(TrapFrame.Ss), Settings.UserData);
        jne(kit_leave_to_user);
        test(r11d, ResumeAndTrap);
        jnz(kit_leave_to_user);
        mov(rax, rcx);
        shl(rax, UpperBits);
        sar(rax, UpperBits);
        cmp(rax, rcx);
        jne(kit_leave_to_user);
        for (var i = SavedRegisters.Length - 1; i >= 0; i--)
        {
            if (i is RcxPlace or R11Place)
                add(rsp, 8); // it holds what was compared
            else
                pop(SavedRegisters[i]);
        }

        LeaveBySysret();
    }

    /// <summary>Where rcx and r11 are in <see cref="SavedRegisters"/>.</summary>
    private const int RcxPlace = 13, R11Place = 4;

    /// <summary>The registers are the user's, but for rsp, which points at the frame's vector.</summary>
    private void LeaveBySysret()
    {
        if (Settings.PageTableIsolation)
        {
            mov(Cpu(CpuArea.Scratch), rax);
            mov(rax, qword[rsp + (TrapFrame.Rsp - TrapFrame.Vector)]);
            mov(Cpu(CpuArea.UserRsp), rax);
            ToUserPageTables(rax);
            mov(rax, Cpu(CpuArea.Scratch));
            mov(rsp, Cpu(CpuArea.UserRsp));
        }
        else
        {
            mov(rsp, qword[rsp + (TrapFrame.Rsp - TrapFrame.Vector)]);
        }

        ClearBuffers();
        swapgs();
        sysretq();
    }
}
