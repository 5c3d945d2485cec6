// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>
/// A mark for objtool (arch/x86/include/asm/nospec-branch.h, include/linux/compiler.h): a 64-bit address, or a 32-bit distance from the
/// field.
/// </summary>
/// <param name="Kind">What it says.</param>
/// <param name="Place">The instruction.</param>
/// <param name="Line">The C# line that made the mark.</param>
public sealed record AnnotationEntry(AnnotationKind Kind, EntryTarget Place, SourceLocation Line)
{
    internal static ImmutableArray<AnnotationEntry> ReadAll(EntryObject entryObject)
    {
        var rows = new GrowingArray<AnnotationEntry>();
        foreach (var (section, kind) in KernelSections.Annotations)
        {
            foreach (var table in TableReader.Open(entryObject, candidate => candidate.Name == section))
            {
                for (var offset = 0; offset + 4 <= table.Size; offset += table.RelocationAt(offset) is RelocationType.Abs64 or RelocationType.PC64 ? 8 : 4)
                    rows.Add(new AnnotationEntry(kind, table.Target(offset), table.LineOf(offset)));
            }
        }

        return ResultArray.Freeze(rows.ToArray());
    }
}
