// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// calling.h: the base of gs, found without gs.
public abstract partial class LinuxEntry
{
    /// <summary>Keeps the base of gs and installs the kernel's (needs FSGSBASE).</summary>
    /// <param name="scratch_reg">A 64-bit register to spend.</param>
    /// <param name="save_reg">The 64-bit register that keeps the base.</param>
    protected void SAVE_AND_SET_GSBASE(Op scratch_reg, Op save_reg)
    {
        rdgsbase(save_reg);
        GET_PERCPU_BASE(scratch_reg);
        wrgsbase(scratch_reg);
    }

    /// <summary>The base that gs has in the kernel on this processor.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void GET_PERCPU_BASE(Op reg)
    {
        if (!Kernel.Smp)
        {
            mov(reg, qword[rip + pcpu_unit_offsets]);
            return;
        }

        // Not RDPID: under KVM its MSR may hold a guest's number.
        LOAD_CPU_AND_NODE_SEG_LIMIT(reg);
        and(reg, VDSO_CPUNODE_MASK);
        mov(reg, qword[reg * 8 + __per_cpu_offset]);
    }

    /// <summary>The numbers of processor and node, which a segment has for its limit.</summary>
    /// <param name="reg">A 64-bit register.</param>
    protected void LOAD_CPU_AND_NODE_SEG_LIMIT(Op reg)
    {
        mov(reg, Kernel.CPUNODE_SEG);
        lsl(reg, reg);
    }
}
