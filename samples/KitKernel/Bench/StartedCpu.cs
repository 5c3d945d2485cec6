// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What kit_start_cpu must have left: the processor's area, its tables, registers and selectors.</summary>
internal static unsafe class StartedCpu
{
    /// <summary>Any number but 0.</summary>
    public const uint Number = 7;

    private const int KernelStack = 8, NumberField = 24, BufferSelector = 76, InterruptStack = 36, IoMap = 102, TaskBytes = 104, Task = 0x38, GateBytes = 16, Gates = 256, Stacks = 4;

    private const ulong ClearedFlags = 0x47700, SyscallEnable = 1;

    public static void Check(ulong area)
    {
        Field("the area's address", area, 0, area);
        SelfTest.Require("the processor's number", *(uint*)(area + NumberField), Number);
        Field("the stack to begin with", area, KernelStack, area + CpuArea.Bytes);
        Field("CR3 in the area", area, CpuArea.KernelCr3, Cpu.ReadCr3());
        SelfTest.Require("the selector for VERW", *(ushort*)(area + BufferSelector), EntryLayout.KERNEL_DS);
        CheckTask(area + CpuArea.TaskState, area);
        CheckDescriptors(area + CpuArea.Descriptors, area + CpuArea.TaskState);
        CheckSelectors();
        CheckRegisters(area);
        CheckGates();
        CheckFixup();
    }

    private static void CheckTask(ulong task, ulong area)
    {
        Field("the stack of interrupts", task, 4, area + (CpuFeatures.Isolation ? (ulong)CpuArea.EntryStack : CpuArea.Bytes));
        for (ulong stack = 0; stack < Stacks; stack++)
            Field("a stack of the task's", task, (int)(InterruptStack + 8 * stack), area + CpuArea.EntryStack + CpuArea.StackBytes * (stack + 1));
        SelfTest.Require("the task's ports", *(ushort*)(task + IoMap), TaskBytes);
    }

    private static void CheckDescriptors(ulong table, ulong task)
    {
        Field("the kernel's code", table, EntryLayout.KERNEL_CS, 0x00af9b000000ffff);
        Field("the kernel's data", table, EntryLayout.KERNEL_DS, 0x00cf93000000ffff);
        Field("the user's data", table, EntryLayout.USER_DS & ~3, 0x00cff3000000ffff);
        Field("the user's code", table, EntryLayout.USER_CS & ~3, 0x00affb000000ffff);
        Field("the task's descriptor", table, Task, (task & 0xff000000) << 32 | 0x8bUL << 40 | (task & 0xffffff) << 16 | TaskBytes - 1);
        Field("its second half", table, Task + 8, task >> 32);
        DescriptorTablePointer pointer;
        Cpu.StoreGdt(&pointer);
        SelfTest.Require("where the table is", (ulong)pointer.Base, table);
        SelfTest.Require("the table's limit", pointer.Limit, Task + 15);
    }

    private static void CheckSelectors()
    {
        Selectors selectors;
        Cpu.ReadSelectors(&selectors);
        SelfTest.Require("cs", selectors.Cs, EntryLayout.KERNEL_CS);
        SelfTest.Require("ds", selectors.Ds, EntryLayout.KERNEL_DS);
        SelfTest.Require("es", selectors.Es, EntryLayout.KERNEL_DS);
        SelfTest.Require("ss", selectors.Ss, EntryLayout.KERNEL_DS);
        SelfTest.Require("fs", selectors.Fs, 0);
        SelfTest.Require("gs", selectors.Gs, 0);
        SelfTest.Require("the task", selectors.Task, Task);
    }

    private static void CheckRegisters(ulong area)
    {
        SelfTest.Require("the GS base", Cpu.ReadMsr(Cpu.MsrGsBase), area);
        SelfTest.Require("the other one", Cpu.ReadMsr(Cpu.MsrKernelGsBase), 0);
        SelfTest.Require("STAR", Cpu.ReadMsr(Cpu.MsrStar), (EntryLayout.USER_DS - 8UL) << 48 | (ulong)EntryLayout.KERNEL_CS << 32);
        SelfTest.Require("LSTAR", Cpu.ReadMsr(Cpu.MsrLstar), EntryCode.SyscallEntry);
        SelfTest.Require("FMASK", Cpu.ReadMsr(Cpu.MsrSyscallMask), ClearedFlags);
        SelfTest.Require("EFER.SCE", Cpu.ReadMsr(Cpu.MsrEfer) & SyscallEnable, SyscallEnable);
    }

    /// <summary>Each gate has what its row in the kit's table says, in other places.</summary>
    private static void CheckGates()
    {
        DescriptorTablePointer pointer;
        Cpu.StoreIdt(&pointer);
        SelfTest.Require("where the gates are", (ulong)pointer.Base, EntryCode.InterruptTable);
        SelfTest.Require("the limit of the gates", pointer.Limit, Gates * GateBytes - 1);
        for (var vector = 0; vector < Gates; vector++)
        {
            ulong* gate = (ulong*)pointer.Base + 2 * vector, row = (ulong*)EntryCode.Gates + 2 * vector;
            SelfTest.Require("a gate", gate[0], row[0] & 0xffff | (row[1] & 0xffffffff) << 16 | (row[0] & 0xffff0000) << 32);
            SelfTest.Require("a gate's second half", gate[1], row[0] >> 32);
        }
    }

    /// <summary>An address that no row has.</summary>
    private static void CheckFixup()
    {
        PtRegs regs = default;
        regs.ip = 1;
        SelfTest.Require("a fixup for no address", EntryCode.FixFault(&regs), 0);
        SelfTest.Require("the address without one", regs.ip, 1);
    }

    private static void Field(string what, ulong place, int offset, ulong expected) => SelfTest.Require(what, *(ulong*)(place + (ulong)offset), expected);
}
