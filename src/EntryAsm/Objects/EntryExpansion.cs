// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm.Objects;

/// <summary>One call of a C# method that wrote code for its caller: a macro, to a debugger.</summary>
/// <param name="Name">The method.</param>
/// <param name="HasParameters">False for a method that can only stand for one thing, as a routine does.</param>
/// <param name="Parent">The call it was made from, earlier in the list; -1 for the module's own <c>Assemble()</c>.</param>
/// <param name="File">Index of the file with the line that called: into <see cref="EntryObject.Files"/>, and after those into <see cref="EntryExpansions.MoreFiles"/>.</param>
/// <param name="Line">That line, from 1.</param>
internal readonly record struct EntryExpansion(string Name, bool HasParameters, int Parent, int File, int Line)
{
    /// <summary>The parent of what <c>Assemble()</c> calls, and what its own items belong to.</summary>
    public const int Module = -1;
}

/// <summary>Bytes that one call wrote by itself, not by calls of its own.</summary>
/// <param name="Section">Index of the section.</param>
/// <param name="Start">The offset of the first byte.</param>
/// <param name="End">The offset after the last.</param>
/// <param name="Expansion">Index of the call, or <see cref="EntryExpansion.Module"/>.</param>
internal readonly record struct ExpandedStretch(int Section, int Start, int End, int Expansion);

/// <summary>The calls that wrote an object, as far as they were noted.</summary>
/// <param name="MoreFiles">The files with calls in which no byte was written, so that the object's own do not name them.</param>
/// <param name="Calls">The calls, each after the one it was made from.</param>
/// <param name="Stretches">What each of them wrote: by section, in order, without gaps from the first on.</param>
internal sealed record EntryExpansions(ImmutableArray<string> MoreFiles, ImmutableArray<EntryExpansion> Calls, ImmutableArray<ExpandedStretch> Stretches)
{
    public static readonly EntryExpansions None = new(ImmutableArray<string>.Empty, ImmutableArray<EntryExpansion>.Empty, ImmutableArray<ExpandedStretch>.Empty);
}
