// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 977 to 1013: a new gs selector, which may be a bad one.
public abstract partial class LinuxEntry
{
    /// <summary><c>native_load_gs_index</c>: loads gs from edi with the base of user mode in force; a selector that faults becomes null.</summary>
    protected void NativeLoadGsIndex()
    {
        var fence = label();
        ENTRY(native_load_gs_index);
        FRAME_BEGIN();
        pushfq();
        DISABLE_INTERRUPTS(CLBR_ANY & ~CLBR_RDI);
        TRACE_IRQS_OFF();
        SWAPGS();
        bind(gs_change);
        mov(gs, edi);
        bind(fence);
        ALTERNATIVE(() => { }, () => mfence(), Kernel.X86_BUG_SWAPGS_FENCE);
        SWAPGS();
        TRACE_IRQS_FLAGS(dword[rsp]);
        popfq();
        FRAME_END();
        ret();
        ENDPROC(native_load_gs_index);
        EXPORT_SYMBOL(native_load_gs_index);

        _ASM_EXTABLE(gs_change, bad_gs);
        pushsection(".fixup", "ax");
        bind(bad_gs);

        // The fault handler left the kernel's gs base in force.
        SWAPGS();
        ALTERNATIVE(() => { }, () => ZAP_GS(), Kernel.X86_BUG_NULL_SEG);
        xor(eax, eax);
        mov(gs, eax);
        jmp(fence);
        popsection();
    }

    /// <summary>Where a null selector keeps the old base, a flat one clears it first.</summary>
    private void ZAP_GS()
    {
        mov(eax, Kernel.USER_DS);
        mov(gs, eax);
    }
}
