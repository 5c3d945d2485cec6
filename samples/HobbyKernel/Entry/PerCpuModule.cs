// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm;

namespace HobbyKernel;

/// <summary>
/// The per-CPU area: linked at address 0, so that a symbol is the offset from the base of gs. <c>cpu_tss_rw</c> has a page of its own,
/// because the user's page tables show it too.
/// </summary>
[EntryModule]
public sealed partial class PerCpuModule : EntryAssembler
{
    /// <summary>Bytes of the interrupt stack (the kernel's IRQ_STACK_SIZE).</summary>
    internal const int IrqStackBytes = 16384;

    private const int TlbStateBytes = 256;

    private static readonly Symbol irq_stack_union = Global();
    private static readonly Symbol cpu_tss_rw = Global();
    private static readonly Symbol irq_stack_ptr = Global();
    private static readonly Symbol cpu_tlbstate = Global();
    private static readonly Symbol irq_count = Global();
    private static readonly Symbol __preempt_count = Global();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        section(".percpu", "aw");
        align(Layout.PageSize);
        dq(0); // the area's own address
        align(64);
        bind(irq_stack_union);
        skip(IrqStackBytes);
        align(Layout.PageSize);
        bind(cpu_tss_rw);
        skip(Layout.PageSize);
        bind(irq_stack_ptr);
        dq(0);
        bind(cpu_tlbstate);
        skip(TlbStateBytes);
        bind(irq_count);
        dd(-1); // the interrupt stack is free
        bind(__preempt_count);
        dd(0);
        align(Layout.PageSize);
    }
}
