// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Objects;

/// <summary>The invariants of an <see cref="EntryObject"/>, checked on one that comes from outside.</summary>
internal static class EntryObjectCheck
{
    /// <summary>The first broken invariant in words, or null.</summary>
    public static string? Find(EntryObject entryObject)
    {
        foreach (var section in entryObject.Sections)
        {
            if (Section(entryObject, section) is { } error)
                return "section '" + section.Name + "': " + error;
        }

        foreach (var symbol in entryObject.Symbols)
        {
            if (symbol.Section >= entryObject.Sections.Length || symbol.Section < EntrySymbol.Common)
                return "symbol '" + symbol.Name + "' is in section " + NumberText.Decimal(symbol.Section) + ", which is not there";
            if (symbol.Section >= 0 && (ulong)symbol.Value > (ulong)entryObject.Sections[symbol.Section].Size)
                return "symbol '" + symbol.Name + "' is at offset " + NumberText.Decimal(symbol.Value) + ", past the end of its section";
        }

        foreach (var label in entryObject.Labels)
        {
            if (label.Section >= entryObject.Sections.Length || label.File >= Math.Max(1, entryObject.Files.Length) || label.Offset > entryObject.Sections[label.Section].Size)
                return "label '" + label.Name + "' is in no section, or in no known file";
        }

        foreach (var gate in entryObject.Gates)
        {
            if (gate.Symbol >= entryObject.Symbols.Length)
                return "the gate of vector " + NumberText.Decimal(gate.Vector) + " names symbol " + NumberText.Decimal(gate.Symbol) + ", which is not there";
        }

        foreach (var fact in entryObject.Facts)
        {
            if (fact.Section >= entryObject.Sections.Length || fact.Kind == FactKind.Operation && (uint)fact.Subject >= (uint)entryObject.Symbols.Length
                || fact.Kind == FactKind.Register && (uint)fact.Subject > 15)
            {
                return "a fact is about something that is not there";
            }
        }

        foreach (var entry in entryObject.Entries)
        {
            if (entry.Symbol >= entryObject.Symbols.Length)
                return "an entry names symbol " + NumberText.Decimal(entry.Symbol) + ", which is not there";
        }

        foreach (var callee in entryObject.Callees)
        {
            if (callee.Symbol >= entryObject.Symbols.Length)
                return "a function is symbol " + NumberText.Decimal(callee.Symbol) + ", which is not there";
        }

        return Expansions(entryObject);
    }

    private static string? Expansions(EntryObject entryObject)
    {
        var calls = entryObject.Expansions.Calls;
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].Parent >= i || calls[i].File >= entryObject.Files.Length + entryObject.Expansions.MoreFiles.Length)
                return "the call of macro '" + calls[i].Name + "' was made from one that came later, or is of no known file";
        }

        int section = 0, end = 0;
        foreach (var stretch in entryObject.Expansions.Stretches)
        {
            if (stretch.Section != section)
                end = 0;
            if (stretch.Section < section || stretch.Section >= entryObject.Sections.Length || stretch.Start < end || stretch.End <= stretch.Start
                || stretch.End > entryObject.Sections[stretch.Section].Size || stretch.Expansion >= calls.Length)
            {
                return "what a macro wrote is not there, or out of order";
            }

            (section, end) = (stretch.Section, stretch.End);
        }

        return null;
    }

    private static string? Section(EntryObject entryObject, EntrySection section)
    {
        if (section.Alignment <= 0 || (section.Alignment & (section.Alignment - 1)) != 0)
            return "its alignment is " + NumberText.Decimal(section.Alignment) + ", which is not a power of two";
        if (section.LinkedTo >= entryObject.Sections.Length)
            return "it is ordered by section " + NumberText.Decimal(section.LinkedTo) + ", which is not there";
        foreach (var relocation in section.Relocations)
        {
            var width = relocation.Type.Width();
            if (width == 0)
                return "its relocation at offset " + NumberText.Decimal(relocation.Offset) + " has the unknown type " + NumberText.Decimal((int)relocation.Type);
            if (!Within(relocation.Offset, width, section.Bytes.Length) || relocation.Symbol >= entryObject.Symbols.Length)
                return "its relocation at offset " + NumberText.Decimal(relocation.Offset) + " points outside";
        }

        foreach (var reference in section.References)
        {
            if (reference.Width is not (1 or 2 or 4 or 8) || !Within(reference.Offset, reference.Width, section.Bytes.Length)
                || !IsTarget(entryObject, reference.Target) || !reference.Minus.IsNone && !reference.Minus.IsDot && !IsTarget(entryObject, reference.Minus))
            {
                return "its reference at offset " + NumberText.Decimal(reference.Offset) + " points outside";
            }
        }

        return Items(entryObject, section);
    }

    private static string? Items(EntryObject entryObject, EntrySection section)
    {
        var end = 0;
        foreach (var item in section.Items)
        {
            if (item.Offset != end)
                return "its items leave a gap at offset " + NumberText.Decimal(end);
            if (!Within(item.Offset, item.Length, section.Size))
                return "its item at offset " + NumberText.Decimal(item.Offset) + " ends past the section";
            if (item.Kind > EntryItemKind.Fill || item.File >= Math.Max(1, entryObject.Files.Length))
                return "its item at offset " + NumberText.Decimal(item.Offset) + " is of no known kind or file";
            if (item.Kind == EntryItemKind.Instruction && (item.Bitness is not (16 or 32 or 64) || item.Length == 0))
                return "its instruction at offset " + NumberText.Decimal(item.Offset) + " is of no known mode";
            if (item.Kind == EntryItemKind.Data && item.Unit is not (0 or 1 or 2 or 4 or 8))
                return "its data at offset " + NumberText.Decimal(item.Offset) + " has elements of " + NumberText.Decimal(item.Unit) + " bytes";
            if (item.Kind == EntryItemKind.Align && (item.Detail & 0x1f) > 30)
                return "its alignment at offset " + NumberText.Decimal(item.Offset) + " is too large";
            end = item.End;
        }

        return end == section.Size ? null : "its items end at offset " + NumberText.Decimal(end) + " of " + NumberText.Decimal(section.Size);
    }

    private static bool Within(int offset, int length, int size) => offset >= 0 && length <= size - offset;

    private static bool IsTarget(EntryObject entryObject, ReferencePlace target) =>
        target.IsSymbol ? target.Index < entryObject.Symbols.Length : target.IsLabel && target.Index < entryObject.Labels.Length;
}
