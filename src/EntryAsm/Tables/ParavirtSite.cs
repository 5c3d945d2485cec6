// SPDX-License-Identifier: MIT
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// One row of <c>.parainstructions</c>: a call a hypervisor may patch (struct paravirt_patch_site, arch/x86/include/asm/paravirt_types.h). 10 bytes,
/// or 12 with clobbers, aligned to 8.
/// </summary>
/// <param name="Instruction">The call (64 bits, an address).</param>
/// <param name="Type">Which operation: its index in the table of operations (8 bits).</param>
/// <param name="Length">Bytes that may be patched (8 bits).</param>
/// <param name="Clobbers">The registers the call may change, one bit each (16 bits; <c>CLBR_*</c>); 0 where the row has none, as from Linux 4.20 on.</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record ParavirtSite(EntryTarget Instruction, int Type, int Length, int Clobbers, SourceLocation Line)
{
    /// <summary>Bytes from row to row; the last one may lack its padding.</summary>
    public const int Size = 16;

    /// <summary>Bytes of a row without clobbers.</summary>
    internal const int ShortLength = 10;

    internal static ParavirtSite Read(TableReader table, int offset) =>
        new(table.Target(offset), table.Byte(offset + 8), table.Byte(offset + 9), offset + 12 <= table.Size ? (ushort)table.Int16(offset + 10) : 0, table.LineOf(offset));
}
