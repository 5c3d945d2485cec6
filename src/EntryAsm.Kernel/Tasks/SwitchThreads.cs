// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

public abstract partial class KernelKit
{
    /// <summary>What a function must leave as it was (psABI AMD64, 3.2.1), in the order of the pushes.</summary>
    private static readonly Op[] KeptRegisters = [r15, r14, r13, r12, rbp, rbx];

    /// <summary>x87 control word and MXCSR as they are after FNINIT and at reset: all exceptions masked (Intel SDM vol. 1, 8.1.5 and 10.2.3), and where FXSAVE puts them.</summary>
    private const int InitialControlWord = 0x37f, InitialMxcsr = 0x1f80, ControlWordPlace = 0, MxcsrPlace = 24;

    /// <summary><c>kit_switch</c>, <c>kit_new_thread</c> and <c>kit_prepare_vectors</c>.</summary>
    public void SwitchThreads()
    {
        Function(kit_switch, Switch);
        Function(kit_prepare_vectors, () =>
        {
            mov(word[rdi + ControlWordPlace], InitialControlWord);
            mov(dword[rdi + MxcsrPlace], InitialMxcsr);
            ret();
        });
        NewThread();
        if (Settings.IndirectBranches == IndirectBranches.Retpoline)
            Retpoline();
    }

    private void Switch()
    {
        SaveVectors();
        foreach (var register in KeptRegisters)
            push(register);
        mov(qword[rdi + ThreadContext.Rsp], rsp);
        mov(rsp, qword[rsi + ThreadContext.Rsp]);
        mov(r8, rdi);
        mov(r9, rsi);
        SwitchStacks();
        SwitchPageTables();
        SwitchBases();
        if (Settings.FillReturnStack)
            FillReturnStack();
        RestoreVectors();
        mov(rax, r8);
        for (var i = KeptRegisters.Length - 1; i >= 0; i--)
            pop(KeptRegisters[i]);
        ret();
    }

    /// <summary>The thread's stack is where SYSCALL and, without isolation, interrupts of ring 3 begin: field RSP0 of the task state (Intel SDM vol. 3, 7.7).</summary>
    private void SwitchStacks()
    {
        const int rsp0 = 4;
        mov(Cpu(CpuArea.Thread), r9);
        mov(rax, qword[r9 + ThreadContext.KernelStack]);
        mov(Cpu(CpuArea.KernelStack), rax);
        if (!Settings.PageTableIsolation)
            mov(Cpu(CpuArea.TaskState + rsp0), rax);
    }

    private void SwitchPageTables()
    {
        var same = label();
        mov(rax, qword[r9 + ThreadContext.KernelCr3]);
        test(rax, rax);
        jz(same);
        cmp(rax, Cpu(CpuArea.KernelCr3));
        je(same);
        mov(Cpu(CpuArea.KernelCr3), rax);
        mov(cr3, rax);
        if (Settings.PageTableIsolation)
        {
            assume(Fact.PageTables(areKernels: true)); // the thread's CR3 for the kernel
            mov(rax, qword[r9 + ThreadContext.UserCr3]);
            mov(Cpu(CpuArea.UserCr3), rax);
        }

        if (Settings.BarrierOnSwitch)
            PredictionBarrier();
        bind(same);
    }

    /// <summary>FS and GS base of ring 3. The user's GS base is the other one while the kernel runs. With <see cref="KitSettings.BaseInstructions"/> the old thread may have changed its own.</summary>
    private void SwitchBases()
    {
        if (Settings.BaseInstructions)
        {
            rdfsbase(rax);
            mov(qword[r8 + ThreadContext.FsBase], rax);
            mov(rax, qword[r9 + ThreadContext.FsBase]);
            wrfsbase(rax);
            mov(ecx, Msr.OtherGsBase);
            rdmsr();
            mov(dword[r8 + ThreadContext.GsBase], eax);
            mov(dword[r8 + (ThreadContext.GsBase + 4)], edx);
        }
        else
        {
            LoadBase(Msr.FsBase, ThreadContext.FsBase);
        }

        LoadBase(Msr.OtherGsBase, ThreadContext.GsBase);
    }

    private void LoadBase(uint register, int field)
    {
        mov(ecx, register);
        mov(eax, dword[r9 + field]);
        mov(edx, dword[r9 + (field + 4)]);
        wrmsr();
    }

    private void SaveVectors() => WithVectors(rdi, area => fxsave64(area), area => xsave64(area), area => xsaveopt64(area));

    private void RestoreVectors() => WithVectors(r9, area => fxrstor64(area), area => xrstor64(area), area => xrstor64(area));

    /// <summary>Saves or restores the vector registers of a thread that has an area for them.</summary>
    private void WithVectors(Op thread, System.Action<Op> byFxsave, System.Action<Op> byXsave, System.Action<Op> byXsaveopt)
    {
        if (Settings.VectorSaving == VectorSaving.None)
            return;
        var none = label();
        mov(r10, qword[thread + ThreadContext.Vectors]);
        test(r10, r10);
        jz(none);
        var area = ptr[r10];
        switch (Settings.VectorSaving)
        {
            case VectorSaving.Fxsave:
                byFxsave(area);
                break;
            case VectorSaving.Xsave:
                LoadComponents();
                byXsave(area);
                break;
            case VectorSaving.Xsaveopt:
                LoadComponents();
                byXsaveopt(area);
                break;
            default:
                ByMethod(area, byFxsave, byXsave, byXsaveopt);
                break;
        }

        bind(none);
    }

    private void ByMethod(Op area, System.Action<Op> byFxsave, System.Action<Op> byXsave, System.Action<Op> byXsaveopt)
    {
        Label optimised = label(), plain = label(), done = label();
        LoadComponents();
        cmp(Cpu32(CpuArea.VectorMethod), (int)VectorSaving.Xsave);
        ja(optimised);
        jb(plain);
        byXsave(area);
        jmp(done);
        bind(optimised);
        byXsaveopt(area);
        jmp(done);
        bind(plain);
        byFxsave(area);
        bind(done);
    }

    /// <summary>edx:eax names what XSAVE saves.</summary>
    private void LoadComponents()
    {
        mov(eax, Cpu32(CpuArea.VectorComponents));
        mov(edx, Cpu32(CpuArea.VectorComponents + 4));
    }

    /// <summary>A new thread's stack is as <c>kit_switch</c> leaves one: its function waits in rbx, and the argument in r12.</summary>
    private void NewThread()
    {
        Function(kit_new_thread, () =>
        {
            mov(qword[rdi + ThreadContext.KernelStack], rsi);
            lea(rax, ptr[rip + kit_thread_begins]);
            LayOut((-16, rax), (-64, rdx), (-48, rcx));
            lea(rax, ptr[rsi - 64]);
            mov(qword[rdi + ThreadContext.Rsp], rax);
            ret();
        });
        text();
        align(16);
        bind(kit_thread_begins);
        entry(EntryKind.Start, kit_thread_begins);
        mov(rdi, r12);
        mov(rax, rbx);
        xor(ebp, ebp); // where backtraces end
        and(rsp, -16);
        CallRax();
        ud2(); // a thread's function does not return
        size(kit_thread_begins);
    }

    private void LayOut(params (int Place, Op Register)[] words)
    {
        foreach (var (place, register) in words)
            mov(qword[rsi + place], register);
    }
}
