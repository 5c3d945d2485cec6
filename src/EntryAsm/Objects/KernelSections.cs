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

    /// <summary>The same since Linux 6.3: flags came, the length of the padding went.</summary>
    public const int AlternativeSizeWithFlags = 14;

    /// <summary>Symbols for modules since Linux 6.4: rows of licence, namespace and address, which the kernel's build reads and throws away.</summary>
    public const string ExportRows = ".export_symbol";

    /// <summary>Sections that only kernels since Linux 5.18 have.</summary>
    private static readonly ImmutableArray<string> OnlyInRecentKernels =
        ImmutableArray.Create(ExportRows, ".discard.noendbr", ".discard.intra_function_calls", ".discard.validate_unret");

    public const string Replacements = ".altinstr_replacement";

    public const string UnwindHints = ".discard.unwind_hints";

    public const string ParavirtSites = ".parainstructions";

    public const string StaticBranches = "__jump_table";

    /// <summary>What is before the symbol's name in the name of the section that exports it.</summary>
    public const string Export = "___ksymtab+";

    /// <summary>The same, for modules under the GPL only.</summary>
    public const string GplExport = "___ksymtab_gpl+";

    public const string ExportNames = "__ksymtab_strings";

    /// <summary>The sections of marks, by kind.</summary>
    public static readonly ImmutableArray<(string Section, AnnotationKind Kind)> Annotations = ImmutableArray.Create(
        (".discard.retpoline_safe", AnnotationKind.RetpolineSafe),
        (".discard.nospec", AnnotationKind.NoSpeculationAlternative),
        (".discard.reachable", AnnotationKind.Reachable),
        (".discard.unreachable", AnnotationKind.Unreachable),
        (".discard.noendbr", AnnotationKind.NoEndbr),
        (".discard.intra_function_calls", AnnotationKind.IntraFunctionCall),
        (".discard.validate_unret", AnnotationKind.ValidateUnret),
        (".discard.ignore_alts", AnnotationKind.IgnoreAlternative));

    /// <summary>Whether a section is one of marks.</summary>
    public static bool IsAnnotation(string section)
    {
        foreach (var (name, _) in Annotations)
        {
            if (name == section)
                return true;
        }

        return false;
    }

    /// <summary>Bytes of a row of a section of alternatives: where its distances stand tells.</summary>
    public static int AlternativeSizeIn(EntrySection section) => section.Size % AlternativeSizeWithFlags == 0
        && (section.Size == AlternativeSizeWithFlags || IsPlace(section, AlternativeSizeWithFlags) && IsPlace(section, AlternativeSizeWithFlags + 4))
            ? AlternativeSizeWithFlags
            : AlternativeSize;

    /// <summary>True for rows whose third field is the number of a way of handling (since Linux 5.16), not the distance to a function.</summary>
    public static bool HasTypes(EntrySection exceptionTable) => exceptionTable.Size >= 12 && !IsPlace(exceptionTable, 8);

    /// <summary>True for an object of Linux 6.4 or later, whose unwind hints say something else: one of its other tables tells.</summary>
    public static bool IsRecent(EntryObject entryObject)
    {
        foreach (var section in entryObject.Sections)
        {
            if (OnlyInRecentKernels.Contains(section.Name) || (section.Name == Alternatives && AlternativeSizeIn(section) == AlternativeSizeWithFlags)
                || (section.Name == ExceptionTable && HasTypes(section)))
                return true;
        }

        return false;
    }

    private static bool IsPlace(EntrySection section, int offset) => section.FindRelocation(offset) >= 0 || section.FindReference(offset) is not null;
}
