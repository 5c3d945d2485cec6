// SPDX-License-Identifier: MIT
using EntryAsm.Tables;

namespace EntryAsm;

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

    internal static UnwindHintEntry Read(TableReader table, int offset) => new(table.Target(offset), table.Int16(offset + 4), (UnwindRegister)table.Byte(offset + 6),
        (UnwindHintType)table.Byte(offset + 7), table.Byte(offset + 8) != 0, table.LineOf(offset));
}
