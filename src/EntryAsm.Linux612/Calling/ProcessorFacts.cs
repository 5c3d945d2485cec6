// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// asm/processor-flags.h, asm/msr-index.h, asm/trapnr.h, asm/errno.h: numbers of the processor and of system calls.
public abstract partial class LinuxEntry
{
    /// <summary>Bit 1 of rflags, always set.</summary>
    protected const int X86_EFLAGS_FIXED = 1 << 1;

    /// <summary>Trap flag of rflags.</summary>
    protected const int X86_EFLAGS_TF = 1 << 8;

    /// <summary>Interrupt flag of rflags.</summary>
    protected const int X86_EFLAGS_IF = 1 << 9;

    /// <summary>Direction flag of rflags.</summary>
    protected const int X86_EFLAGS_DF = 1 << 10;

    /// <summary>Nested-task flag of rflags.</summary>
    protected const int X86_EFLAGS_NT = 1 << 14;

    /// <summary>Alignment-check flag of rflags.</summary>
    protected const int X86_EFLAGS_AC = 1 << 18;

    /// <summary>The model-specific register that controls speculation.</summary>
    protected const int MSR_IA32_SPEC_CTRL = 0x48;

    /// <summary>In <see cref="MSR_IA32_SPEC_CTRL"/>: indirect branch restricted speculation.</summary>
    protected const int SPEC_CTRL_IBRS = 1;

    /// <summary>The model-specific register that gives commands to the branch predictor.</summary>
    protected const int MSR_IA32_PRED_CMD = 0x49;

    /// <summary>The model-specific register that holds the base of gs.</summary>
    protected const uint MSR_GS_BASE = 0xc0000101;

    /// <summary>Bits of the processor's number in the limit of its segment (asm/segment.h).</summary>
    protected const int VDSO_CPUNODE_MASK = 0xfff;

    /// <summary>The error of a system call that does not exist (asm/errno.h).</summary>
    protected const int ENOSYS = 38;
}
