// SPDX-License-Identifier: MIT
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Writers;

/// <summary>What is in the fields of an object, as the author wrote it.</summary>
internal sealed class ReferenceText(EntryObject entryObject)
{
    /// <summary>The section whose fields are asked for.</summary>
    public EntrySection? Section { get; set; }

    /// <summary>A field that was written with symbols; its own place is <c>dot</c>.</summary>
    public string Expression(EntryReference reference)
    {
        if (reference.Target.IsSymbol && entryObject.Symbols[reference.Target.Index] is { Type: SymbolType.Section, Section: EntrySymbol.Absolute })
            return InstructionText.Number(reference.Addend);
        var target = entryObject.Names.Of(reference.Target);
        if (SuffixOf(reference) is { } suffix)
            target += "." + suffix;
        if (reference.Minus.IsNone)
            return Sum(target, reference.Addend);
        return Sum(target + " - " + (reference.Minus.IsDot ? "dot" : entryObject.Names.Of(reference.Minus)), reference.Addend);
    }

    /// <summary>True for what is kept out of fields that the processor extends to 64 bits (<see cref="Operands.SymbolReference.IsWide"/>).</summary>
    public bool IsWide(EntryReference reference) => SuffixOf(reference) is "SIZE" or "GOTOFF" or "GOTPLT" or "PLTOFF";

    /// <summary>The relocations of a run of bytes.</summary>
    public NamedRelocation[] Relocations(EntrySection section, int start, int end)
    {
        if (section.Relocations.IsEmpty)
            return NamedRelocation.None;
        GrowingArray<NamedRelocation>? found = null;
        for (var offset = start; offset < end; offset++)
        {
            if (section.FindRelocation(offset) is >= 0 and var index)
                (found ??= new GrowingArray<NamedRelocation>()).Add(Named(section, section.Relocations[index]));
        }

        return found?.ToArray() ?? NamedRelocation.None;
    }

    /// <summary>What comes after the dot of a symbol for which the linker makes something.</summary>
    private string? SuffixOf(EntryReference reference) =>
        reference.IsRelocated && Section is not null && Section.FindRelocation(reference.Offset) is >= 0 and var relocation ? Section.Relocations[relocation].Type.Suffix() : null;

    private NamedRelocation Named(EntrySection section, in EntryRelocation relocation) => section.FindReference(relocation.Offset) is { } reference
        ? new NamedRelocation(relocation.Type.Name(), entryObject.Names.Of(reference.Target), reference.Addend)
        : new NamedRelocation(relocation.Type.Name(), entryObject.Symbols[relocation.Symbol].Name, relocation.Addend);

    private static string Sum(string name, long addend) => name + InstructionText.Signed(addend);
}
