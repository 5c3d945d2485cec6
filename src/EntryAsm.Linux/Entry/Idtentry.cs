// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 836 to 961: the entry of an exception.
public abstract partial class LinuxEntry
{
    // What a hypervisor raises has no gate here: its vector only says what the frame is.
    private const int HypervisorCallback = 0xf3, HypervisorWithErrorCode = 13;

    /// <summary>
    /// The entry of an exception: saves the registers as <c>struct pt_regs</c>, calls the handler with them and the error code, and returns. From user
    /// mode it runs on the task's stack and leaves by the usual way, which may preempt or deliver signals.
    /// </summary>
    /// <param name="sym">The entry's symbol.</param>
    /// <param name="do_sym">The C function that handles it.</param>
    /// <param name="has_error_code">True when the processor pushes an error code.</param>
    /// <param name="paranoid">
    /// 0: the kernel's gs base and page tables are in force whenever it comes from kernel mode; faults of IRET and of the gs reload are made to look as if
    /// they came from user mode, so general protection, stack segment and segment not present need 0. 1: it may come from anywhere, and finds out by
    /// itself. 2: as 1 and never leaves its own stack, for the double fault.
    /// </param>
    /// <param name="shift_ist">An index of the interrupt stack table (1 to 7) whose stack moves down while the handler runs, so that the exception may nest; -1 for none.</param>
    /// <param name="vector">Where the descriptor table has its gate, 0 to 255; -1 for no gate.</param>
    /// <param name="ist">The gate's index of the interrupt stack table, 1 to 7; 0 for none.</param>
    /// <param name="dpl">The privilege level (0 to 3) up to which code may raise it by INT n.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException"><paramref name="shift_ist"/> without <paramref name="paranoid"/>, a number out of range, or a vector taken.</exception>
    protected void idtentry(Symbol sym, Symbol do_sym, bool has_error_code, int paranoid = 0, int shift_ist = -1, int vector = -1, int ist = 0, int dpl = 0,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        CheckIdtentry(sym, paranoid, shift_ist, file, line);
        if (vector >= 0)
            gate(vector, sym, has_error_code, ist, dpl, file: file, line: line);
        else
            entry(EntryKind.Interrupt, sym, has_error_code ? HypervisorWithErrorCode : HypervisorCallback);

        ENTRY(sym, file, line);
        UNWIND_HINT_IRET_REGS(offset: has_error_code ? 8 : 0);
        ASM_CLAC();
        if (!has_error_code)
            push(-1);

        var fromUser = label();
        if (paranoid == 1)
        {
            test(@byte[rsp + (CS - ORIG_RAX)], 3);
            jnz(fromUser);
        }

        call(paranoid != 0 ? paranoid_entry : error_entry);
        UNWIND_HINT_REGS();

        // From here to the exit ebx is 1 where the way back needs no SWAPGS.
        if (shift_ist != -1)
            TRACE_IRQS_OFF_DEBUG();
        else if (paranoid != 0)
            TRACE_IRQS_OFF();

        CallHandler(do_sym, has_error_code, shift_ist);
        jmp(paranoid != 0 ? paranoid_exit : error_exit);

        if (paranoid == 1)
        {
            bind(fromUser);
            call(error_entry);
            CallHandler(do_sym, has_error_code, shift_ist: -1);
            jmp(error_exit);
        }

        _ASM_NOKPROBE(sym);
        END(sym);
    }

    private void CheckIdtentry(Symbol sym, int paranoid, int shift_ist, string file, int line)
    {
        if (paranoid < 0 || paranoid > 2)
            error($"idtentry {sym}: paranoid is {paranoid}; it must be 0, 1 or 2", file, line);
        if (shift_ist != -1 && paranoid == 0)
            error($"idtentry {sym}: using shift_ist ({shift_ist}) requires paranoid = 1, but paranoid is 0", file, line);
        if (shift_ist != -1 && (shift_ist < 1 || shift_ist > 7))
            error($"idtentry {sym}: shift_ist is {shift_ist}; it must be an index of the interrupt stack table, 1 to 7, or -1 for none", file, line);
    }

    private void CallHandler(Symbol do_sym, bool has_error_code, int shift_ist)
    {
        mov(rdi, rsp);
        if (has_error_code)
        {
            // -1 instead of a system call's number: nothing to restart.
            mov(rsi, qword[rsp + ORIG_RAX]);
            mov(qword[rsp + ORIG_RAX], -1);
        }
        else
        {
            xor(esi, esi);
        }

        if (shift_ist != -1)
            sub(CPU_TSS_IST(shift_ist), Kernel.EXCEPTION_STKSZ);
        call(do_sym);
        callee(do_sym, CalleeTraits.TakesRegisters | CalleeTraits.TakesErrorCode);
        if (shift_ist != -1)
            add(CPU_TSS_IST(shift_ist), Kernel.EXCEPTION_STKSZ);
    }
}
