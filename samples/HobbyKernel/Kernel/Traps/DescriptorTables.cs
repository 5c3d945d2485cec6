// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace HobbyKernel;

/// <summary>GDT, TSS and IDT (Intel SDM vol. 3, 3.4.5, 7.7, 6.14), on pages that the user's page tables show as well.</summary>
internal static unsafe class DescriptorTables
{
    public const ushort TaskSelector = 0x40;

    /// <summary>A second 64-bit code segment for ring 3, with which SYSRET must not be used.</summary>
    public const ushort OtherUserCode = 0x53;

    /// <summary>A second data segment for ring 3.</summary>
    public const ushort OtherUserData = 0x5b;

    /// <summary>Ring-3 segments that are not present.</summary>
    public const ushort AbsentUserCode = 0x63, AbsentUserData = Layout.AbsentUserData;

    /// <summary>Beyond the end of the table.</summary>
    public const ushort NoSegment = 0xfb;

    private const int GdtEntries = 16;
    private const int InterruptStackPages = 2;
    private const int DeviceStubBytes = 8;

    private static TaskState* task;
    private static byte* entryStack;

    public static ulong EntryStackTop => (ulong)entryStack + Layout.PageSize;

    public static void Load()
    {
        var gdt = (ulong*)Pages.Allocate(1);
        var idt = (GateDescriptor*)Pages.Allocate(1);
        Show(gdt, 1);
        Show(idt, 1);
        CreateTask();
        FillGdt(gdt);
        FillIdt(idt);

        DescriptorTablePointer pointer;
        pointer.Base = gdt;
        pointer.Limit = GdtEntries * 8 - 1;
        Cpu.LoadGdt(&pointer, EntryLayout.KERNEL_CS, EntryLayout.KERNEL_DS);
        pointer.Base = idt;
        pointer.Limit = 256 * 16 - 1;
        Cpu.LoadIdt(&pointer);
        Cpu.LoadTaskRegister(TaskSelector);
    }

    /// <summary>The top of an interrupt stack, 1 to 7.</summary>
    public static ulong InterruptStackTop(int index) => task->InterruptStacks[index - 1];

    private static void CreateTask()
    {
        task = (TaskState*)PerCpu.Address(EntryLayout.cpu_tss_rw);
        Show(task, 1);
        entryStack = Pages.Allocate(1);
        Show(entryStack, 1);
        task->Sp0 = EntryStackTop;
        task->IoMapBase = (ushort)sizeof(TaskState);
        for (var index = 1; index <= 7; index++)
        {
            // One page for each, and below it a second one that shift_ist moves to.
            var stack = Pages.Allocate(InterruptStackPages);
            Show(stack, InterruptStackPages);
            task->InterruptStacks[index - 1] = (ulong)stack + InterruptStackPages * Layout.PageSize;
        }
    }

    private static void FillGdt(ulong* gdt)
    {
        gdt[EntryLayout.KERNEL_CS >> 3] = 0x00af9b000000ffff;
        gdt[EntryLayout.KERNEL_DS >> 3] = 0x00cf93000000ffff;
        gdt[EntryLayout.USER_DS >> 3] = 0x00cff3000000ffff;
        gdt[EntryLayout.USER_CS >> 3] = 0x00affb000000ffff;
        gdt[OtherUserCode >> 3] = 0x00affb000000ffff;
        gdt[OtherUserData >> 3] = 0x00cff3000000ffff;
        gdt[AbsentUserCode >> 3] = 0x00af7b000000ffff;
        gdt[AbsentUserData >> 3] = 0x00cf73000000ffff;

        var address = (ulong)task;
        var limit = (ulong)sizeof(TaskState) - 1;
        gdt[TaskSelector >> 3] = limit | (address & 0xffffff) << 16 | 0x89UL << 40 | (address >> 24 & 0xff) << 56;
        gdt[(TaskSelector >> 3) + 1] = address >> 32;
    }

    private static void FillIdt(GateDescriptor* idt)
    {
        for (var vector = EntryLayout.FIRST_EXTERNAL_VECTOR; vector < EntryLayout.FIRST_SYSTEM_VECTOR; vector++)
            SetGate(idt, vector, EntryCode.DeviceStubs + (ulong)(DeviceStubBytes * (vector - EntryLayout.FIRST_EXTERNAL_VECTOR)), 0, GateDescriptor.Present | GateDescriptor.InterruptGate);
        EntryCode.FillGates(idt);
    }

    /// <param name="attributes">Present, privilege level and type: the descriptor's sixth byte.</param>
    public static void SetGate(GateDescriptor* idt, int vector, ulong entry, int ist, int attributes)
    {
        var gate = idt + vector;
        gate->OffsetLow = (ushort)entry;
        gate->Selector = EntryLayout.KERNEL_CS;
        gate->Ist = (byte)ist;
        gate->Access = (byte)attributes;
        gate->OffsetMiddle = (ushort)(entry >> 16);
        gate->OffsetHigh = (uint)(entry >> 32);
    }

    private static void Show(void* pages, int count) =>
        AddressSpace.ShowToEntries((ulong)pages, (ulong)pages + (ulong)count * Layout.PageSize, writable: true);
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal unsafe struct DescriptorTablePointer
{
    public ushort Limit;
    public void* Base;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct GateDescriptor
{
    public const int InterruptGate = 14, Present = 0x80;

    public ushort OffsetLow;
    public ushort Selector;
    public byte Ist;
    public byte Access;
    public ushort OffsetMiddle;
    public uint OffsetHigh;
    public uint Reserved;
}

/// <summary>The 64-bit task state segment.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal unsafe struct TaskState
{
    public uint Reserved0;
    public ulong Sp0;
    public ulong Sp1;
    public ulong Sp2;
    public ulong Reserved1;
    public fixed ulong InterruptStacks[7];
    public ulong Reserved2;
    public ushort Reserved3;
    public ushort IoMapBase;
}
