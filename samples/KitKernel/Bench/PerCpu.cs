// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace HobbyKernel;

/// <summary>The kit's area of the only processor.</summary>
internal static unsafe class PerCpu
{
    private const ulong NoFlush = 1UL << 63, UserTag = 2, TagMask = 0xfff;

    public static ulong Base { get; private set; }

    public static ulong TopOfThreadStack => *Field(CpuArea.KernelStack);

    private static ulong UserTable => (AddressSpace.KernelCr3 & ~TagMask) + Layout.PageSize;

    public static void Create()
    {
        Base = (ulong)Pages.Allocate(CpuArea.Bytes / Layout.PageSize, CpuArea.Bytes);
        *(ulong*)Symbols.Of(&cpu_area) = Base; // for a debugger
        AddressSpace.ShowToEntries(Base, Base + CpuArea.Bytes, writable: true);
        AddressSpace.ShowToEntries(EntryCode.InterruptTable, EntryCode.InterruptTable + Layout.PageSize, writable: true);
    }

    /// <summary>After the segment registers: loading gs clears its base.</summary>
    public static void LoadGs()
    {
        Cpu.WriteMsr(Cpu.MsrGsBase, Base);
        Cpu.WriteMsr(Cpu.MsrKernelGsBase, Layout.UserGsBase);
        *Field(CpuArea.UserCr3) = UserTable;
    }

    /// <summary>Page tables have tags from now on, and a write of CR3 need not flush.</summary>
    public static void FlushUserTagAtNextReturn(ulong pcid)
    {
        *Field(CpuArea.KernelCr3) = AddressSpace.KernelCr3 | NoFlush;
        *Field(CpuArea.UserCr3) = UserTable | UserTag | NoFlush;
    }

    private static ulong* Field(int offset) => (ulong*)(Base + (ulong)offset);

    [RuntimeImport("*", "cpu_area")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void cpu_area();
}
