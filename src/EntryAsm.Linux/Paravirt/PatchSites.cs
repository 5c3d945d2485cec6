// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;

namespace EntryAsm.Linux;

// asm/paravirt.h: where the sites are recorded, and what a call from one must keep.
public abstract partial class LinuxEntry
{
    /// <summary>Code that the kernel may replace when it knows its hypervisor; recorded in <c>.parainstructions</c>.</summary>
    /// <param name="ptype">The number of the operation, see <see cref="PARA_PATCH"/>.</param>
    /// <param name="ops">The code.</param>
    protected void PARA_SITE(int ptype, Action ops) => paravirt_site(ptype, ops);

    /// <summary>The number of an operation: the index of its pointer in <c>pv_ops</c>.</summary>
    /// <param name="off">Its offset in bytes.</param>
    protected static int PARA_PATCH(int off) => off / 8;

    /// <summary>Pushes the registers that are not to be spent.</summary>
    /// <param name="set">The registers that may be, of <c>CLBR_</c>.</param>
    protected void PV_SAVE_REGS(int set)
    {
        COND_PUSH(set, CLBR_RAX, rax);
        COND_PUSH(set, CLBR_RCX, rcx);
        COND_PUSH(set, CLBR_RDX, rdx);
        COND_PUSH(set, CLBR_RSI, rsi);
        COND_PUSH(set, CLBR_RDI, rdi);
        COND_PUSH(set, CLBR_R8, r8);
        COND_PUSH(set, CLBR_R9, r9);
        COND_PUSH(set, CLBR_R10, r10);
        COND_PUSH(set, CLBR_R11, r11);
    }

    /// <summary>Pops them.</summary>
    /// <param name="set">The registers that may be spent, of <c>CLBR_</c>.</param>
    protected void PV_RESTORE_REGS(int set)
    {
        COND_POP(set, CLBR_R11, r11);
        COND_POP(set, CLBR_R10, r10);
        COND_POP(set, CLBR_R9, r9);
        COND_POP(set, CLBR_R8, r8);
        COND_POP(set, CLBR_RDI, rdi);
        COND_POP(set, CLBR_RSI, rsi);
        COND_POP(set, CLBR_RDX, rdx);
        COND_POP(set, CLBR_RCX, rcx);
        COND_POP(set, CLBR_RAX, rax);
    }

    private void COND_PUSH(int set, int mask, Op reg)
    {
        if ((~set & mask) != 0)
            push(reg);
    }

    private void COND_POP(int set, int mask, Op reg)
    {
        if ((~set & mask) != 0)
            pop(reg);
    }
}
