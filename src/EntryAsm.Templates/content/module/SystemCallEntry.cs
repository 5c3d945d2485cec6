// SPDX-License-Identifier: MIT
using EntryAsm;

namespace MyKernel;

/// <summary>Where SYSCALL leads. The checker follows every path through it while you type: take out a line, and see what it says.</summary>
[EntryModule]
public sealed partial class SystemCallEntry : EntryAssembler
{
    // Per-CPU variables, offsets from the base of gs, and a function of the kernel's.
    private static readonly Symbol user_rsp = Extern(), kernel_rsp = Extern();
    private static readonly Symbol answer_system_call = Extern();
    private static readonly Symbol system_call = Global();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        section(".entry.text", "ax");
        bind(system_call);
        entry(EntryKind.Syscall, system_call);
        swapgs();
        mov(qword.gs[user_rsp], rsp);
        mov(rsp, qword.gs[kernel_rsp]);
        push(qword.gs[user_rsp]);
        push(r11); // flags
        push(rcx); // where the program goes on
        push(rdi);
        push(rsi);
        push(rdx);
        push(r8);
        push(r9);
        push(r10);
        sub(rsp, 8); // C wants rsp to be a multiple of 16
        call(answer_system_call);
        cli();
        add(rsp, 8);
        pop(r10);
        pop(r9);
        pop(r8);
        pop(rdx);
        pop(rsi);
        pop(rdi);
        pop(rcx);
        pop(r11);
        pop(rsp);
        swapgs();
        sysretq();
        size(system_call);
    }
}
