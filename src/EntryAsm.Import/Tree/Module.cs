// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>A source file as one tree.</summary>
/// <param name="Statements">In the order of the file.</param>
/// <param name="Symbols">What its names are.</param>
/// <param name="Included">The other files that were read for it.</param>
internal sealed record Module(IReadOnlyList<Statement> Statements, SymbolTable Symbols, IReadOnlyCollection<string> Included)
{
    /// <summary>The address of a flat binary (NASM's <c>org</c>); null for an object.</summary>
    public long? Origin { get; init; }
}
