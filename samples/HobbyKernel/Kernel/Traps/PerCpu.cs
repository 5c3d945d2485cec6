// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The per-CPU area of the only processor; offsets come from the entry module that lays it out.</summary>
internal static unsafe class PerCpu
{
    private const int ThreadStackPages = 4;

    public static ulong Base => Symbols.PerCpuLoad;

    public static ulong TopOfThreadStack => *(ulong*)Address(EntryLayout.cpu_current_top_of_stack);

    public static ulong InterruptStackBottom => (ulong)Address(EntryLayout.irq_stack_union);

    public static ulong InterruptStackTop => InterruptStackBottom + EntryLayout.IRQ_STACK_SIZE;

    public static int InterruptDepth => *(int*)Address(EntryLayout.irq_count);

    public static void* Address(int offset) => (void*)(Base + (ulong)offset);

    public static void Create()
    {
        *(ulong*)Base = Base;
        *(ulong*)Address(EntryLayout.cpu_current_top_of_stack) = (ulong)Pages.Allocate(ThreadStackPages) + ThreadStackPages * Layout.PageSize;
        *(ulong*)Address(EntryLayout.irq_stack_ptr) = InterruptStackTop;
    }

    /// <summary>After the segment registers: loading gs clears its base.</summary>
    public static void LoadGs()
    {
        Cpu.WriteMsr(Cpu.MsrGsBase, Base);
        Cpu.WriteMsr(Cpu.MsrKernelGsBase, Layout.UserGsBase);
    }

    /// <summary>The next switch to the user's page tables drops what the processor remembers of them.</summary>
    public static void FlushUserTagAtNextReturn(ulong pcid) =>
        *(ushort*)Address(EntryLayout.cpu_tlbstate + EntryLayout.TLB_STATE_user_pcid_flush_mask) |= (ushort)(1 << (int)pcid);
}
