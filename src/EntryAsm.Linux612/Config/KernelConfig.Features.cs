// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// Numbers of processor features and defects (asm/cpufeatures.h): 32 times the word of the capability array, plus the bit. The array has 22 words of
// features, the defects follow.
public sealed partial record KernelConfig
{
    /// <summary>VERW empties the processor's buffers on the way to user mode.</summary>
    public int X86_FEATURE_CLEAR_CPU_BUF { get; init; } = 3 * 32 + 18;

    /// <summary>Set on every processor.</summary>
    public int X86_FEATURE_ALWAYS { get; init; } = 3 * 32 + 21;

    /// <summary>Process-context identifiers: CPUID.1:ECX bit 17.</summary>
    public int X86_FEATURE_PCID { get; init; } = 4 * 32 + 17;

    /// <summary>Page-table isolation is in force.</summary>
    public int X86_FEATURE_PTI { get; init; } = 7 * 32 + 11;

    /// <summary>Entries restrict speculation and exits lift that.</summary>
    public int X86_FEATURE_KERNEL_IBRS { get; init; } = 7 * 32 + 12;

    /// <summary>The return stack buffer is filled at a task switch.</summary>
    public int X86_FEATURE_RSB_CTXSW { get; init; } = 7 * 32 + 19;

    /// <summary>Runs as a paravirtual guest of Xen.</summary>
    public int X86_FEATURE_XENPV { get; init; } = 8 * 32 + 16;

    /// <summary>RDGSBASE and WRGSBASE may be used: CPUID.7:EBX bit 0, unless switched off.</summary>
    public int X86_FEATURE_FSGSBASE { get; init; } = 9 * 32 + 0;

    /// <summary>Supervisor-mode access prevention: CPUID.7:EBX bit 20.</summary>
    public int X86_FEATURE_SMAP { get; init; } = 9 * 32 + 20;

    /// <summary>A fence follows SWAPGS on entries from user mode.</summary>
    public int X86_FEATURE_FENCE_SWAPGS_USER { get; init; } = 11 * 32 + 4;

    /// <summary>There is a fence where entries from the kernel leave SWAPGS out.</summary>
    public int X86_FEATURE_FENCE_SWAPGS_KERNEL { get; init; } = 11 * 32 + 5;

    /// <summary>Entries throw away all branch predictions.</summary>
    public int X86_FEATURE_ENTRY_IBPB { get; init; } = 11 * 32 + 10;

    /// <summary>Indirect branches use the return trampoline.</summary>
    public int X86_FEATURE_RETPOLINE { get; init; } = 11 * 32 + 12;

    /// <summary>Indirect branches use LFENCE.</summary>
    public int X86_FEATURE_RETPOLINE_LFENCE { get; init; } = 11 * 32 + 13;

    /// <summary>Entries untrain AMD's return predictor.</summary>
    public int X86_FEATURE_UNRET { get; init; } = 11 * 32 + 15;

    /// <summary>The depth of calls is tracked.</summary>
    public int X86_FEATURE_CALL_DEPTH { get; init; } = 11 * 32 + 19;

    /// <summary>Returns are made safe on Zen 1 and 2.</summary>
    public int X86_FEATURE_SRSO { get; init; } = 11 * 32 + 24;

    /// <summary>Returns are made safe on Zen 3 and 4.</summary>
    public int X86_FEATURE_SRSO_ALIAS { get; init; } = 11 * 32 + 25;

    /// <summary>Exits of a guest throw away all branch predictions.</summary>
    public int X86_FEATURE_IBPB_ON_VMEXIT { get; init; } = 11 * 32 + 26;

    /// <summary>Flexible return and event delivery: CPUID.7.1:EAX bit 17.</summary>
    public int X86_FEATURE_FRED { get; init; } = 12 * 32 + 17;

    /// <summary>System calls overwrite the branch history.</summary>
    public int X86_FEATURE_CLEAR_BHB_LOOP { get; init; } = 21 * 32 + 1;

    /// <summary>Exits of a guest overwrite the branch history.</summary>
    public int X86_FEATURE_CLEAR_BHB_LOOP_ON_VMEXIT { get; init; } = 21 * 32 + 4;

    /// <summary>VERW empties the processor's buffers on the way to a guest.</summary>
    public int X86_FEATURE_CLEAR_CPU_BUF_VM { get; init; } = 21 * 32 + 13;

    /// <summary>Loading a null selector leaves the segment's base as it was.</summary>
    public int X86_BUG_NULL_SEG { get; init; } = 22 * 32 + 10;

    /// <summary>SWAPGS needs a fence before the next use of gs.</summary>
    public int X86_BUG_SWAPGS_FENCE { get; init; } = 22 * 32 + 11;

    /// <summary>Throwing away all branch predictions leaves those of returns.</summary>
    public int X86_BUG_IBPB_NO_RET { get; init; } = 23 * 32 + 4;
}
