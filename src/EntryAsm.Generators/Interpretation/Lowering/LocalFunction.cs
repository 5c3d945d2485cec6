// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Interpretation;

/// <summary>A local function: known to its block before it is lowered, since calls may stand before it.</summary>
internal sealed class LocalFunction(Scope declaredIn)
{
    /// <summary>The scope whose frame it closes over.</summary>
    public Scope DeclaredIn => declaredIn;

    public Scope? Scope { get; set; }

    public Execute? Body { get; set; }

    public object?[] NewSlots() => new object?[Scope!.Count];
}
