// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>
/// What the entry code calls: each function saves the vector registers, which C# uses as it likes, and goes on into C#.
/// </summary>
[EntryModule]
public sealed partial class HandlerModule : EntryAssembler
{
    private const int FxsaveBytes = 512;
    private const uint DefaultMxcsr = 0x1f80;

    private static readonly Symbol default_mxcsr = Local();

    /// <summary>What a function need not keep (psABI); the entry code must not rely on any of it.</summary>
    private static readonly Op[] CallerSaved = [rcx, rdx, rsi, rdi, r8, r9, r10, r11];

    private const ulong Poison = 0xdead_dead_dead_dead;

    /// <summary>
    /// The functions that C# implements, by the names the entry code has for them, and the registers the entry code must have cleared for each: always, and when it
    /// came from ring 3. What a call in between may have used is left out.
    /// </summary>
    private static readonly (string[] Functions, Op[] Cleared, Op[] ClearedFromUser)[] Table =
    [
        (["do_syscall_64", "do_IRQ", "smp_apic_timer_interrupt", "smp_spurious_interrupt"], [rbx, rcx, rdx, r8, r9, r10, r11, r12, r13, r14, r15], []),
        (["sync_regs"], [rbx, r13, r14, r15], [rcx, rdx, r8, r9, r10, r11]),
        (
            [
                "do_divide_error", "do_overflow", "do_bounds", "do_invalid_op", "do_device_not_available", "do_coprocessor_segment_overrun", "do_invalid_TSS",
                "do_segment_not_present", "do_spurious_interrupt_bug", "do_coprocessor_error", "do_alignment_check", "do_simd_coprocessor_error", "do_int3",
                "do_stack_segment", "do_general_protection", "do_page_fault",
            ], [rbx, r13, r14, r15], []),
        (["do_debug", "do_mce"], [r13, r15], [rbx, r14]),
        (["do_double_fault"], [r8, r9, r10, r11, r12, r13, r15], []),
        (["do_nmi"], [r8, r9, r10, r11, r12, r13, r15], [rbx, rcx, rdx, r14]),
        (["prepare_exit_to_usermode", "fixup_bad_iret", "__do_softirq"], [], []),
    ];

    /// <inheritdoc/>
    protected override void Assemble()
    {
        section(".rodata");
        bind(default_mxcsr);
        dd(DefaultMxcsr);

        text();
        foreach (var (functions, cleared, clearedFromUser) in Table)
        {
            foreach (var name in functions)
                SAVE_VECTORS_AND_CALL(Global(name), Extern(name + "_managed"), cleared, clearedFromUser);
        }
    }

    /// <summary>
    /// <paramref name="function"/> passes on rdi and rsi, tells <paramref name="managed"/> in rdx and rcx what the entry code has left in registers that it must
    /// have cleared, keeps the vector registers and MXCSR,
    /// and leaves nothing in the registers a function may use.
    /// </summary>
    private void SAVE_VECTORS_AND_CALL(Symbol function, Symbol managed, Op[] cleared, Op[] clearedFromUser)
    {
        align(16);
        bind(function);
        type(function, SymbolType.Function);
        push(rbp);
        mov(rbp, rsp); // debuggers look for these two
        mov(rax, cleared.Length > 0 ? qword[rbp] : 0);
        and(rsp, -16);
        sub(rsp, FxsaveBytes);
        fxsave64(ptr[rsp]);
        ldmxcsr(dword[rip + default_mxcsr]);
        foreach (var register in cleared)
            or(rax, register);
        xor(r11d, r11d);
        foreach (var register in clearedFromUser)
            or(r11, register);
        mov(rdx, rax);
        mov(rcx, r11);
        call(managed);
        fxrstor64(ptr[rsp]);
        foreach (var register in CallerSaved)
            mov(register, Poison);
        leave();
        ret();
        size(function);
    }
}
