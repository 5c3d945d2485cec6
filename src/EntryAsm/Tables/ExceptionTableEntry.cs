// SPDX-License-Identifier: MIT
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// One row of <c>__ex_table</c>: where to continue when an instruction faults (arch/x86/include/asm/extable.h). 12 bytes: three distances from their
/// own field, 32 bits each; the last is a number since Linux 5.16.
/// </summary>
/// <param name="Instruction">The instruction that may fault.</param>
/// <param name="Fixup">Where execution continues.</param>
/// <param name="Handler">The function that decides so, such as <c>ex_handler_default</c>; none where a number does.</param>
/// <param name="Type">The number of a handler type, and what it needs (arch/x86/include/asm/extable_fixup_types.h); null where a function decides.</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record ExceptionTableEntry(EntryTarget Instruction, EntryTarget Fixup, EntryTarget Handler, int? Type, SourceLocation Line)
{
    /// <summary>Bytes of a row.</summary>
    public const int Size = 12;

    internal static ExceptionTableEntry Read(TableReader table, int offset) =>
        table.HasTypes
            ? new(table.Target(offset), table.Target(offset + 4), EntryTarget.None, table.Int32(offset + 8), table.LineOf(offset))
            : new(table.Target(offset), table.Target(offset + 4), table.Target(offset + 8), null, table.LineOf(offset));
}
