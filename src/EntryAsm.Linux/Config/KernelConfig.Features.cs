// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// Numbers of processor features and defects (asm/cpufeatures.h): 32 times the word of the capability array, plus the bit. The array has 19
// words of features, the defects follow.
public sealed partial record KernelConfig
{
    /// <summary>Process-context identifiers: CPUID.1:ECX bit 17.</summary>
    public int X86_FEATURE_PCID { get; init; } = 4 * 32 + 17;

    /// <summary>Page-table isolation is in force.</summary>
    public int X86_FEATURE_PTI { get; init; } = 7 * 32 + 11;

    /// <summary>Indirect branches use the generic return trampoline.</summary>
    public int X86_FEATURE_RETPOLINE { get; init; } = 7 * 32 + 12;

    /// <summary>Indirect branches use LFENCE, which suffices on AMD.</summary>
    public int X86_FEATURE_RETPOLINE_AMD { get; init; } = 7 * 32 + 13;

    /// <summary>The return stack buffer is filled at a task switch.</summary>
    public int X86_FEATURE_RSB_CTXSW { get; init; } = 7 * 32 + 19;

    /// <summary>Runs as a paravirtual guest of Xen.</summary>
    public int X86_FEATURE_XENPV { get; init; } = 8 * 32 + 16;

    /// <summary>Supervisor-mode access prevention: CPUID.7:EBX bit 20.</summary>
    public int X86_FEATURE_SMAP { get; init; } = 9 * 32 + 20;

    /// <summary>57-bit linear addresses: CPUID.7:ECX bit 16.</summary>
    public int X86_FEATURE_LA57 { get; init; } = 16 * 32 + 16;

    /// <summary>Loading a null selector leaves the segment's base as it was.</summary>
    public int X86_BUG_NULL_SEG { get; init; } = 19 * 32 + 10;

    /// <summary>SWAPGS needs a fence before the next use of gs.</summary>
    public int X86_BUG_SWAPGS_FENCE { get; init; } = 19 * 32 + 11;
}
