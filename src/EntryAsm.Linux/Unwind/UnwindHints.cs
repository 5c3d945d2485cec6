// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux;

// asm/unwind_hints.h: tells objtool, and through it the ORC unwinder, what the stack holds from here on.
public abstract partial class LinuxEntry
{
    // Which register the hint's offset counts from (asm/orc_types.h).
    private const int ORC_REG_UNDEFINED = 0;
    private const int ORC_REG_DX = 2;
    private const int ORC_REG_DI = 3;
    private const int ORC_REG_BP = 4;
    private const int ORC_REG_SP = 5;
    private const int ORC_REG_R10 = 6;
    private const int ORC_REG_SP_INDIRECT = 9;

    // What lies there.
    private const int ORC_TYPE_CALL = 0;
    private const int ORC_TYPE_REGS = 1;
    private const int ORC_TYPE_REGS_IRET = 2;

    // The kernel's macro computes with assembler variables, and their last values stay in the symbol table.
    private static readonly Symbol sp_reg_ = Local("sp_reg");
    private static readonly Symbol sp_offset_ = Local("sp_offset");
    private static readonly Symbol type_ = Local("type");

    /// <summary>The code from here on cannot be unwound further: it is where the stack begins.</summary>
    protected void UNWIND_HINT_EMPTY() => UNWIND_HINT(ORC_REG_UNDEFINED, 0, ORC_TYPE_CALL, end: true);

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

        var register = @base?.ToString() ?? "rsp";
        var sp_reg = register switch
        {
            "rsp" => indirect ? ORC_REG_SP_INDIRECT : ORC_REG_SP,
            "rbp" => ORC_REG_BP,
            "rdi" => ORC_REG_DI,
            "rdx" => ORC_REG_DX,
            "r10" => ORC_REG_R10,
            _ => ORC_REG_UNDEFINED,
        };
        if (sp_reg == ORC_REG_UNDEFINED)
            error($"UNWIND_HINT_REGS: bad base register '{register}'; the unwinder knows rsp, rbp, rdi, rdx and r10", file, line);

        var sp_offset = iret || extra ? offset : offset + RIP;
        var kind = iret || !extra ? ORC_TYPE_REGS_IRET : ORC_TYPE_REGS;
        if (Kernel.Release != KernelRelease.Linux50)
        {
            set(sp_reg_, sp_reg);
            set(sp_offset_, sp_offset);
            set(type_, kind);
        }

        UNWIND_HINT(sp_reg, sp_offset, kind);
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
    protected void UNWIND_HINT_FUNC(int sp_offset = 8) => UNWIND_HINT(ORC_REG_SP, sp_offset, ORC_TYPE_CALL);

    private void UNWIND_HINT(int sp_reg, int sp_offset, int type, bool end = false)
    {
        if (Kernel.StackValidation)
            unwind_hint((UnwindRegister)sp_reg, sp_offset, (UnwindHintType)type, end);
    }
}
