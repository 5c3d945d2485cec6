// SPDX-License-Identifier: MIT
namespace EntryAsm.Import;

/// <summary>How a source is brought over.</summary>
public sealed record ImportOptions
{
    /// <summary>The syntax of the source; found by itself when left out.</summary>
    public SourceSyntax? Syntax { get; init; }

    /// <summary>The namespace of the module; by default <c>Kernel</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>The class of the module; by default made from the file's name.</summary>
    public string? ClassName { get; init; }

    /// <summary>A command that is run with the file added, and whose output is read in its place.</summary>
    public string? Preprocessor { get; init; }

    /// <summary>Folders in which included files are looked for, next to that of the source.</summary>
    public IReadOnlyList<string> IncludeFolders { get; init; } = [];

    /// <summary>Symbols set to numbers before the first line (<c>--defsym</c>), or NASM's <c>-D</c>.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();
}

/// <summary>The dialects that are read.</summary>
public enum SourceSyntax
{
    /// <summary>GNU as, AT&amp;T operands.</summary>
    Att,

    /// <summary>GNU as after <c>.intel_syntax noprefix</c>.</summary>
    Intel,

    /// <summary>NASM, and YASM where it is the same.</summary>
    Nasm,
}
