// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// nospec-branch.h: indirect branches through thunks (Spectre v2, CVE-2017-5715), the branch history (BHI, CVE-2022-0001 and CVE-2024-2201), and the
// processor's buffers (MDS, CVE-2018-12126 and its kin; RFDS, CVE-2023-28746; TSA, CVE-2024-36350 and CVE-2024-36357).
public abstract partial class LinuxEntry
{
    /// <summary>Jumps to the address in a register.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void JMP_NOSPEC(Op reg)
    {
        if (!Kernel.Retpoline)
        {
            jmp(reg);
            int3();
            return;
        }

        __CS_PREFIX(reg);
        jmp(Extern("__x86_indirect_thunk_" + reg));
    }

    /// <summary>Calls the address in a register.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void CALL_NOSPEC(Op reg)
    {
        if (!Kernel.Retpoline)
        {
            call(reg);
            return;
        }

        __CS_PREFIX(reg);
        call(Extern("__x86_indirect_thunk_" + reg));
    }

    /// <summary>Makes a branch to the thunk of r8 to r15 one byte longer, as an indirect branch with a REX prefix and its fence are.</summary>
    private void __CS_PREFIX(Op reg)
    {
        if (reg.ToString() is "r8" or "r9" or "r10" or "r11" or "r12" or "r13" or "r14" or "r15")
            db(0x2e);
    }

    /// <summary>Empties the processor's buffers on the way to user mode. Clears the zero flag or sets it.</summary>
    protected void CLEAR_CPU_BUFFERS() => __CLEAR_CPU_BUFFERS(Kernel.X86_FEATURE_CLEAR_CPU_BUF);

    /// <summary>The same on the way to a guest.</summary>
    protected void VM_CLEAR_CPU_BUFFERS() => __CLEAR_CPU_BUFFERS(Kernel.X86_FEATURE_CLEAR_CPU_BUF_VM);

    private void __CLEAR_CPU_BUFFERS(int feature) => ALTERNATIVE(() => { }, () => verw(word[rip + x86_verw_sel]), feature);

    /// <summary>Overwrites the branch history before system calls' indirect branches.</summary>
    protected void CLEAR_BRANCH_HISTORY() => ALTERNATIVE(() => { }, () => call(clear_bhb_loop), Kernel.X86_FEATURE_CLEAR_BHB_LOOP);

    /// <summary>The same after a guest ran.</summary>
    protected void CLEAR_BRANCH_HISTORY_VMEXIT() => ALTERNATIVE(() => { }, () => call(clear_bhb_loop), Kernel.X86_FEATURE_CLEAR_BHB_LOOP_ON_VMEXIT);
}
