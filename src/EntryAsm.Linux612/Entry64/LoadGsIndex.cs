// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: loads the gs selector of user mode.
public abstract partial class LinuxEntry
{
    /// <summary><c>asm_load_gs_index</c>: edi is the selector; one that does not load becomes null.</summary>
    protected void AsmLoadGsIndex()
    {
        Label loaded = label(), bad_gs = label();
        SYM_FUNC_START(asm_load_gs_index);
        FRAME_BEGIN();
        swapgs();
        bind(gs_change);
        ANNOTATE_NOENDBR();
        mov(gs, edi);
        bind(loaded);
        ALTERNATIVE(() => { }, () => mfence(), Kernel.X86_BUG_SWAPGS_FENCE);
        swapgs();
        FRAME_END();
        RET();

        // The fault was handled with the kernel's base.
        bind(bad_gs);
        swapgs();
        ALTERNATIVE(() => { }, ZAP_GS, Kernel.X86_BUG_NULL_SEG);
        xor(eax, eax);
        mov(gs, eax);
        jmp(loaded);
        _ASM_EXTABLE(gs_change, bad_gs);
        SYM_FUNC_END(asm_load_gs_index);
        EXPORT_SYMBOL(asm_load_gs_index);
    }

    /// <summary>Where a null selector leaves the base as it was, another one clears it first.</summary>
    private void ZAP_GS()
    {
        mov(eax, Kernel.USER_DS);
        mov(gs, eax);
    }
}
