// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm;
using EntryAsm.Linux;
using static EntryAsm.Linux.KernelSymbols;

namespace HobbyKernel;

// Call frame information (DWARF 5, 6.4): by it a debugger goes on from a C# handler through the entry code to what was interrupted. The rows hold before the first
// instruction of each entry and wherever C# is called; in between, while registers are being saved or restored, they do not.
public sealed partial class KernelEntry
{
    // Instructions of the table, and operators of its expressions.
    private const int SetLocation = 0x01, SameValue = 0x08, InRegister = 0x09, DefineFrame = 0x0c, DefineFrameByExpression = 0x0f, IsFrame = 0x14, SavedAt = 0x80;
    private const int RspPlus = 0x77, Dereference = 0x06, Plus = 0x23;

    // DWARF's numbers of registers.
    private const int DwarfRcx = 2, DwarfRbp = 6, DwarfRsp = 7, DwarfR11 = 11, ReturnAddress = 16, DwarfFlags = 49, DwarfCs = 51, DwarfSs = 52;

    private const int Word = 8, ErrorCode = 8;

    /// <summary>Bytes of <c>struct pt_regs</c>, and of the part that the processor pushes. Where they end is the frame's address.</summary>
    private const int FrameBytes = SS + Word, HardwareBytes = FrameBytes - RIP;

    /// <summary>The general registers but rsp: DWARF's numbers, and where <c>struct pt_regs</c> has them.</summary>
    private static readonly (int Number, int Offset)[] Saved =
    [
        (15, R15), (14, R14), (13, R13), (12, R12), (DwarfRbp, RBP), (3, RBX), (11, R11), (10, R10), (9, R9), (8, R8), (0, RAX), (DwarfRcx, RCX), (1, RDX), (4, RSI), (5, RDI),
    ];

    /// <summary>The exceptions before and behind do_softirq_own_stack, in the order of their addresses, and whether the processor pushes an error code.</summary>
    private static readonly (Symbol Entry, bool HasErrorCode)[] EarlyExceptions =
    [
        (divide_error, false), (overflow, false), (bounds, false), (invalid_op, false), (device_not_available, false), (double_fault, true),
        (coprocessor_segment_overrun, false), (invalid_TSS, true), (segment_not_present, true), (spurious_interrupt_bug, false), (coprocessor_error, false),
        (alignment_check, true), (simd_coprocessor_error, false),
    ];

    private static readonly (Symbol Entry, bool HasErrorCode)[] OtherExceptions =
    [
        (debug, false), (KernelSymbols.int3, false), (stack_segment, true), (general_protection, true), (page_fault, true), (machine_check, false),
    ];

    private void CallFrames()
    {
        var codeEnd = here();
        pushsection(".irqentry.text", "ax");
        var interruptsEnd = here();
        popsection();

        section(".debug_frame");
        var common = CommonInformation();
        Description(common, return_to_user, codeEnd, EntryRows);
        Description(common, apic_timer_interrupt, interruptsEnd, InterruptRows);
    }

    private void EntryRows()
    {
        SavedFrame();
        AtSystemCall();
        At(irq_entries_start, () => HardwareFrame(hasErrorCode: false));
        At(interrupt_entry, SavedFrame);
        At(common_interrupt, FrameBehindStackTop);
        At(ret_from_intr, SavedFrame);
        Exceptions(EarlyExceptions);
        At(do_softirq_own_stack, FramePointer);
        Exceptions(OtherExceptions);
        Exceptions([(nmi, false)]);
    }

    private void InterruptRows()
    {
        foreach (var entry in new[] { apic_timer_interrupt, spurious_interrupt })
        {
            At(entry, () => HardwareFrame(hasErrorCode: false));
            At(entry + 1, FrameBehindStackTop);
        }
    }

    private void Exceptions((Symbol Entry, bool HasErrorCode)[] entries)
    {
        foreach (var (entry, hasErrorCode) in entries)
        {
            At(entry, () => HardwareFrame(hasErrorCode));
            At(entry + 1, SavedFrame);
        }
    }

    /// <summary>Where C# is called, <c>struct pt_regs</c> lies on top of the stack.</summary>
    private void SavedFrame()
    {
        db(DefineFrame, DwarfRsp);
        Number(FrameBytes);
        InSavedFrame();
    }

    /// <summary>On the stack of interrupts its top word points to <c>struct pt_regs</c>.</summary>
    private void FrameBehindStackTop()
    {
        db(DefineFrameByExpression, 6);
        db(RspPlus, 0, Dereference, Plus);
        Number(FrameBytes);
        InSavedFrame();
    }

    /// <summary>Before an entry's first instruction there is only what the processor has pushed.</summary>
    private void HardwareFrame(bool hasErrorCode)
    {
        db(DefineFrame, DwarfRsp, HardwareBytes + (hasErrorCode ? ErrorCode : 0));
        KeptRegisters();
        InHardwareFrame();
    }

    /// <summary>SYSCALL pushes nothing: the program's stack pointer is still there, its address in rcx, its flags in r11.</summary>
    private void AtSystemCall()
    {
        At(entry_SYSCALL_64, () =>
        {
            db(DefineFrame, DwarfRsp, 0);
            KeptRegisters();
            db(IsFrame, DwarfRsp, 0);
            db(InRegister, ReturnAddress, DwarfRcx);
            db(InRegister, DwarfFlags, DwarfR11);
        });
        At(entry_SYSCALL_64 + 1, SavedFrame);
    }

    /// <summary>A function as C# compiles it: rbp saved, then the frame's place.</summary>
    private void FramePointer()
    {
        db(DefineFrame, DwarfRbp, 2 * Word);
        KeptRegisters();
        db(SavedAt + DwarfRbp, 2, SavedAt + ReturnAddress, 1);
        db(IsFrame, DwarfRsp, 0);
    }

    private void InSavedFrame()
    {
        foreach (var (number, offset) in Saved)
            InFrame(number, offset);
        InHardwareFrame();
    }

    private void InHardwareFrame()
    {
        InFrame(ReturnAddress, RIP);
        InFrame(DwarfCs, CS);
        InFrame(DwarfFlags, EFLAGS);
        InFrame(DwarfRsp, RSP);
        InFrame(DwarfSs, SS);
    }

    private void InFrame(int register, int offset) => db(SavedAt + register, (FrameBytes - offset) / Word);

    private void KeptRegisters()
    {
        foreach (var (number, _) in Saved)
            db(SameValue, number);
    }

    private void At(Op place, Action row)
    {
        db(SetLocation);
        dq(place);
        row();
    }

    /// <summary>A number of 128 to 16383 in LEB128.</summary>
    private void Number(int value) => db(value & 0x7f | 0x80, value >> 7);

    private Label CommonInformation()
    {
        const int version = 1, augmentation = 0, codeUnit = 1, dataUnit = 0x78; // -8
        var start = here();
        Record(() =>
        {
            dd(0xffffffff);
            db(version, augmentation, codeUnit, dataUnit, ReturnAddress);
        });
        return start;
    }

    private void Description(Label common, Op start, Label end, Action rows) => Record(() =>
    {
        dd(common);
        dq(start, end - start);
        rows();
    });

    private void Record(Action contents)
    {
        Label start = label(), end = label();
        dd(end - start);
        bind(start);
        contents();
        align(Word, 0);
        bind(end);
    }
}
