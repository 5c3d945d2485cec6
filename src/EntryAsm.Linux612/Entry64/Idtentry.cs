// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: the entries of exceptions and interrupts.
public abstract partial class LinuxEntry
{
    /// <summary>Saves the registers, goes to the task's stack if from user mode, calls the handler with them and the error code, and returns.</summary>
    /// <param name="cfunc">The C function that handles it.</param>
    /// <param name="has_error_code">True when the processor pushes an error code.</param>
    protected void idtentry_body(Symbol cfunc, bool has_error_code)
    {
        // A guest of Xen is on the task's stack and its page tables already, and its IRET and gs reload cannot fault.
        ALTERNATIVE(() => { call(error_entry); mov(rsp, rax); }, () => call(xen_error_entry), Kernel.X86_FEATURE_XENPV);
        ENCODE_FRAME_POINTER();
        UNWIND_HINT_REGS();
        mov(rdi, rsp);
        if (has_error_code)
            TakeErrorCode();
        call(cfunc);

        // In some configurations the handler never returns; objtool is not to take what follows for dead.
        REACHABLE();
        jmp(error_return);
    }

    /// <summary>The entry of an exception that may nest and has no stack of its own.</summary>
    /// <param name="vector">The exception, of <c>X86_TRAP_</c>: a breakpoint leaves room for a call that its handler emulates.</param>
    /// <param name="asmsym">The entry's symbol.</param>
    /// <param name="cfunc">The C function that handles it.</param>
    /// <param name="has_error_code">True when the processor pushes an error code.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void idtentry(int vector, Symbol asmsym, Symbol cfunc, bool has_error_code, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        SYM_CODE_START(asmsym, file, line);

        // A breakpoint's frame has the address of the next instruction, as a call's has.
        UNWIND_HINT_IRET_ENTRY(offset: has_error_code ? 8 : 0, signal: vector != X86_TRAP_BP);
        ENDBR();
        ASM_CLAC();
        cld();
        if (!has_error_code)
            push(-1);
        if (vector == X86_TRAP_BP)
            BreakpointGap();
        idtentry_body(cfunc, has_error_code);
        _ASM_NOKPROBE(asmsym);
        SYM_CODE_END(asmsym);
    }

    /// <summary>From kernel mode: six words of room, which the handler uses to emulate a call.</summary>
    private void BreakpointGap()
    {
        var from_usermode_no_gap = label();
        test(@byte[rsp + (CS - ORIG_RAX)], 3);
        jnz(from_usermode_no_gap);
        rept(6, _ => push(qword[rsp + 5 * 8]));
        UNWIND_HINT_IRET_REGS(offset: 8);
        bind(from_usermode_no_gap);
    }

    /// <summary>The common entry of device interrupts, whose stubs push the vector as an error code.</summary>
    /// <param name="vector">The exception, of <c>X86_TRAP_</c>.</param>
    /// <param name="cfunc">The C function that handles it.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    protected void idtentry_irq(int vector, Symbol cfunc, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        p2align(Kernel.L1CacheShift);
        idtentry(vector, Asm(cfunc), cfunc, has_error_code: true, file, line);
    }

    /// <summary>The entry of #MC and #DB: from user mode as any other, from the kernel, where they may hit any state, on their own stack.</summary>
    /// <param name="asmsym">The entry's symbol.</param>
    /// <param name="cfunc">The C function for the kernel; the one for user mode has <c>noist_</c> in front.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void idtentry_mce_db(Symbol asmsym, Symbol cfunc, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        BeginParanoid(asmsym, has_error_code: false, file, line);
        push(-1);
        var from_usermode_switch_stack = label();
        test(@byte[rsp + (CS - ORIG_RAX)], 3);
        jnz(from_usermode_switch_stack);
        call(paranoid_entry);
        UNWIND_HINT_REGS();
        mov(rdi, rsp);
        call(cfunc);
        jmp(paranoid_exit);

        bind(from_usermode_switch_stack);
        idtentry_body(Extern("noist_" + cfunc.Name), has_error_code: false);
        _ASM_NOKPROBE(asmsym);
        SYM_CODE_END(asmsym);
    }

    /// <summary>
    /// The entry of #VC (AMD64 APM vol. 2, 15.35.5), which may nest: from user mode as any other, from the kernel on the interrupted stack if that may be
    /// used, so that its own is free for the next.
    /// </summary>
    /// <param name="asmsym">The entry's symbol.</param>
    /// <param name="cfunc">The C function, which has <c>kernel_</c> or <c>user_</c> in front.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void idtentry_vc(Symbol asmsym, Symbol cfunc, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        BeginParanoid(asmsym, has_error_code: false, file, line);
        var from_usermode_switch_stack = label();
        test(@byte[rsp + (CS - ORIG_RAX)], 3);
        jnz(from_usermode_switch_stack);
        call(paranoid_entry);
        UNWIND_HINT_REGS();
        mov(rdi, rsp);
        call(vc_switch_off_ist);
        mov(rsp, rax);
        ENCODE_FRAME_POINTER();
        UNWIND_HINT_REGS();
        TakeErrorCode();
        mov(rdi, rsp);
        call(Extern("kernel_" + cfunc.Name));

        // The stack is the interrupted one or the fallback, both mapped whatever the page tables.
        jmp(paranoid_exit);

        bind(from_usermode_switch_stack);
        idtentry_body(Extern("user_" + cfunc.Name), has_error_code: true);
        _ASM_NOKPROBE(asmsym);
        SYM_CODE_END(asmsym);
    }

    /// <summary>The entry of the double fault: on its own stack wherever it comes from, as one that espfix raises must be.</summary>
    /// <param name="asmsym">The entry's symbol.</param>
    /// <param name="cfunc">The C function that handles it.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void idtentry_df(Symbol asmsym, Symbol cfunc, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        BeginParanoid(asmsym, has_error_code: true, file, line);
        call(paranoid_entry);
        UNWIND_HINT_REGS();
        mov(rdi, rsp);
        TakeErrorCode();
        call(cfunc);
        REACHABLE();
        jmp(paranoid_exit);
        _ASM_NOKPROBE(asmsym);
        SYM_CODE_END(asmsym);
    }

    private void BeginParanoid(Symbol asmsym, bool has_error_code, string file, int line)
    {
        SYM_CODE_START(asmsym, file, line);
        UNWIND_HINT_IRET_ENTRY(offset: has_error_code ? 8 : 0);
        ENDBR();
        ASM_CLAC();
        cld();
    }

    /// <summary>The error code becomes the second argument; its place says -1, no system call to restart.</summary>
    private void TakeErrorCode()
    {
        mov(rsi, qword[rsp + ORIG_RAX]);
        mov(qword[rsp + ORIG_RAX], -1);
    }

    /// <summary>The entry of a C function.</summary>
    private static Symbol Asm(Symbol func) => Extern("asm_" + func.Name);
}
