// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>The place a field of a table points at.</summary>
/// <param name="Section">Index into <see cref="EntryObject.Sections"/>; <see cref="EntrySymbol.Undefined"/> when another object defines it,
/// <see cref="EntrySymbol.Absolute"/> for a plain number.</param>
/// <param name="Offset">Offset in bytes from the start of that section; from the symbol when undefined; the number itself when absolute.</param>
/// <param name="Symbol">Index into <see cref="EntryObject.Symbols"/> of the symbol the relocation names; -1 without a relocation.</param>
/// <param name="Name">How the author called it: a symbol or label, with what was added.</param>
public readonly record struct EntryTarget(int Section, long Offset, int Symbol, string Name)
{
    /// <summary>The value in a row that holds no address there.</summary>
    internal static EntryTarget None => new(EntrySymbol.Absolute, 0, -1, "");

    /// <summary>True for a field that holds no address at all.</summary>
    public bool IsNone => Section == EntrySymbol.Absolute && Offset == 0 && Symbol < 0;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
