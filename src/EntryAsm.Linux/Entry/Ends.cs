// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 1653 to 1669: two dead ends.
public abstract partial class LinuxEntry
{
    /// <summary><c>ignore_sysret</c>: SYSCALL of 32-bit code on a kernel that has none.</summary>
    protected void IgnoreSysret()
    {
        ENTRY(ignore_sysret);
        entry(EntryKind.SyscallCompat, ignore_sysret);
        UNWIND_HINT_EMPTY();
        mov(eax, -ENOSYS);
        sysretl();
        END(ignore_sysret);
    }

    /// <summary><c>rewind_stack_do_exit</c>: ends the task whose stack is beyond use; rdi is the exit code.</summary>
    protected void RewindStackDoExit()
    {
        ENTRY(rewind_stack_do_exit);
        entry(EntryKind.Function, rewind_stack_do_exit);
        UNWIND_HINT_FUNC();

        // A zero rbp ends every chain of frames.
        xor(ebp, ebp);
        mov(rax, PER_CPU_VAR(qword, cpu_current_top_of_stack));
        lea(rsp, ptr[rax - Kernel.PTREGS_SIZE]);
        UNWIND_HINT_FUNC(sp_offset: Kernel.PTREGS_SIZE);
        call(do_exit);
        callee(do_exit, CalleeTraits.DoesNotReturn);
        END(rewind_stack_do_exit);
    }
}
