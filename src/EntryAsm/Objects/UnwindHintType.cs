// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What the stack holds at a place (arch/x86/include/asm/orc_types.h, <c>UNWIND_HINT_TYPE_*</c> and <c>ORC_TYPE_*</c>).</summary>
public enum UnwindHintType : byte
{
    /// <summary>An ordinary frame: the previous frame starts at register + offset.</summary>
    Call = 0,

    /// <summary>All registers of <c>pt_regs</c>.</summary>
    Regs = 1,

    /// <summary>The part of <c>pt_regs</c> the processor pushes.</summary>
    RegsIret = 2,

    /// <summary>Saves the state here for a later <see cref="Restore"/>.</summary>
    Save = 3,

    /// <summary>The state as the last <see cref="Save"/> saved it.</summary>
    Restore = 4,

    /// <summary>Linux 6.4 and later, type 0: nothing is known.</summary>
    Undefined = 16,

    /// <summary>Linux 6.4 and later, type 1: the stack begins here.</summary>
    EndOfStack = 17,

    /// <summary>Linux 6.4 and later, type 2: an ordinary frame.</summary>
    Frame = 18,

    /// <summary>Linux 6.4 and later, type 3: all registers of <c>pt_regs</c>.</summary>
    AllRegisters = 19,

    /// <summary>Linux 6.4 and later, type 4: the part of <c>pt_regs</c> the processor pushes.</summary>
    PartialRegisters = 20,

    /// <summary>Linux 6.4 and later, type 5: a function that was called.</summary>
    Function = 21,

    /// <summary>Linux 6.4 and later, type 6: saves the state here.</summary>
    SaveState = 22,

    /// <summary>Linux 6.4 and later, type 7: the state as it was saved.</summary>
    RestoreState = 23,
}
