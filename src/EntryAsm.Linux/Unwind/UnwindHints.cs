// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux;

// asm/unwind_hints.h: tells objtool, and through it the ORC unwinder, what the stack holds from here on.
public abstract partial class LinuxEntry
{
    /// <summary>The code from here on cannot be unwound further: it is where the stack begins.</summary>
    protected void UNWIND_HINT_EMPTY() => UNWIND_HINT(UnwindRegister.Undefined, 0, UnwindHintType.Call, end: true);

    /// <summary>The stack holds a <c>struct pt_regs</c>.</summary>
    /// <param name="base">The register it is found by: rsp (unless given), rbp, rdi, rdx or r10.</param>
    /// <param name="offset">Its distance in bytes from there.</param>
    /// <param name="indirect">True when rsp points to a word that points to it.</param>
    /// <param name="extra">False when only the processor's frame of it is valid.</param>
    /// <param name="iret">True when only the processor's frame is there.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The base is another register.</exception>
    protected void UNWIND_HINT_REGS(Op? @base = null, int offset = 0, bool indirect = false, bool extra = true, bool iret = false,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!Kernel.StackValidation)
            return;

        var register = (@base ?? rsp).ToString();
        var sp_reg = register switch
        {
            "rsp" => indirect ? UnwindRegister.SpIndirect : UnwindRegister.Sp,
            "rbp" => UnwindRegister.Bp,
            "rdi" => UnwindRegister.Di,
            "rdx" => UnwindRegister.Dx,
            "r10" => UnwindRegister.R10,
            _ => UnwindRegister.Undefined,
        };
        if (sp_reg == UnwindRegister.Undefined)
            error($"UNWIND_HINT_REGS: bad base register '{register}'; the unwinder knows rsp, rbp, rdi, rdx and r10", file, line);

        if (iret)
            UNWIND_HINT(sp_reg, offset, UnwindHintType.RegsIret);
        else if (extra)
            UNWIND_HINT(sp_reg, offset, UnwindHintType.Regs);
        else
            UNWIND_HINT(sp_reg, offset + RIP, UnwindHintType.RegsIret);
    }

    /// <summary>The stack holds the frame the processor pushes, without general registers.</summary>
    /// <param name="base">The register it is found by: rsp unless given.</param>
    /// <param name="offset">Its distance in bytes from there.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The base is a register the unwinder does not know.</exception>
    protected void UNWIND_HINT_IRET_REGS(Op? @base = null, int offset = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        UNWIND_HINT_REGS(@base, offset, iret: true, file: file, line: line);

    /// <summary>The code from here on is a function that was called: its return address is on the stack.</summary>
    /// <param name="sp_offset">Distance in bytes from rsp to the caller's stack.</param>
    protected void UNWIND_HINT_FUNC(int sp_offset = 8) => UNWIND_HINT(UnwindRegister.Sp, sp_offset, UnwindHintType.Call);

    private void UNWIND_HINT(UnwindRegister sp_reg, int sp_offset, UnwindHintType type, bool end = false)
    {
        if (Kernel.StackValidation)
            unwind_hint(sp_reg, sp_offset, type, end);
    }
}
