// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// What each setting adds to the entry code, one method each.
public abstract partial class KernelKit
{
    /// <summary>Calls in the sequence that fills the return stack buffer, which has 32 entries at most where this matters.</summary>
    private const int ReturnStackEntries = 32;

    /// <summary>ENDBR64, with <see cref="KitSettings.BranchTracking"/>.</summary>
    public void LandingPad()
    {
        if (Settings.BranchTracking)
            endbr64();
    }

    /// <summary>The flags that C relies on, as the interrupted code may have left them: DF (psABI AMD64, 3.2.1) and AC (Intel SDM vol. 3, 4.6.1).</summary>
    public void CleanFlags()
    {
        cld();
        if (Settings.AccessPrevention)
            clac();
    }

    /// <summary>Ends speculation that took the other side of a condition around SWAPGS, with <see cref="KitSettings.FenceSwapgs"/>.</summary>
    public void FenceSwapgs()
    {
        if (Settings.FenceSwapgs)
            lfence();
    }

    /// <summary>To the kernel's page tables, with <see cref="KitSettings.PageTableIsolation"/>. gs has the kernel's base.</summary>
    /// <param name="scratch">A 64-bit register that may be overwritten.</param>
    public void ToKernelPageTables(Op scratch)
    {
        if (!Settings.PageTableIsolation)
            return;
        mov(scratch, Cpu(CpuArea.KernelCr3));
        mov(cr3, scratch);
        assume(Fact.PageTables(areKernels: true)); // the kernel keeps its own CR3 there
    }

    /// <summary>To the page tables of the thread's ring 3, with <see cref="KitSettings.PageTableIsolation"/>. gs has the kernel's base.</summary>
    /// <inheritdoc cref="ToKernelPageTables"/>
    public void ToUserPageTables(Op scratch)
    {
        if (!Settings.PageTableIsolation)
            return;
        mov(scratch, Cpu(CpuArea.UserCr3));
        mov(cr3, scratch);
        assume(Fact.PageTables(areKernels: false)); // the kernel keeps the thread's CR3 there
    }

    /// <summary>Zeros in registers that C has no use for, with <see cref="KitSettings.ClearRegisters"/>.</summary>
    /// <param name="registers">The registers, 32 bits of each named: the upper half is cleared too.</param>
    public void Clear(params Op[] registers)
    {
        if (!Settings.ClearRegisters)
            return;
        foreach (var register in registers)
            xor(register, register);
    }

    /// <summary>What is done once on the way in from ring 3, behind the saving of registers. Overwrites rax, rcx and rdx.</summary>
    public void HardenEntry()
    {
        if (Settings.RestrictSpeculation)
            WriteSpeculationControl(CpuArea.KernelSpeculation);
        if (Settings.FillReturnStack)
            FillReturnStack();
    }

    /// <summary>What is done once on the way back to ring 3, before registers are restored. Overwrites rax, rcx and rdx.</summary>
    public void RelaxExit()
    {
        if (Settings.RestrictSpeculation)
            WriteSpeculationControl(CpuArea.UserSpeculation);
    }

    /// <summary>VERW, with <see cref="KitSettings.ClearBuffers"/>: the last access to memory before ring 3 but for the return's own. gs has the kernel's base; flags are overwritten.</summary>
    public void ClearBuffers()
    {
        if (Settings.ClearBuffers)
            verw(word.gs[CpuArea.BufferSelector]);
    }

    /// <summary>Fills the return stack buffer: no RET of the kernel is predicted by what ring 3, or another thread, has called.</summary>
    public void FillReturnStack()
    {
        rept(ReturnStackEntries, _ =>
        {
            var next = label();
            call(next);
            int3(); // where speculation stops
            bind(next);
        });
        add(rsp, ReturnStackEntries * 8);
    }

    /// <summary>Calls the function whose address is in rax (<see cref="KitSettings.IndirectBranches"/>).</summary>
    public void CallRax()
    {
        switch (Settings.IndirectBranches)
        {
            case IndirectBranches.Retpoline:
                call(kit_call_rax);
                break;
            case IndirectBranches.Fenced:
                lfence();
                call(rax);
                break;
            default:
                call(rax);
                break;
        }
    }

    /// <summary>The routine behind <see cref="CallRax"/>, with retpolines: the RET takes the function's address off the stack, and its prediction runs into a loop.</summary>
    public void Retpoline()
    {
        text();
        align(16);
        bind(kit_call_rax);
        Label taken = label(), caught = label();
        call(taken);
        bind(caught);
        pause();
        lfence();
        jmp(caught);
        bind(taken);
        mov(qword[rsp], rax);
        ret();
        size(kit_call_rax);
    }

    /// <summary>IA32_SPEC_CTRL (MSR 48H; Intel SDM vol. 4, table 2-2).</summary>
    private void WriteSpeculationControl(int field)
    {
        mov(ecx, Msr.SpeculationControl);
        mov(eax, Cpu32(field));
        mov(edx, Cpu32(field + 4));
        wrmsr();
    }

    /// <summary>An indirect branch prediction barrier: IA32_PRED_CMD bit 0 (MSR 49H). Overwrites rax, rcx and rdx.</summary>
    private void PredictionBarrier()
    {
        mov(ecx, Msr.PredictionCommand);
        mov(eax, 1);
        xor(edx, edx);
        wrmsr();
    }
}
