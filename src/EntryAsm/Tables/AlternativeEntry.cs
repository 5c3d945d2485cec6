// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// One row of <c>.altinstructions</c>: code to patch in on a processor that has a feature (struct alt_instr, arch/x86/include/asm/alternative.h). 13
/// bytes, packed; 14 since Linux 6.3.
/// </summary>
/// <param name="Original">The instructions that may be replaced (32 bits, from the field).</param>
/// <param name="Replacement">What replaces them, in <c>.altinstr_replacement</c> (32 bits, from the field).</param>
/// <param name="Feature">The feature's number, word * 32 + bit (16 bits; arch/x86/include/asm/cpufeatures.h).</param>
/// <param name="Flags">Bit 0: where the feature is missing; bit 1: the original, an indirect call, becomes a direct one (16 bits, since Linux 6.3; else 0).</param>
/// <param name="OriginalLength">Bytes of the original with its padding (8 bits).</param>
/// <param name="ReplacementLength">Bytes of the replacement (8 bits).</param>
/// <param name="PaddingLength">Bytes of no-ops at the end of the original (8 bits, until Linux 6.2; else 0).</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record AlternativeEntry(EntryTarget Original, EntryTarget Replacement, int Feature, int Flags, int OriginalLength, int ReplacementLength, int PaddingLength, SourceLocation Line)
{
    /// <summary>Bytes of a row.</summary>
    public const int Size = KernelSections.AlternativeSize;

    /// <summary>Bytes of a row since Linux 6.3.</summary>
    public const int SizeWithFlags = KernelSections.AlternativeSizeWithFlags;

    internal const int FlagNot = 1, FlagDirectCall = 2;

    /// <summary>True when it is for processors without the feature.</summary>
    public bool IsForMissingFeature => (Flags & FlagNot) != 0;

    /// <summary>True when the kernel turns the original, an indirect call, into a direct one.</summary>
    public bool IsDirectCall => (Flags & FlagDirectCall) != 0;

    internal static ImmutableArray<AlternativeEntry> ReadAll(EntryObject entryObject)
    {
        var rows = new GrowingArray<AlternativeEntry>();
        foreach (var table in TableReader.Open(entryObject, static section => section.Name == KernelSections.Alternatives))
        {
            var size = table.AlternativeSize;
            for (var offset = 0; offset + size <= table.Size; offset += size)
                rows.Add(size == Size ? Read(table, offset) : ReadWithFlags(table, offset));
        }

        return ResultArray.Freeze(rows.ToArray());
    }

    private static AlternativeEntry Read(TableReader table, int offset) => new(table.Target(offset), table.Target(offset + 4), (ushort)table.Int16(offset + 8), 0,
        table.Byte(offset + 10), table.Byte(offset + 11), table.Byte(offset + 12), table.LineOf(offset));

    private static AlternativeEntry ReadWithFlags(TableReader table, int offset) => new(table.Target(offset), table.Target(offset + 4), (ushort)table.Int16(offset + 8),
        (ushort)table.Int16(offset + 10), table.Byte(offset + 12), table.Byte(offset + 13), 0, table.LineOf(offset));
}
