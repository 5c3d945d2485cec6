// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Tables;

/// <summary>Reads the records of a section that is a table: numbers from its bytes, places from its relocations and references.</summary>
internal sealed class TableReader
{
    private readonly EntryObject entryObject;
    private readonly PlaceNames names;
    private readonly EntrySection section;
    private readonly int sectionIndex;

    private TableReader(EntryObject entryObject, PlaceNames names, int sectionIndex)
    {
        this.entryObject = entryObject;
        this.names = names;
        this.sectionIndex = sectionIndex;
        section = entryObject.Sections[sectionIndex];
    }

    /// <summary>Reads one record that starts at an offset.</summary>
    public delegate T Record<T>(TableReader table, int offset);

    public int Size => section.Size;

    /// <summary>Bytes of a row, if this is a table of alternatives.</summary>
    public int AlternativeSize => KernelSections.AlternativeSizeIn(section);

    /// <summary>True if this is an exception table whose rows have numbers of ways of handling.</summary>
    public bool HasTypes => KernelSections.HasTypes(section);

    public int Int32(int offset) => BinaryPrimitives.ReadInt32LittleEndian(section.Bytes.Span.Slice(offset));

    /// <summary>The records of a section, each <paramref name="stride"/> bytes after the one before. Bytes at the end that do not make a whole record are ignored.</summary>
    /// <param name="entryObject">Whose section it is.</param>
    /// <param name="name">The section's name; one that is missing has no records.</param>
    /// <param name="stride">Bytes from record to record.</param>
    /// <param name="length">Bytes of one record without padding.</param>
    /// <param name="read">Reads one.</param>
    public static ImmutableArray<T> Read<T>(EntryObject entryObject, string name, int stride, int length, Record<T> read)
    {
        var rows = new GrowingArray<T>();
        foreach (var table in Open(entryObject, section => section.Name == name))
        {
            for (var offset = 0; offset + length <= table.Size; offset += stride)
                rows.Add(read(table, offset));
        }

        return ResultArray.Freeze(rows.ToArray());
    }

    /// <summary>The sections a predicate takes, as tables.</summary>
    public static IEnumerable<TableReader> Open(EntryObject entryObject, Func<EntrySection, bool> isTable)
    {
        for (var i = 0; i < entryObject.Sections.Length; i++)
        {
            if (entryObject.Sections[i].Type != SectionType.NoBits && isTable(entryObject.Sections[i]))
                yield return new TableReader(entryObject, entryObject.Names, i);
        }
    }

    /// <summary>The place of a text that ends with a zero byte, after its end.</summary>
    public int SkipText(int offset, out string text)
    {
        var bytes = section.Bytes.Span.Slice(offset);
        var length = bytes.IndexOf((byte)0);
        text = System.Text.Encoding.UTF8.GetString(bytes.Slice(0, Math.Max(0, length)).ToArray());
        return length < 0 ? section.Size : offset + length + 1;
    }

    public string SectionName => section.Name;

    public byte Byte(int offset) => section.Bytes.Span[offset];

    public short Int16(int offset) => BinaryPrimitives.ReadInt16LittleEndian(section.Bytes.Span.Slice(offset));

    /// <summary>The type of the relocation of a field, or null.</summary>
    public RelocationType? RelocationAt(int offset)
    {
        var index = section.FindRelocation(offset);
        return index < 0 ? null : section.Relocations[index].Type;
    }

    /// <summary>Where the field at an offset points to.</summary>
    public EntryTarget Target(int offset)
    {
        var relocation = section.FindRelocation(offset);
        if (relocation >= 0)
            return Relocated(section.Relocations[relocation], NameAt(offset));
        if (section.FindReference(offset) is { } reference)
            return Resolved(reference);

        var value = BinaryPrimitives.ReadInt32LittleEndian(section.Bytes.Span.Slice(offset));
        return value == 0 ? new EntryTarget(EntrySymbol.Absolute, 0, -1, "0") : new EntryTarget(sectionIndex, offset + value, -1, section.Name + NumberText.Offset(offset + value));
    }

    /// <summary>The C# line of the item an offset lies in.</summary>
    public SourceLocation LineOf(int offset) => entryObject.LineOf(section, offset);

    private EntryTarget Relocated(in EntryRelocation relocation, string? name)
    {
        var symbol = entryObject.Symbols[relocation.Symbol];
        var offset = symbol.IsDefined ? symbol.Value + relocation.Addend : relocation.Addend;
        return new EntryTarget(symbol.Section, offset, relocation.Symbol, name ?? symbol.Name + NumberText.Offset(relocation.Addend));
    }

    private EntryTarget Resolved(in EntryReference reference)
    {
        var name = names.Of(reference.Target) + NumberText.Offset(reference.Addend);
        if (reference.Target.IsLabel)
        {
            var label = entryObject.Labels[reference.Target.Index];
            return new EntryTarget(label.Section, label.Offset + reference.Addend, -1, name);
        }

        var symbol = entryObject.Symbols[reference.Target.Index];
        return new EntryTarget(symbol.Section, symbol.Value + reference.Addend, -1, name);
    }

    /// <summary>The author's name for what a field points at; none where the field counts from another place than itself.</summary>
    private string? NameAt(int offset) =>
        section.FindReference(offset) is { } reference && (reference.Minus.IsNone || reference.Minus.IsDot)
            ? names.Of(reference.Target) + NumberText.Offset(reference.Addend)
            : null;
}
