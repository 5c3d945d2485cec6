// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// linux/objtool.h and nospec-branch.h: what objtool is told. All of it goes into sections that the linker throws away.
public abstract partial class LinuxEntry
{
    /// <summary>The next instruction calls into its own function.</summary>
    protected void ANNOTATE_INTRA_FUNCTION_CALL()
    {
        if (Kernel.Objtool)
            annotate(AnnotationKind.IntraFunctionCall);
    }

    /// <summary>The address of the next instruction is taken, and yet it is no target of indirect branches.</summary>
    protected void ANNOTATE_NOENDBR()
    {
        if (Kernel.Objtool)
            annotate(AnnotationKind.NoEndbr);
    }

    /// <summary>Code goes on here, after a call that may not return.</summary>
    protected void REACHABLE()
    {
        if (Kernel.Objtool)
            Annotate(".discard.reachable");
    }

    /// <summary>From here every path must untrain the return predictor before it returns.</summary>
    protected void VALIDATE_UNRET_BEGIN()
    {
        if (Kernel.ValidatesUnret)
            annotate(AnnotationKind.ValidateUnret);
    }

    /// <summary>Here the return predictor is untrained.</summary>
    protected void VALIDATE_UNRET_END()
    {
        if (!Kernel.ValidatesUnret)
            return;

        ANNOTATE_RETPOLINE_SAFE();
        nop();
    }

    /// <summary>The next instruction, an indirect branch, needs no thunk.</summary>
    protected void ANNOTATE_RETPOLINE_SAFE() => Annotate(".discard.retpoline_safe");

    /// <summary>The next instruction, a return, needs no thunk.</summary>
    protected void ANNOTATE_UNRET_SAFE() => ANNOTATE_RETPOLINE_SAFE();

    /// <summary>objtool is not to follow the stack in a function.</summary>
    /// <param name="func">The function.</param>
    protected void STACK_FRAME_NON_STANDARD(Symbol func)
    {
        if (!Kernel.Objtool)
            return;

        pushsection(".discard.func_stack_frame_non_standard", "aw");
        dd(func - dot);
        popsection();
    }

    /// <summary>The same, where the kernel keeps frame pointers.</summary>
    /// <param name="func">The function.</param>
    protected void STACK_FRAME_NON_STANDARD_FP(Symbol func)
    {
        if (Kernel.FramePointer)
            STACK_FRAME_NON_STANDARD(func);
    }

    /// <summary>A mark whose field has another width than it had in Linux 5.</summary>
    private void Annotate(string section)
    {
        var place = here();
        pushsection(section);
        dd(place);
        popsection();
    }
}
