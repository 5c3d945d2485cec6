// SPDX-License-Identifier: MIT
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// One row of <c>.discard.unwind_hints</c>: tells objtool how to unwind from a place (struct unwind_hint, arch/x86/include/asm/orc_types.h). 9
/// bytes, padded to 12.
/// </summary>
/// <param name="Place">The instruction from which it applies (32 bits, from the field).</param>
/// <param name="StackOffset">Bytes from the register to the previous frame or to the saved registers (16 bits, signed).</param>
/// <param name="Register">The register (8 bits).</param>
/// <param name="Type">What the stack holds (8 bits); those of Linux 6.4 and later are numbers of their own here.</param>
/// <param name="IsEnd">True where no frame precedes: the end of unwinding (8 bits; since Linux 6.4 a type of its own).</param>
/// <param name="IsSignal">True where the frame has the address of the interrupted instruction, not of the one after a call (8 bits, since Linux 6.4).</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record UnwindHintEntry(EntryTarget Place, int StackOffset, UnwindRegister Register, UnwindHintType Type, bool IsEnd, bool IsSignal, SourceLocation Line)
{
    /// <summary>Bytes from row to row.</summary>
    public const int Size = 12;

    /// <summary>The type of Linux 5 that describes the stack in the same way.</summary>
    internal UnwindHintType Shape => Type switch
    {
        UnwindHintType.Undefined or UnwindHintType.EndOfStack or UnwindHintType.Frame or UnwindHintType.Function => UnwindHintType.Call,
        UnwindHintType.AllRegisters => UnwindHintType.Regs,
        UnwindHintType.PartialRegisters => UnwindHintType.RegsIret,
        UnwindHintType.SaveState => UnwindHintType.Save,
        UnwindHintType.RestoreState => UnwindHintType.Restore,
        _ => Type,
    };

    internal static UnwindHintEntry Read(TableReader table, int offset) => new(table.Target(offset), table.Int16(offset + 4), (UnwindRegister)table.Byte(offset + 6),
        (UnwindHintType)table.Byte(offset + 7), table.Byte(offset + 8) != 0, false, table.LineOf(offset));

    internal static UnwindHintEntry ReadRecent(TableReader table, int offset)
    {
        var type = UnwindHintType.Undefined + table.Byte(offset + 7);
        return new(table.Target(offset), table.Int16(offset + 4), (UnwindRegister)table.Byte(offset + 6), type, type == UnwindHintType.EndOfStack, table.Byte(offset + 8) != 0, table.LineOf(offset));
    }
}
