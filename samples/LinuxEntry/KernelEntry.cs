// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm;
using EntryAsm.Linux;
using static EntryAsm.Linux.KernelSymbols;

namespace Sample;

/// <summary>The entry code of a small kernel: what it takes from Linux, and one exception of its own.</summary>
[EntryModule]
public sealed partial class KernelEntry : LinuxEntry
{
    // Intel's virtualization exception, which the kernels of that time did not use.
    private static readonly Symbol virtualization_exception = Global();
    private static readonly Symbol do_virtualization_exception = Extern();
    private static readonly Symbol read_gs_base = Global();

    protected override KernelConfig Config => new() { PageTableIsolation = true, Smp = true, Preempt = true };

    protected override void Assemble()
    {
        section(".entry.text", "ax");

        // System calls, interrupts, and the ways back to user mode and kernel.
        EntrySyscall64();
        IrqEntriesStart();
        InterruptEntry();
        CommonInterrupt();

        idtentry(divide_error, do_divide_error, has_error_code: false, vector: 0);
        idtentry(invalid_op, do_invalid_op, has_error_code: false, vector: 6);
        idtentry(general_protection, do_general_protection, has_error_code: true, vector: 13);
        idtentry(page_fault, do_page_fault, has_error_code: true, vector: 14);
        idtentry(virtualization_exception, do_virtualization_exception, has_error_code: false, vector: 20);

        NativeLoadGsIndex();
        ErrorEntry();
        ErrorExit();
        ReadGsBase();
    }

    /// <summary>A routine from scratch: rax is the base of gs, by instruction where the processor has it, else from its register.</summary>
    private void ReadGsBase()
    {
        const int X86_FEATURE_FSGSBASE = 9 * 32;
        ENTRY(read_gs_base);
        UNWIND_HINT_FUNC();
        ALTERNATIVE(() => ReadGsBaseRegister(), () => rdgsbase(rax), X86_FEATURE_FSGSBASE);
        ret();
        ENDPROC(read_gs_base);
    }

    private void ReadGsBaseRegister()
    {
        mov(ecx, MSR_GS_BASE);
        rdmsr();
        shl(rdx, 32);
        or(rax, rdx);
    }
}
