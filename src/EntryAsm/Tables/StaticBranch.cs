// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// One row of <c>__jump_table</c>: a branch switched by a key at run time (struct jump_entry, include/linux/jump_label.h). 16 bytes: code and target
/// 32 bits from their field, key 64 bits from its field; or 24 bytes of three addresses, as kernels before 4.20 have it.
/// </summary>
/// <param name="Code">The no-op instruction or jump that is patched.</param>
/// <param name="Target">Where the branch goes when it is taken.</param>
/// <param name="Key">The key (struct static_key), without the bit below.</param>
/// <param name="IfFalse">The lowest bit of the key field: the branch is taken while the key is false, rather than while it is true.</param>
/// <param name="Line">The C# line that made the row.</param>
public sealed record StaticBranch(EntryTarget Code, EntryTarget Target, EntryTarget Key, bool IfFalse, SourceLocation Line)
{
    internal static ImmutableArray<StaticBranch> ReadAll(EntryObject entryObject)
    {
        var rows = new GrowingArray<StaticBranch>();
        foreach (var table in TableReader.Open(entryObject, static section => section.Name == KernelSections.StaticBranches))
        {
            for (var offset = 0; offset + 16 <= table.Size;)
            {
                var width = table.RelocationAt(offset) == RelocationType.Abs64 ? 8 : 4;
                if (offset + 2 * width + 8 > table.Size)
                    break;
                var key = table.Target(offset + 2 * width);
                rows.Add(new StaticBranch(table.Target(offset), table.Target(offset + width), WithoutBit(key), (key.Offset & 1) != 0, table.LineOf(offset)));
                offset += 2 * width + 8;
            }
        }

        return ResultArray.Freeze(rows.ToArray());
    }

    private static EntryTarget WithoutBit(EntryTarget key) => (key.Offset & 1) == 0
        ? key
        : key with { Offset = key.Offset - 1, Name = key.Name.EndsWith("+0x1", StringComparison.Ordinal) ? key.Name.Substring(0, key.Name.Length - 4) : key.Name };
}
