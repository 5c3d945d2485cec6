// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// nospec-branch.h: fills the return stack buffer with harmless targets, so that returns are not predicted to what user mode or a guest put there
// (SpectreRSB, CVE-2018-15572; post-barrier predictions, CVE-2022-26373).
public abstract partial class LinuxEntry
{
    /// <summary>Calls that overwrite the whole buffer.</summary>
    protected const int RSB_CLEAR_LOOPS = 32;

    /// <summary>Fills the return stack buffer on processors with a feature.</summary>
    /// <param name="reg">A 64-bit register to spend.</param>
    /// <param name="nr">Entries to fill, an even number.</param>
    /// <param name="ftr">The number of the feature that needs all of them filled.</param>
    /// <param name="ftr2">The number, with flags, of the feature that needs one call to retire; never, unless given.</param>
    protected void FILL_RETURN_BUFFER(Op reg, int nr, int ftr, int? ftr2 = null)
    {
        var skip_rsb = label();
        ALTERNATIVE_2(
            () => jmp(skip_rsb),
            () => __FILL_RETURN_BUFFER(reg, nr), ftr,
            () => { nop(); nop(); __FILL_ONE_RETURN(); }, ftr2 ?? ALT_NOT(Kernel.X86_FEATURE_ALWAYS));
        bind(skip_rsb);
    }

    /// <summary>Two calls per loop, neither of which returns.</summary>
    private void __FILL_RETURN_BUFFER(Op reg, int nr)
    {
        mov(reg, nr / 2);
        var loop = here();
        __FILL_RETURN_SLOT();
        __FILL_RETURN_SLOT();
        add(rsp, 8 * 2);
        dec(reg);
        jnz(loop);

        // The loop's end may have been mispredicted.
        lfence();
        CREDIT_CALL_DEPTH();
        CallThunksDebugInc(__x86_ctxsw_count);
    }

    private void __FILL_ONE_RETURN()
    {
        __FILL_RETURN_SLOT();
        add(rsp, 8);
        lfence();
    }

    /// <summary>A call over a trap: a return predicted to it stops there.</summary>
    private void __FILL_RETURN_SLOT()
    {
        var next = label();
        ANNOTATE_INTRA_FUNCTION_CALL();
        call(next);
        int3();
        bind(next);
    }
}
