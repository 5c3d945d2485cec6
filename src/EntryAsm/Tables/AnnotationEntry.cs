// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>What a mark tells objtool about an instruction.</summary>
public enum AnnotationKind : byte
{
    /// <summary><c>.discard.retpoline_safe</c>: an indirect jump or call that may stay one.</summary>
    RetpolineSafe,

    /// <summary><c>.discard.nospec</c>: an alternative with a call in it, left alone.</summary>
    NoSpeculationAlternative,

    /// <summary><c>.discard.reachable</c>: execution comes here, whatever it seems.</summary>
    Reachable,

    /// <summary><c>.discard.unreachable</c>: execution never comes here.</summary>
    Unreachable,
}

/// <summary>
/// A mark for objtool (arch/x86/include/asm/nospec-branch.h, include/linux/compiler.h): an address of 64 bits, or a distance of 32 bits from the
/// field.
/// </summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Place">The instruction.</param>
/// <param name="Line">The C# line that made the mark.</param>
public sealed record AnnotationEntry(AnnotationKind Kind, EntryTarget Place, SourceLocation Line)
{
    /// <summary>By kind.</summary>
    internal static readonly ImmutableArray<(string Section, AnnotationKind Kind)> Sections = ImmutableArray.Create(
        (".discard.retpoline_safe", AnnotationKind.RetpolineSafe),
        (".discard.nospec", AnnotationKind.NoSpeculationAlternative),
        (".discard.reachable", AnnotationKind.Reachable),
        (".discard.unreachable", AnnotationKind.Unreachable));

    internal static string SectionOf(AnnotationKind kind) => Sections[(int)kind].Section;

    internal static ImmutableArray<AnnotationEntry> ReadAll(EntryObject entryObject)
    {
        var builder = ImmutableArray.CreateBuilder<AnnotationEntry>();
        foreach (var (section, kind) in Sections)
        {
            foreach (var table in TableReader.Open(entryObject, candidate => candidate.Name == section))
            {
                for (var offset = 0; offset + 4 <= table.Size; offset += table.RelocationAt(offset) is RelocationType.Abs64 or RelocationType.PC64 ? 8 : 4)
                    builder.Add(new AnnotationEntry(kind, table.Target(offset), table.LineOf(offset)));
            }
        }

        return builder.ToImmutable();
    }
}
