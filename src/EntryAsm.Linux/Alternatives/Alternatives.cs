// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;

namespace EntryAsm.Linux;

// asm/alternative-asm.h: code that is replaced at boot on processors with a feature. The old code is padded with single NOPs to the length of the
// longest new code; a record of 13 bytes tells the kernel what goes where.
public abstract partial class LinuxEntry
{
    /// <summary>Code with a replacement.</summary>
    /// <param name="oldinstr">The original code; may hold labels, macros and other alternatives.</param>
    /// <param name="newinstr">What replaces it; may hold the same.</param>
    /// <param name="feature">The number of the feature or defect it is for, such as <see cref="KernelConfig.X86_FEATURE_PTI"/>.</param>
    protected void ALTERNATIVE(Action oldinstr, Action newinstr, int feature) => alternative(oldinstr, newinstr, feature);

    /// <summary>Code with two replacements; on a processor with both features the second one stays.</summary>
    /// <param name="oldinstr">The original code.</param>
    /// <param name="newinstr1">What replaces it first.</param>
    /// <param name="feature1">The number of the feature it is for.</param>
    /// <param name="newinstr2">What replaces it, or its replacement.</param>
    /// <param name="feature2">The number of the feature it is for.</param>
    protected void ALTERNATIVE_2(Action oldinstr, Action newinstr1, int feature1, Action newinstr2, int feature2) =>
        alternative(oldinstr, newinstr1, feature1, newinstr2, feature2);

    /// <summary>Clears RFLAGS.AC, so that the kernel's access to user memory faults; on processors with SMAP.</summary>
    protected void ASM_CLAC()
    {
        if (Kernel.Smap)
            ALTERNATIVE(() => { }, () => clac(), Kernel.X86_FEATURE_SMAP);
    }

    /// <summary>Sets RFLAGS.AC, so that the kernel may access user memory; on processors with SMAP.</summary>
    protected void ASM_STAC()
    {
        if (Kernel.Smap)
            ALTERNATIVE(() => { }, () => stac(), Kernel.X86_FEATURE_SMAP);
    }
}
