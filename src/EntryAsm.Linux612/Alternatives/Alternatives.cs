// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// asm/alternative.h: code that is replaced at boot on processors with a feature. The old code is padded with single NOPs to the length of the
// longest new code; a record of 14 bytes tells the kernel what goes where. Alternatives nest: the old code of one may be another.
public abstract partial class LinuxEntry
{
    private const int ALT_FLAGS_SHIFT = 16;
    private const int ALT_FLAG_NOT = 1 << 0;
    private const int ALT_FLAG_DIRECT_CALL = 1 << 1;

    /// <summary>On processors without a feature.</summary>
    /// <param name="feature">The number of the feature or defect.</param>
    protected static int ALT_NOT(int feature) => (ALT_FLAG_NOT << ALT_FLAGS_SHIFT) | feature;

    /// <summary>Always: the kernel turns the indirect call there into a direct one.</summary>
    protected int ALT_CALL_ALWAYS => (ALT_FLAG_DIRECT_CALL << ALT_FLAGS_SHIFT) | Kernel.X86_FEATURE_ALWAYS;

    /// <summary>Code with a replacement.</summary>
    /// <param name="oldinstr">The original code; may hold labels, macros and other alternatives.</param>
    /// <param name="newinstr">What replaces it; may hold labels and macros.</param>
    /// <param name="ft_flags">The number of the feature or defect it is for, such as <see cref="KernelConfig.X86_FEATURE_PTI"/>, with flags.</param>
    protected void ALTERNATIVE(Action oldinstr, Action newinstr, int ft_flags)
    {
        var old = here();
        oldinstr();
        Label replacement = label(), replacementEnd = label();
        pad(old, replacementEnd - replacement);
        var oldEnd = here();

        pushsection(".altinstructions", "a");
        altinstr_entry(old, replacement, ft_flags, oldEnd - old, replacementEnd - replacement);
        popsection();

        pushsection(".altinstr_replacement", "ax");
        bind(replacement);
        newinstr();
        bind(replacementEnd);
        popsection();
    }

    /// <summary>Code with two replacements; on a processor with both features the second one stays.</summary>
    /// <param name="oldinstr">The original code.</param>
    /// <param name="newinstr1">What replaces it first.</param>
    /// <param name="ft_flags1">The number of the feature it is for, with flags.</param>
    /// <param name="newinstr2">What replaces it, or its replacement.</param>
    /// <param name="ft_flags2">The number of the feature it is for, with flags.</param>
    protected void ALTERNATIVE_2(Action oldinstr, Action newinstr1, int ft_flags1, Action newinstr2, int ft_flags2) =>
        ALTERNATIVE(() => ALTERNATIVE(oldinstr, newinstr1, ft_flags1), newinstr2, ft_flags2);

    /// <summary>Code with three replacements; the last one whose feature the processor has stays.</summary>
    /// <param name="oldinstr">The original code.</param>
    /// <param name="newinstr1">What replaces it first.</param>
    /// <param name="ft_flags1">The number of the feature it is for, with flags.</param>
    /// <param name="newinstr2">What replaces it, or its replacement.</param>
    /// <param name="ft_flags2">The number of the feature it is for, with flags.</param>
    /// <param name="newinstr3">What replaces it, or either replacement.</param>
    /// <param name="ft_flags3">The number of the feature it is for, with flags.</param>
    protected void ALTERNATIVE_3(Action oldinstr, Action newinstr1, int ft_flags1, Action newinstr2, int ft_flags2, Action newinstr3, int ft_flags3) =>
        ALTERNATIVE(() => ALTERNATIVE_2(oldinstr, newinstr1, ft_flags1, newinstr2, ft_flags2), newinstr3, ft_flags3);

    /// <summary>One of two on every processor, by a feature.</summary>
    /// <param name="oldinstr">The code that is there until the kernel knows its processor.</param>
    /// <param name="ft_flags">The number of the feature, with flags.</param>
    /// <param name="newinstr_yes">The code for processors with it.</param>
    /// <param name="newinstr_no">The code for processors without it.</param>
    protected void ALTERNATIVE_TERNARY(Action oldinstr, int ft_flags, Action newinstr_yes, Action newinstr_no) =>
        ALTERNATIVE_2(oldinstr, newinstr_no, Kernel.X86_FEATURE_ALWAYS, newinstr_yes, ft_flags);

    /// <summary>Tells objtool to look at the original of the next alternative only.</summary>
    protected void ANNOTATE_IGNORE_ALTERNATIVE() => annotate(AnnotationKind.IgnoreAlternative);

    /// <summary>The placeholder of a call that the kernel makes direct (<see cref="ALT_CALL_ALWAYS"/>).</summary>
    protected void ALT_CALL_INSTR() => call(BUG_func);

    /// <summary>Clears RFLAGS.AC, so that the kernel's access to user memory faults; on processors with SMAP.</summary>
    protected void ASM_CLAC() => ALTERNATIVE(() => { }, () => clac(), Kernel.X86_FEATURE_SMAP);

    /// <summary>Sets RFLAGS.AC, so that the kernel may access user memory; on processors with SMAP.</summary>
    protected void ASM_STAC() => ALTERNATIVE(() => { }, () => stac(), Kernel.X86_FEATURE_SMAP);

    private void altinstr_entry(Label orig, Label alt, int ft_flags, Op orig_len, Op alt_len)
    {
        dd(orig - dot);
        dd(alt - dot);
        dd(ft_flags);
        db(orig_len, alt_len);
    }
}
