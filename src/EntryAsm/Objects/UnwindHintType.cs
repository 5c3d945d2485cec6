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

    /// <summary>The state as the last <see cref="Save"/> has it.</summary>
    Restore = 4,
}
