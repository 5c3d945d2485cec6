// SPDX-License-Identifier: MIT
using EntryAsm.Tables;

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

/// <summary>The register the stack is found through (arch/x86/include/asm/orc_types.h, <c>ORC_REG_*</c>).</summary>
public enum UnwindRegister : byte
{
    /// <summary>None: there is no frame to unwind to.</summary>
    Undefined = 0,

    /// <summary>The previous frame's stack pointer.</summary>
    PreviousSp = 1,

    /// <summary>rdx.</summary>
    Dx = 2,

    /// <summary>rdi.</summary>
    Di = 3,

    /// <summary>rbp.</summary>
    Bp = 4,

    /// <summary>rsp.</summary>
    Sp = 5,

    /// <summary>r10.</summary>
    R10 = 6,

    /// <summary>r13.</summary>
    R13 = 7,

    /// <summary>What rbp points at.</summary>
    BpIndirect = 8,

    /// <summary>What rsp points at.</summary>
    SpIndirect = 9,
}

/// <summary>
/// One row of <c>.discard.unwind_hints</c>: tells objtool how to unwind from a place (struct unwind_hint, arch/x86/include/asm/orc_types.h). 9
/// bytes, padded to 12.
/// </summary>
/// <param name="Place">The instruction from which on it holds (32 bits, from the field).</param>
/// <param name="StackOffset">Bytes from the register to the previous frame or to the saved registers (16 bits, signed).</param>
/// <param name="Register">The register (8 bits).</param>
/// <param name="Type">What the stack holds (8 bits).</param>
/// <param name="IsEnd">True where no frame precedes: the end of unwinding (8 bits).</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record UnwindHintEntry(EntryTarget Place, int StackOffset, UnwindRegister Register, UnwindHintType Type, bool IsEnd, SourceLocation Line)
{
    /// <summary>Bytes from row to row.</summary>
    public const int Size = 12;

    internal const string SectionName = ".discard.unwind_hints";

    internal static UnwindHintEntry Read(TableReader table, int offset) => new(table.Target(offset), table.Int16(offset + 4), (UnwindRegister)table.Byte(offset + 6),
        (UnwindHintType)table.Byte(offset + 7), table.Byte(offset + 8) != 0, table.LineOf(offset));
}
