// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry.S: what 32- and 64-bit kernels share; this is the 64-bit form.
public abstract partial class LinuxEntry
{
    /// <summary>All of entry for the configuration.</summary>
    protected void WholeEntry()
    {
        EntryIbpb();
        VerwSelector();
        THUNK(warn_thunk_thunk, __warn_thunk);
    }

    /// <summary><c>entry_ibpb</c>: throws away all branch predictions (AMD64 APM vol. 2, 3.2.9). Spends rax, rcx and rdx.</summary>
    protected void EntryIbpb()
    {
        pushsection(".noinstr.text", "ax");
        SYM_FUNC_START(entry_ibpb);
        mov(ecx, MSR_IA32_PRED_CMD);
        mov(eax, dword[rip + x86_pred_cmd]);
        xor(edx, edx);
        wrmsr();

        // On some processors returns keep theirs.
        FILL_RETURN_BUFFER(rax, RSB_CLEAR_LOOPS, Kernel.X86_BUG_IBPB_NO_RET);
        RET();
        SYM_FUNC_END(entry_ibpb);
        EXPORT_SYMBOL_GPL(entry_ibpb);
        popsection();
    }

    /// <summary>
    /// <c>x86_verw_sel</c>: the selector that VERW tests to empty the processor's buffers, in a cache line of its own and among the code that user mode's page
    /// tables have.
    /// </summary>
    protected void VerwSelector()
    {
        pushsection(".entry.text", "ax");
        p2align(Kernel.L1CacheShift, 0xcc);
        SYM_CODE_START_NOALIGN(x86_verw_sel);
        UNWIND_HINT_UNDEFINED();
        ANNOTATE_NOENDBR();
        dw(Kernel.KERNEL_DS);
        p2align(Kernel.L1CacheShift, 0xcc);
        SYM_CODE_END(x86_verw_sel);
        EXPORT_SYMBOL_GPL(x86_verw_sel);
        popsection();
    }
}
