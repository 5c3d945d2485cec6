// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// From the processor's frame to a handler in C, for vectors whose saved cs tells whose GS base is in force.
public abstract partial class KernelKit
{
    /// <summary>The registers of the frame, from the highest address: the order of the pushes.</summary>
    private static readonly Op[] SavedRegisters = [r15, r14, r13, r12, r11, r10, r9, r8, rdi, rsi, rbp, rbx, rdx, rcx, rax];

    /// <summary>Bytes of what is on the stack when registers are about to be saved: vector, error code, and the processor's five words.</summary>
    private const int PushedBytes = TrapFrame.Size - TrapFrame.Vector;

    /// <summary>
    /// The body of an entry: vector and error code are on the stack. Saves the frame, on the thread's stack when it came from ring 3, calls a function with it and goes to
    /// <c>kit_leave_trap</c>.
    /// </summary>
    /// <param name="handler"><c>void (TrapFrame *)</c>.</param>
    /// <param name="mayComeWithUserGs">The exception may be one of the IRETQ to ring 3 or of a load of gs, which run in the kernel with the user's GS base.</param>
    private void TrapBody(Symbol handler, bool mayComeWithUserGs)
    {
        Label fromKernel = label(), saved = label();
        CleanFlags();
        test(@byte[rsp + (TrapFrame.Cs - TrapFrame.Vector)], 3);
        jz(fromKernel);
        swapgs();
        FenceSwapgs();
        SaveFromUser();
        HardenEntry();
        jmp(saved);

        bind(fromKernel);
        if (mayComeWithUserGs)
            RecoverUserGs(saved);
        else
            FenceSwapgs();
        SaveRegisters();

        bind(saved);
        CallHandler(handler);
        jmp(kit_leave_trap);
    }

    private void SaveRegisters()
    {
        foreach (var register in SavedRegisters)
            push(register);
    }

    private void RestoreRegisters()
    {
        for (var i = SavedRegisters.Length - 1; i >= 0; i--)
            pop(SavedRegisters[i]);
    }

    /// <summary>
    /// Saves registers for code of ring 3, with the kernel's GS base. With isolation the processor's words lie on the entry stack, which the next interrupt will use: they are moved.
    /// </summary>
    private void SaveFromUser()
    {
        if (!Settings.PageTableIsolation)
        {
            SaveRegisters();
            return;
        }

        push(rax);
        ToKernelPageTables(rax);
        mov(rax, rsp);
        mov(rsp, Cpu(CpuArea.KernelStack));
        for (var word = PushedBytes - 8; word >= 0; word -= 8)
            push(qword[rax + (8 + word)]);
        foreach (var register in SavedRegisters[..^1])
            push(register);
        push(qword[rax]);
    }

    /// <summary>
    /// An exception of the kernel's may be one that IRETQ to ring 3 raised, for a frame that the kernel was told to use, or a load of gs for a bad selector. Both run with the user's GS
    /// base, though the saved cs is the kernel's; the saved rip tells.
    /// </summary>
    /// <param name="saved">Where a frame of ring 3 goes on that has been saved.</param>
    private void RecoverUserGs(Label saved)
    {
        Label ours = label(), isIret = label(), notIret = label();
        push(rax);
        CompareRip(kit_user_iretq);
        je(isIret);
        if (exceptionEntries.ContainsKey(ExceptionKinds.Nmi))
        {
            CompareRip(kit_nmi_iretq);
            je(isIret);
        }

        CompareRip(kit_gs_load);
        pop(rax);
        jne(ours);
        swapgs();
        bind(ours);
        FenceSwapgs();
        jmp(notIret);

        bind(isIret);
        pop(rax);
        swapgs();
        FenceSwapgs();
        TakeBadFrame();
        HardenEntry();
        jmp(saved);
        bind(notIret);
    }

    /// <summary>Compares the saved rip with a place. rax is on the stack, below the vector, and overwritten.</summary>
    private void CompareRip(Symbol place)
    {
        lea(rax, ptr[rip + place]);
        cmp(rax, qword[rsp + (8 + TrapFrame.Rip - TrapFrame.Vector)]);
    }

    /// <summary>
    /// The five words that IRETQ could not take become the frame, as if the exception had come in ring 3 where they lead: its handler ends the program, or fixes the frame.
    /// The saved rsp points at them.
    /// </summary>
    private void TakeBadFrame()
    {
        mov(Cpu(CpuArea.Scratch), rax);
        mov(Cpu(CpuArea.Scratch + 8), rcx);
        mov(Cpu(CpuArea.Scratch + 16), rdx);
        ToKernelPageTables(rax);
        pop(rax); // vector
        pop(rcx); // error code
        mov(rdx, qword[rsp + (TrapFrame.Rsp - TrapFrame.Rip)]);
        mov(rsp, Cpu(CpuArea.KernelStack)); // where they may lie already: each is then written over itself
        for (var word = 4; word >= 0; word--)
            push(qword[rdx + 8 * word]);
        or(qword[rsp + (TrapFrame.Cs - TrapFrame.Rip)], 3); // one for ring 0 would go there
        push(rcx);
        push(rax);
        mov(rax, Cpu(CpuArea.Scratch));
        mov(rcx, Cpu(CpuArea.Scratch + 8));
        mov(rdx, Cpu(CpuArea.Scratch + 16));
        SaveRegisters();
    }

    /// <summary>Calls a function of C with the frame that rsp points at. Callee-saved registers keep what they hold.</summary>
    /// <param name="handler">The function.</param>
    /// <param name="keeps">Registers hold what a paranoid entry keeps: rbx and, where the settings need it, r12 and r13. They are not cleared.</param>
    private void CallHandler(Symbol handler, bool keeps = false)
    {
        Clear(eax, ecx, edx, esi, r8d, r9d, r10d, r11d, r14d, r15d);
        if (!keeps)
            Clear(ebx);
        if (!keeps || !Settings.PageTableIsolation)
            Clear(r12d);
        if (!keeps || !Settings.RestrictSpeculation)
            Clear(r13d);
        ClearFramePointer();
        mov(rdi, rsp);
        AroundVectors(() => call(handler));
    }

    /// <summary>rbp too, unless <see cref="AroundVectors"/> is about to write it.</summary>
    private void ClearFramePointer()
    {
        if (!Settings.SaveVectorsAroundHandlers)
            Clear(ebp);
    }

    /// <summary>
    /// Keeps xmm0 to xmm15, MXCSR and the x87 registers over a call, with <see cref="KitSettings.SaveVectorsAroundHandlers"/>, and makes it with the MXCSR that C begins with (psABI AMD64, 3.2.1):
    /// the interrupted code may have unmasked exceptions or chosen another rounding. rsp is a multiple of 16. Overwrites rbp then.
    /// </summary>
    private void AroundVectors(System.Action call)
    {
        if (!Settings.SaveVectorsAroundHandlers)
        {
            call();
            return;
        }

        mov(rbp, rsp);
        sub(rsp, FxsaveBytes);
        fxsave64(ptr[rsp]);
        push(FirstMxcsr);
        ldmxcsr(dword[rsp]);
        add(rsp, 8);
        call();
        fxrstor64(ptr[rsp]);
        mov(rsp, rbp);
    }

    /// <summary>Bytes of an area for FXSAVE.</summary>
    private const int FxsaveBytes = 512;

    /// <summary>All exceptions masked, round to nearest.</summary>
    private const int FirstMxcsr = 0x1f80;
}
