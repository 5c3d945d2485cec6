// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace HobbyKernel;

/// <summary>The kit's tables, and in the rest of its global table the segments that the tests want.</summary>
internal static unsafe class DescriptorTables
{
    /// <summary>A second 64-bit code segment for ring 3, with which SYSRET must not be used.</summary>
    public const ushort OtherUserCode = 0x53;

    /// <summary>A second data segment for ring 3.</summary>
    public const ushort OtherUserData = 0x5b;

    /// <summary>Ring-3 segments that are not present.</summary>
    public const ushort AbsentUserCode = 0x63, AbsentUserData = Layout.AbsentUserData;

    /// <summary>Beyond the end of the table.</summary>
    public const ushort NoSegment = 0xfb;

    private const int GdtEntries = 16, FirstInterruptStack = 36;

    public static ulong EntryStackTop => PerCpu.Base + CpuArea.EntryStack;

    public static void Load()
    {
        Cpu.WriteMsr(Cpu.MsrKernelGsBase, Layout.UserGsBase);
        EntryCode.StartCpu((byte*)PerCpu.Base, StartedCpu.Number);
        StartedCpu.Check(PerCpu.Base);
        var gdt = (ulong*)(PerCpu.Base + CpuArea.Descriptors);
        gdt[OtherUserCode >> 3] = 0x00affb000000ffff;
        gdt[OtherUserData >> 3] = 0x00cff3000000ffff;
        gdt[AbsentUserCode >> 3] = 0x00af7b000000ffff;
        gdt[AbsentUserData >> 3] = 0x00cf73000000ffff;
        DescriptorTablePointer pointer;
        pointer.Base = gdt;
        pointer.Limit = GdtEntries * 8 - 1;
        Cpu.LoadGdt(&pointer, EntryLayout.KERNEL_CS, EntryLayout.KERNEL_DS);
    }

    /// <summary>The top of an interrupt stack, 1 to 7.</summary>
    public static ulong InterruptStackTop(int index) => *(ulong*)(PerCpu.Base + CpuArea.TaskState + FirstInterruptStack + 8 * (ulong)(index - 1));
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal unsafe struct DescriptorTablePointer
{
    public ushort Limit;
    public void* Base;
}
