// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// asm/nospec-branch.h: indirect branches that the processor cannot be made to mispredict. The branch is a RET whose prediction is caught in a
// loop that does nothing.
public abstract partial class LinuxEntry
{
    /// <summary>Loops that fill the whole return stack buffer.</summary>
    protected const int RSB_CLEAR_LOOPS = 32;

    /// <summary>Jumps to the address in a register through a return trampoline.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void RETPOLINE_JMP(Op reg)
    {
        Label do_rop = label(), spec_trap = label();
        call(do_rop);
        bind(spec_trap);
        pause();
        lfence();
        jmp(spec_trap);
        bind(do_rop);
        mov(qword[rsp], reg);
        ret();
    }

    /// <summary>Calls the address in a register through a return trampoline.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void RETPOLINE_CALL(Op reg)
    {
        Label do_call = label(), do_retpoline_jmp = label();
        jmp(do_call);
        bind(do_retpoline_jmp);
        RETPOLINE_JMP(reg);
        bind(do_call);
        call(do_retpoline_jmp);
    }

    /// <summary>Jumps to the address in a register, safely under <see cref="KernelConfig.Retpoline"/>.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void JMP_NOSPEC(Op reg)
    {
        if (!Kernel.Retpoline)
        {
            jmp(reg);
            return;
        }

        ANNOTATE_NOSPEC_ALTERNATIVE();
        ALTERNATIVE_2(
            () => { ANNOTATE_RETPOLINE_SAFE(); jmp(reg); },
            () => RETPOLINE_JMP(reg), Kernel.X86_FEATURE_RETPOLINE,
            () => { lfence(); ANNOTATE_RETPOLINE_SAFE(); jmp(reg); }, Kernel.X86_FEATURE_RETPOLINE_AMD);
    }

    /// <summary>Calls the address in a register, safely under <see cref="KernelConfig.Retpoline"/>.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void CALL_NOSPEC(Op reg)
    {
        if (!Kernel.Retpoline)
        {
            call(reg);
            return;
        }

        ANNOTATE_NOSPEC_ALTERNATIVE();
        ALTERNATIVE_2(
            () => { ANNOTATE_RETPOLINE_SAFE(); call(reg); },
            () => RETPOLINE_CALL(reg), Kernel.X86_FEATURE_RETPOLINE,
            () => { lfence(); ANNOTATE_RETPOLINE_SAFE(); call(reg); }, Kernel.X86_FEATURE_RETPOLINE_AMD);
    }

    /// <summary>Fills the return stack buffer with harmless targets on processors with a feature; under <see cref="KernelConfig.Retpoline"/>.</summary>
    /// <param name="reg">A 64-bit register to spend.</param>
    /// <param name="nr">Entries to fill, an even number.</param>
    /// <param name="ftr">The number of the feature.</param>
    protected void FILL_RETURN_BUFFER(Op reg, int nr, int ftr)
    {
        if (!Kernel.Retpoline)
            return;

        var skip_rsb = label();
        ANNOTATE_NOSPEC_ALTERNATIVE();
        ALTERNATIVE(() => jmp(skip_rsb), () => __FILL_RETURN_BUFFER(reg, nr, rsp), ftr);
        bind(skip_rsb);
    }

    /// <summary>Two calls per loop, neither of which returns; the stack is corrected at the end.</summary>
    private void __FILL_RETURN_BUFFER(Op reg, int nr, Op sp)
    {
        mov(reg, nr / 2);
        var loop = here();
        FillOne();
        FillOne();
        dec(reg);
        jnz(loop);
        add(sp, 8 * nr);
    }

    private void FillOne()
    {
        var next = label();
        call(next);
        var spec_trap = here();
        pause();
        lfence();
        jmp(spec_trap);
        bind(next);
    }
}
