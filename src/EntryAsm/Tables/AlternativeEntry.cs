// SPDX-License-Identifier: MIT
using EntryAsm.Objects;
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// One row of <c>.altinstructions</c>: code to patch in on a processor that has a feature (struct alt_instr, arch/x86/include/asm/alternative.h). 13
/// bytes, packed.
/// </summary>
/// <param name="Original">The instructions that may be replaced (32 bits, from the field).</param>
/// <param name="Replacement">What replaces them, in <c>.altinstr_replacement</c> (32 bits, from the field).</param>
/// <param name="Feature">The feature's number, word * 32 + bit (16 bits; arch/x86/include/asm/cpufeatures.h).</param>
/// <param name="OriginalLength">Bytes of the original with its padding (8 bits).</param>
/// <param name="ReplacementLength">Bytes of the replacement (8 bits).</param>
/// <param name="PaddingLength">Bytes of no-operation instructions at the end of the original (8 bits).</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record AlternativeEntry(EntryTarget Original, EntryTarget Replacement, int Feature, int OriginalLength, int ReplacementLength, int PaddingLength, SourceLocation Line)
{
    /// <summary>Bytes of a row.</summary>
    public const int Size = KernelSections.AlternativeSize;

    internal static AlternativeEntry Read(TableReader table, int offset) => new(table.Target(offset), table.Target(offset + 4), (ushort)table.Int16(offset + 8),
        table.Byte(offset + 10), table.Byte(offset + 11), table.Byte(offset + 12), table.LineOf(offset));
}
