// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// asm/nospec-branch.h: places that objtool would otherwise object to.
public abstract partial class LinuxEntry
{
    /// <summary>The alternative that follows changes the stack in a way objtool cannot follow; it looks at the old code alone.</summary>
    protected void ANNOTATE_NOSPEC_ALTERNATIVE() => annotate(AnnotationKind.NoSpeculationAlternative);

    /// <summary>The indirect branch that follows needs no return trampoline: it is patched away, or runs where speculation is harmless.</summary>
    protected void ANNOTATE_RETPOLINE_SAFE() => annotate(AnnotationKind.RetpolineSafe);
}
