// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Which stack a handler may find itself on.</summary>
internal static unsafe class StackUse
{
    /// <summary>Handlers of vectors with a stack of their own run on it, those of NMIs on the second one of theirs.</summary>
    public static void RequireInterruptStack(PtRegs* regs, int index)
    {
        var top = index == EntryLayout.NMI_STACK ? PerCpu.Base + CpuArea.NmiWorkStack : DescriptorTables.InterruptStackTop(index);
        if ((ulong)(regs + 1) > top || (ulong)regs < top - CpuArea.StackBytes)
            Machine.Panic("an interrupt stack was not used, but", (ulong)regs);
    }

    /// <summary>Interrupts run on the stack that they come on, or on the thread's.</summary>
    public static void RequireIrqStack()
    {
        var stack = Cpu.ReadRsp();
        if (stack < PerCpu.Base + CpuArea.Stacks || stack >= PerCpu.Base + CpuArea.Bytes)
            Machine.Panic("a stack of the kit was not used, but", stack);
    }
}
