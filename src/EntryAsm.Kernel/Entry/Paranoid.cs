// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// Entries that may come at any instruction, also where the kernel runs with the user's GS base or page tables: both are read, and given back as they were.
public abstract partial class KernelKit
{
    /// <summary>What a paranoid entry keeps while its handler runs: rbx what is to be done to the GS base, r12 CR3, r13 IA32_SPEC_CTRL.</summary>
    private void ParanoidBody(Symbol handler)
    {
        CleanFlags();
        SaveRegisters();
        TakeGsBase();
        TakePageTables();
        TakeSpeculationControl();
        CallHandler(handler, keeps: true);
        cli(); // the handler may have turned interrupts on
        GiveBackAll();
        RestoreRegisters();
        add(rsp, NumberBytes);
        jmp(kit_user_iretq); // a debugger may have made the frame a bad one
    }

    /// <summary>
    /// Makes the GS base the kernel's, and leaves in rbx what undoes it. Without <see cref="KitSettings.BaseInstructions"/> the kernel alone sets bases, and no user's has the sign
    /// of a kernel address; with it ring 3 may choose any, and the stack tells where the CPU area is.
    /// </summary>
    private void TakeGsBase()
    {
        if (Settings.BaseInstructions)
        {
            rdgsbase(rbx);
            mov(rax, rsp);
            and(rax, -CpuArea.Size);
            wrgsbase(rax);
            assume(Fact.GsBase(isKernels: true)); // the stack lies in the CPU area, which is aligned to its size
            return;
        }

        var isKernels = label();
        mov(ecx, Msr.GsBase);
        rdmsr();
        xor(ebx, ebx);
        test(edx, edx);
        js(isKernels);
        swapgs();
        inc(ebx);
        bind(isKernels);
        FenceSwapgs();
    }

    /// <summary>For ring 3 or for the kernel, as it was. Overwrites rax, rcx, rdx and flags.</summary>
    private void GiveBackAll()
    {
        GiveBackSpeculationControl();
        GiveBackPageTables();
        ClearBuffers();
        GiveBackGsBase();
    }

    private void GiveBackGsBase()
    {
        if (Settings.BaseInstructions)
        {
            wrgsbase(rbx);
            return;
        }

        var wasKernels = label();
        test(ebx, ebx);
        jz(wasKernels);
        swapgs();
        bind(wasKernels);
    }

    /// <summary>Makes the page tables the kernel's, and leaves in r12 what CR3 was.</summary>
    private void TakePageTables()
    {
        if (!Settings.PageTableIsolation)
            return;
        mov(r12, cr3);
        ToKernelPageTables(rax);
    }

    private void GiveBackPageTables()
    {
        if (!Settings.PageTableIsolation)
            return;
        if (Settings.ProcessContextIdentifiers)
            bts(r12, 63); // what the identifier names is still valid (Intel SDM vol. 3, 4.10.4.1)
        mov(cr3, r12);
    }

    /// <summary>Writes IA32_SPEC_CTRL for the kernel, and leaves in r13 what it was.</summary>
    private void TakeSpeculationControl()
    {
        if (!Settings.RestrictSpeculation)
            return;
        mov(ecx, Msr.SpeculationControl);
        rdmsr();
        shl(rdx, 32);
        mov(r13d, eax);
        or(r13, rdx);
        WriteSpeculationControl(CpuArea.KernelSpeculation);
    }

    private void GiveBackSpeculationControl()
    {
        if (!Settings.RestrictSpeculation)
            return;
        mov(ecx, Msr.SpeculationControl);
        mov(eax, r13d);
        mov(rdx, r13);
        shr(rdx, 32);
        wrmsr();
    }
}
