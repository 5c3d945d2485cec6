// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>The entry code of samples/HobbyKernel.</summary>
internal sealed class LinuxEntryMap : EntryMap
{
    private const int FirstExternalVector = 0x20;

    /// <summary>SWAPGS, the zeroing of gs, the jump back; the last routine of its section.</summary>
    private const int BadGsBytes = 19;

    public override string Nmi => "nmi";

    public override ulong NmiStackBytes => HobbyKernel.Layout.PageSize;

    protected override IEnumerable<string> Routines =>
    [
        "entry_SYSCALL_64", "interrupt_entry", "common_interrupt", "apic_timer_interrupt",
        "divide_error", "overflow", "invalid_op", "double_fault", "segment_not_present", "coprocessor_error",
        "debug", "int3", "general_protection", "page_fault",
        "paranoid_entry", "paranoid_exit", "error_entry", "error_exit", "native_load_gs_index", "do_softirq_own_stack",
    ];

    protected override int StubBytes => 8;

    public override ulong StubOf(ElfSymbols kernel, int vector) => kernel["irq_entries_start"] + (ulong)(StubBytes * (vector - FirstExternalVector));

    public override IEnumerable<ulong> MoreStarts(ElfSymbols kernel) => [kernel["repeat_nmi"]];

    public override IEnumerable<(ulong Start, int Bytes)> MoreCode(ElfSymbols kernel) => [(kernel["bad_gs"], BadGsBytes)];

    /// <summary>From the task state segment, where the interrupt stack table begins at byte 36.</summary>
    public override IReadOnlyList<ulong> NmiStacks(ElfSymbols kernel, Func<ulong, ulong> memory)
    {
        const int table = 36, nmiStack = 2;
        return [memory(kernel["percpu_load"] + kernel["cpu_tss_rw"] + table + 8 * (nmiStack - 1))];
    }

    public override IEnumerable<NestedNmi> Nested(ElfSymbols kernel, IReadOnlyList<NmiPlace> path, ulong user)
    {
        var ring0 = kernel["do_softirq_own_stack"];
        var handled = path.Last(place => place.Instruction.FlowControl == FlowControl.Call).Instruction.NextIP;
        var end = path.Last(place => place.Instruction.Mnemonic == Mnemonic.Iretq).Address;
        var round = kernel["end_repeat_nmi"];
        yield return new("in one from ring 3", [user]);
        yield return new("in one from ring 0", [ring0]);
        yield return new("in one from ring 0 with the user's gs", [kernel["entry_SYSCALL_64"]]);
        yield return new("in one inside another, from behind the handler", [ring0, handled], (round, handled));
        yield return new("in one inside another, from its IRET", [ring0, end], (round, end));
    }
}
