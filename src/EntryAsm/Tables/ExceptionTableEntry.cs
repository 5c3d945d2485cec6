// SPDX-License-Identifier: MIT
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// One row of <c>__ex_table</c>: where to go on when an instruction faults (arch/x86/include/asm/extable.h). 12 bytes: three distances from their
/// own field, 32 bits each.
/// </summary>
/// <param name="Instruction">The instruction that may fault.</param>
/// <param name="Fixup">Where execution goes on.</param>
/// <param name="Handler">The function that decides so, such as <c>ex_handler_default</c>.</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record ExceptionTableEntry(EntryTarget Instruction, EntryTarget Fixup, EntryTarget Handler, SourceLocation Line)
{
    /// <summary>Bytes of a row.</summary>
    public const int Size = 12;

    internal static ExceptionTableEntry Read(TableReader table, int offset) =>
        new(table.Target(offset), table.Target(offset + 4), table.Target(offset + 8), table.LineOf(offset));
}
