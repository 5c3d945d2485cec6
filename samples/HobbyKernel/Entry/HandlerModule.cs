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

    /// <summary>The functions that C# implements, by the names the entry code has for them.</summary>
    private static readonly string[] Functions =
    [
        "do_syscall_64", "prepare_exit_to_usermode", "sync_regs", "fixup_bad_iret",
        "do_divide_error", "do_overflow", "do_bounds", "do_invalid_op", "do_device_not_available", "do_double_fault",
        "do_coprocessor_segment_overrun", "do_invalid_TSS", "do_segment_not_present", "do_spurious_interrupt_bug",
        "do_coprocessor_error", "do_alignment_check", "do_simd_coprocessor_error",
        "do_debug", "do_int3", "do_stack_segment", "do_general_protection", "do_page_fault", "do_mce", "do_nmi",
        "do_IRQ", "smp_apic_timer_interrupt", "smp_spurious_interrupt", "__do_softirq",
    ];

    /// <inheritdoc/>
    protected override void Assemble()
    {
        section(".rodata");
        bind(default_mxcsr);
        dd(DefaultMxcsr);

        text();
        foreach (var name in Functions)
            SAVE_VECTORS_AND_CALL(Global(name), Extern(name + "_managed"));
    }

    /// <summary>
    /// <paramref name="function"/> passes on rdi and rsi, gives <paramref name="managed"/> in rdx the union of the registers that the entry
    /// code must have cleared, and keeps the vector registers and MXCSR.
    /// </summary>
    private void SAVE_VECTORS_AND_CALL(Symbol function, Symbol managed)
    {
        align(16);
        bind(function);
        type(function, SymbolType.Function);
        push(rbp);
        mov(rdx, rbp);
        mov(rbp, rsp);
        and(rsp, -16);
        sub(rsp, FxsaveBytes);
        fxsave64(ptr[rsp]);
        ldmxcsr(dword[rip + default_mxcsr]);
        foreach (var cleared in new[] { r8, r9, r10, r11, r13, r15 })
            or(rdx, cleared);
        call(managed);
        fxrstor64(ptr[rsp]);
        leave();
        ret();
        size(function);
    }
}
