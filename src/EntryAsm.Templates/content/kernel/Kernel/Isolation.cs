// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace MyKernel;

/// <summary>The page tables that ring 3 runs on.</summary>
internal static unsafe class Isolation
{
#if HARDENED
    [RuntimeImport("*", "entry_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void entry_start();

    [RuntimeImport("*", "entry_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void entry_end();

    [RuntimeImport("*", "kit_idt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kit_idt();

    /// <summary>Tables of their own, which have the program's lower half and of the kernel only what the processor and the entry code touch before they change CR3.</summary>
    public static ulong UserTables(ulong* space)
    {
        var tables = (ulong*)Pages.New(Pages.Size);
        tables[0] = space[0];
        ulong start = (ulong)(delegate*<void>)&entry_start, end = (ulong)(delegate*<void>)&entry_end;
        for (var at = start; at < end; at += Pages.Size)
            Pages.Map(tables, at, at - Pages.KernelBase, 0);
        var idt = (ulong)(delegate*<void>)&kit_idt;
        Pages.Map(tables, idt, idt - Pages.KernelBase, Pages.Writable);
        for (ulong at = 0; at < CpuArea.Size; at += Pages.Size)
            Pages.Map(tables, (ulong)Cpu.Area() + at, Pages.PhysicalOf(Cpu.Area() + at), Pages.Writable | Pages.NoExecute);
        return Pages.PhysicalOf(tables);
    }
#else
    /// <summary>The kernel's own.</summary>
    public static ulong UserTables(ulong* space) => Pages.PhysicalOf(space);
#endif
}
