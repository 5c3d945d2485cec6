// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>The functions that entry code calls for exceptions. <c>leaked</c> and <c>leakedFromUser</c> come from the wrapper that saves the vector registers.</summary>
internal static unsafe class Handlers
{
    [RuntimeExport("do_divide_error_managed")]
    private static void DivideError(PtRegs* regs, ulong error, ulong leaked) => Fault(0, regs, error, leaked);

    [RuntimeExport("do_overflow_managed")]
    private static void Overflow(PtRegs* regs, ulong error, ulong leaked) => OpenTrap(4, regs, error, leaked);

    [RuntimeExport("do_bounds_managed")]
    private static void Bounds(PtRegs* regs, ulong error, ulong leaked) => Fault(5, regs, error, leaked);

    [RuntimeExport("do_invalid_op_managed")]
    private static void InvalidOpcode(PtRegs* regs, ulong error, ulong leaked) => Fault(6, regs, error, leaked);

    [RuntimeExport("do_device_not_available_managed")]
    private static void DeviceNotAvailable(PtRegs* regs, ulong error, ulong leaked) => Fault(7, regs, error, leaked);

    [RuntimeExport("do_coprocessor_segment_overrun_managed")]
    private static void CoprocessorSegmentOverrun(PtRegs* regs, ulong error, ulong leaked) => Fault(9, regs, error, leaked);

    [RuntimeExport("do_invalid_TSS_managed")]
    private static void InvalidTss(PtRegs* regs, ulong error, ulong leaked) => Fault(10, regs, error, leaked);

    [RuntimeExport("do_segment_not_present_managed")]
    private static void SegmentNotPresent(PtRegs* regs, ulong error, ulong leaked) => Fault(11, regs, error, leaked);

    [RuntimeExport("do_stack_segment_managed")]
    private static void StackSegment(PtRegs* regs, ulong error, ulong leaked) => Fault(12, regs, error, leaked);

    [RuntimeExport("do_general_protection_managed")]
    private static void GeneralProtection(PtRegs* regs, ulong error, ulong leaked) => Fault(13, regs, error, leaked);

    [RuntimeExport("do_page_fault_managed")]
    private static void PageFault(PtRegs* regs, ulong error, ulong leaked)
    {
        Fault(14, regs, error, leaked);
        UserTests.CheckReadBetweenTests(error);
    }

    [RuntimeExport("do_spurious_interrupt_bug_managed")]
    private static void SpuriousInterrupt(PtRegs* regs, ulong error, ulong leaked) => Fault(15, regs, error, leaked);

    [RuntimeExport("do_coprocessor_error_managed")]
    private static void CoprocessorError(PtRegs* regs, ulong error, ulong leaked) => Fault(16, regs, error, leaked);

    [RuntimeExport("do_alignment_check_managed")]
    private static void AlignmentCheck(PtRegs* regs, ulong error, ulong leaked) => Fault(17, regs, error, leaked);

    [RuntimeExport("do_mce_managed")]
    private static void MachineCheck(PtRegs* regs, ulong error, ulong leaked, ulong leakedFromUser) => Fault(18, regs, error, leaked, leakedFromUser);

    [RuntimeExport("do_simd_coprocessor_error_managed")]
    private static void SimdError(PtRegs* regs, ulong error, ulong leaked) => Fault(19, regs, error, leaked);

    [RuntimeExport("do_int3_managed")]
    private static void Breakpoint(PtRegs* regs, ulong error, ulong leaked) => OpenTrap(3, regs, error, leaked);

    [RuntimeExport("do_debug_managed")]
    private static void Debug(PtRegs* regs, ulong error, ulong leaked, ulong leakedFromUser)
    {
        Trap(1, regs, error, leaked, leakedFromUser);
        regs->flags &= ~Cpu.FlagTrap;
        if ((Cpu.ReadDr6() & 1) != 0)
            regs->flags |= Cpu.FlagResume; // go on past the breakpoint
        UserTests.CutReturnAddress(regs);
        UserTests.PassBreakpointOnWayBack();
        Cpu.WriteDr6(0);
        StackUse.RequireInterruptStack(regs, EntryLayout.DEBUG_STACK);
        Cpu.EnableInterrupts(); // even where they were off: the way back must turn them off before it changes gs
    }

    [RuntimeExport("do_double_fault_managed")]
    private static void DoubleFault(PtRegs* regs, ulong error, ulong leaked)
    {
        Trap(8, regs, error, leaked);
        StackUse.RequireInterruptStack(regs, EntryLayout.DOUBLEFAULT_STACK);
        if (SelfTest.Running is not (Test.KernelDoubleFault or Test.KernelDoubleFaultUserGs))
            SelfTest.Unexpected(8, regs, error);
        regs->ip = *Symbols.KernelResume;
        regs->sp = *Symbols.KernelStack;
    }

    [RuntimeExport("do_nmi_managed")]
    private static void Nmi(PtRegs* regs, ulong error, ulong leaked, ulong leakedFromUser)
    {
        var cr2 = Cpu.ReadCr2();
        Trap(2, regs, error, leaked, leakedFromUser);
        StackUse.RequireInterruptStack(regs, EntryLayout.NMI_STACK);
        NmiTest.Handle(regs);
        if (Cpu.ReadCr2() != cr2)
            Machine.Panic("an NMI changed CR2");
    }

    /// <summary>An exception after its instruction: nothing to repair.</summary>
    private static void Trap(int vector, PtRegs* regs, ulong error, ulong leaked, ulong leakedFromUser = 0)
    {
        Cpu.ClobberVectors();
        Invariants.Check(regs, leaked, leakedFromUser);
        SelfTest.Record(vector, regs, error);
    }

    /// <summary>The same on a stack that may be interrupted.</summary>
    public static void OpenTrap(int vector, PtRegs* regs, ulong error, ulong leaked)
    {
        Trap(vector, regs, error, leaked);
        LetInterruptsIn(regs);
    }

    /// <summary>A handler need not turn interrupts off again: that is for the way back.</summary>
    private static void LetInterruptsIn(PtRegs* regs)
    {
        if ((regs->flags & Cpu.FlagInterrupt) != 0)
            Cpu.EnableInterrupts();
    }

    /// <summary>An exception before its instruction: ring 3 goes on where its test says, ring 0 at its fixup.</summary>
    public static void Fault(int vector, PtRegs* regs, ulong error, ulong leaked, ulong leakedFromUser = 0)
    {
        Trap(vector, regs, error, leaked, leakedFromUser);
        if (regs->IsUser)
            UserTests.Resume(regs);
        else if (!ExceptionTable.Fix(regs))
            SelfTest.Unexpected(vector, regs, error);
        LetInterruptsIn(regs);
    }
}
