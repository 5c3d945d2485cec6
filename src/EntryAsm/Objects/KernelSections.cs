// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm.Objects;

/// <summary>The sections in which a kernel, or objtool, looks for its tables: their rows are written to them and read from them by these names.</summary>
internal static class KernelSections
{
    public const string ExceptionTable = "__ex_table";

    public const string Alternatives = ".altinstructions";

    /// <summary>Bytes of a row of <see cref="Alternatives"/>; distances from the row to the original and to the replacement lead.</summary>
    public const int AlternativeSize = 13;

    public const string Replacements = ".altinstr_replacement";

    public const string UnwindHints = ".discard.unwind_hints";

    public const string ParavirtSites = ".parainstructions";

    public const string StaticBranches = "__jump_table";

    /// <summary>What stands before the symbol's name in the name of the section that exports it.</summary>
    public const string Export = "___ksymtab+";

    /// <summary>The same, for modules under the GPL only.</summary>
    public const string GplExport = "___ksymtab_gpl+";

    public const string ExportNames = "__ksymtab_strings";

    /// <summary>The sections of marks, by kind.</summary>
    public static readonly ImmutableArray<(string Section, AnnotationKind Kind)> Annotations = ImmutableArray.Create(
        (".discard.retpoline_safe", AnnotationKind.RetpolineSafe),
        (".discard.nospec", AnnotationKind.NoSpeculationAlternative),
        (".discard.reachable", AnnotationKind.Reachable),
        (".discard.unreachable", AnnotationKind.Unreachable));
}
