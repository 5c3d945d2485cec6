// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Which stack a handler may find itself on.</summary>
internal static unsafe class StackUse
{
    /// <summary>From ring 0 a handler of an IST vector must run on its own stack; from ring 3 it has left it.</summary>
    public static void RequireInterruptStack(PtRegs* regs, int index)
    {
        if (regs->IsUser)
            return;
        var top = DescriptorTables.InterruptStackTop(index);
        var shifted = index == EntryLayout.DEBUG_STACK ? (ulong)EntryLayout.EXCEPTION_STKSZ : 0;
        if ((ulong)regs >= top + shifted || (ulong)regs < top + shifted - Layout.PageSize)
            Machine.Panic("an interrupt stack was not used, but", (ulong)regs);
    }

    public static void RequireIrqStack()
    {
        var stack = Cpu.ReadRsp();
        if (stack >= PerCpu.InterruptStackTop || stack < PerCpu.InterruptStackBottom)
            Machine.Panic("the interrupt stack was not used, but", stack);
    }
}
