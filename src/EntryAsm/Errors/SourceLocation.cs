// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm;

/// <summary>A line of C#.</summary>
/// <param name="File">The path as the compiler knows it, or project-relative inside an <see cref="EntryObject"/>; empty when not known.</param>
/// <param name="Line">The line, from 1; 0 when not known.</param>
public readonly record struct SourceLocation(string File, int Line)
{
    /// <summary>Nowhere in particular.</summary>
    public static SourceLocation None => new("", 0);

    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? File : File + "(" + NumberText.Decimal(Line) + ")";
}
