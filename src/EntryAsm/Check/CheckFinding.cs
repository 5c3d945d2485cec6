// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm;

/// <summary>A place on the path that leads to a finding.</summary>
/// <param name="Line">The C# line; none in a file made elsewhere.</param>
/// <param name="Place">The symbol and the offset after it.</param>
/// <param name="Text">What happens there.</param>
public sealed record CheckStep(SourceLocation Line, string Place, string Text);

/// <summary>Something that the checker found wrong.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Message">What is wrong, with the state of the machine and the path that leads there.</param>
/// <param name="Line">The C# line; none in a file made elsewhere.</param>
/// <param name="Place">The symbol and the offset after it.</param>
/// <param name="Path">From the entry to the place.</param>
public sealed record CheckFinding(CheckRule Rule, string Message, SourceLocation Line, string Place, ImmutableArray<CheckStep> Path)
{
    /// <summary>Where in the object: the index of the section, and the offset in it; the order of findings.</summary>
    internal (int Section, int Offset) Order { get; init; }
}
