// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux612;

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

    // What lies there (linux/objtool_types.h).
    private const int UNWIND_HINT_TYPE_UNDEFINED = 0;
    private const int UNWIND_HINT_TYPE_END_OF_STACK = 1;
    private const int UNWIND_HINT_TYPE_REGS = 3;
    private const int UNWIND_HINT_TYPE_REGS_PARTIAL = 4;
    private const int UNWIND_HINT_TYPE_FUNC = 5;
    private const int UNWIND_HINT_TYPE_SAVE = 6;
    private const int UNWIND_HINT_TYPE_RESTORE = 7;

    // The kernel's macro computes with assembler variables, and their last values stay in the symbol table.
    private static readonly Symbol sp_reg = Local();
    private static readonly Symbol sp_offset = Local();
    private static readonly Symbol type_ = Local("type");

    /// <summary>The stack begins here: nothing called this code.</summary>
    protected void UNWIND_HINT_END_OF_STACK() => UNWIND_HINT(UNWIND_HINT_TYPE_END_OF_STACK);

    /// <summary>Nothing is known of the stack: it cannot be unwound from here.</summary>
    protected void UNWIND_HINT_UNDEFINED() => UNWIND_HINT(UNWIND_HINT_TYPE_UNDEFINED);

    /// <summary>The kernel is entered here, on a stack that has nothing yet.</summary>
    protected void UNWIND_HINT_ENTRY()
    {
        VALIDATE_UNRET_BEGIN();
        UNWIND_HINT_END_OF_STACK();
    }

    /// <summary>The stack holds a <c>struct pt_regs</c>.</summary>
    /// <param name="base">The register it is found by: rsp (unless given), rbp, rdi, rdx or r10.</param>
    /// <param name="offset">Its distance in bytes from there.</param>
    /// <param name="indirect">True when rsp points to a word that points to it.</param>
    /// <param name="extra">False when only the processor's frame of it is valid.</param>
    /// <param name="partial">True when only the processor's frame is there.</param>
    /// <param name="signal">True when the frame's address is of the interrupted instruction, not of the one after a call.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The base is another register.</exception>
    protected void UNWIND_HINT_REGS(Op? @base = null, int offset = 0, bool indirect = false, bool extra = true, bool partial = false, bool signal = true,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var register = (@base ?? rsp).ToString();
        var reg = register switch
        {
            "rsp" => indirect ? ORC_REG_SP_INDIRECT : ORC_REG_SP,
            "rbp" => ORC_REG_BP,
            "rdi" => ORC_REG_DI,
            "rdx" => ORC_REG_DX,
            "r10" => ORC_REG_R10,
            _ => ORC_REG_UNDEFINED,
        };
        if (reg == ORC_REG_UNDEFINED)
            error($"UNWIND_HINT_REGS: bad base register '{register}'; the unwinder knows rsp, rbp, rdi, rdx and r10", file, line);

        var kind = partial || !extra ? UNWIND_HINT_TYPE_REGS_PARTIAL : UNWIND_HINT_TYPE_REGS;
        var distance = partial || extra ? offset : offset + RIP;
        set(sp_reg, reg);
        set(sp_offset, distance);
        set(type_, kind);
        UNWIND_HINT(kind, reg, distance, signal);
    }

    /// <summary>The stack holds the frame the processor pushes, without general registers.</summary>
    /// <param name="base">The register it is found by: rsp unless given.</param>
    /// <param name="offset">Its distance in bytes from there.</param>
    /// <param name="signal">True when the frame's address is of the interrupted instruction.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The base is a register the unwinder does not know.</exception>
    protected void UNWIND_HINT_IRET_REGS(Op? @base = null, int offset = 0, bool signal = true, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        UNWIND_HINT_REGS(@base, offset, partial: true, signal: signal, file: file, line: line);

    /// <summary>An interrupt enters the kernel here.</summary>
    /// <param name="offset">Distance in bytes from rsp to the processor's frame.</param>
    /// <param name="signal">True when the frame's address is of the interrupted instruction.</param>
    protected void UNWIND_HINT_IRET_ENTRY(int offset = 0, bool signal = true)
    {
        VALIDATE_UNRET_BEGIN();
        UNWIND_HINT_IRET_REGS(offset: offset, signal: signal);
    }

    /// <summary>The code from here on is a function that was called: its return address is on the stack.</summary>
    protected void UNWIND_HINT_FUNC() => UNWIND_HINT(UNWIND_HINT_TYPE_FUNC, ORC_REG_SP, 8);

    /// <summary>objtool remembers the stack as it is here.</summary>
    protected void UNWIND_HINT_SAVE() => UNWIND_HINT(UNWIND_HINT_TYPE_SAVE);

    /// <summary>The stack is as it was at <see cref="UNWIND_HINT_SAVE"/>.</summary>
    protected void UNWIND_HINT_RESTORE() => UNWIND_HINT(UNWIND_HINT_TYPE_RESTORE);

    private void UNWIND_HINT(int type, int sp_reg = 0, int sp_offset = 0, bool signal = false)
    {
        if (Kernel.Objtool)
            unwind_hint((UnwindRegister)sp_reg, sp_offset, (UnwindHintType)((int)UnwindHintType.Undefined + type), signal);
    }
}
