// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Interpretation;

/// <summary>The engine's part of a module under evaluation: the evaluation calls its instructions one by one.</summary>
internal sealed class HostAssembler : EntryAssembler
{
    /// <summary>Not used: the evaluation runs the author's body.</summary>
    protected override void Assemble() => throw new NotSupportedException("A module under evaluation is assembled by the evaluation.");
}
