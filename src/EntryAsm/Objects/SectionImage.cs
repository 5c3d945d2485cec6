// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Primitives;

namespace EntryAsm.Objects;

/// <summary>A section under construction that describes the code of an object: numbers, and addresses in other sections.</summary>
internal sealed class SectionImage(string name, SectionFlags flags = SectionFlags.None, int entrySize = 0, int alignment = 1)
{
    private readonly GrowingArray<Field> fields = new();
    private byte[] bytes = new byte[256];

    public string Name { get; } = name;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Write(long value, int width)
    {
        Reserve(width);
        LittleEndian.Write(bytes.AsSpan(Length, width), value);
        Length += width;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        Reserve(data.Length);
        data.CopyTo(bytes.AsSpan(Length));
        Length += data.Length;
    }

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Contents => bytes.AsSpan(0, Length);

    /// <summary>Writes into a field written before.</summary>
    public void Patch(int offset, long value, int width) => LittleEndian.Write(bytes.AsSpan(offset, width), value);

    public void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Write((long)(value & 0x7f | 0x80), 1);
        Write((long)value, 1);
    }

    public void Signed(long value)
    {
        while (value is < -64 or > 63)
        {
            Write(value & 0x7f | 0x80, 1);
            value >>= 7;
        }

        Write(value & 0x7f, 1);
    }

    public void Align(int to, byte fill)
    {
        while (Length % to != 0)
            Write(fill, 1);
    }

    /// <summary>A 32-bit field with the distance to a place in the code.</summary>
    public void AddDistance(int section, long offset) => Add(RelocationType.PC32, null, section, offset, 4);

    /// <summary>A 64-bit field with the address of a place in the code.</summary>
    public void AddAddress(int section, long offset) => Add(RelocationType.Abs64, null, section, offset, 8);

    /// <summary>A 32-bit field with an offset in another descriptive section.</summary>
    public void AddOffset(SectionImage image, long offset) => Add(RelocationType.Abs32, image, 0, offset, 4);

    /// <summary>The object with more sections after its own; those stay as they are.</summary>
    public static EntryObject AddTo(EntryObject entryObject, IReadOnlyList<SectionImage> images)
    {
        var symbols = new GrowingArray<EntrySymbol>();
        foreach (ref readonly var symbol in entryObject.Symbols.AsSpan())
            symbols.Add(symbol);
        var indices = new Dictionary<int, int>();
        for (var i = 0; i < symbols.Count; i++)
        {
            if (symbols[i].Type == SymbolType.Section)
                indices[symbols[i].Section] = i;
        }

        var sections = new EntrySection[entryObject.Sections.Length + images.Count];
        entryObject.Sections.CopyTo(sections);
        string NameOf(int section) => section < entryObject.Sections.Length ? sections[section].Name : images[section - entryObject.Sections.Length].Name;
        int SymbolOf(int section)
        {
            if (!indices.TryGetValue(section, out var index))
            {
                indices.Add(section, index = symbols.Count);
                symbols.Add(new EntrySymbol(NameOf(section), SymbolBinding.Local, SymbolType.Section, SymbolVisibility.Default, section, 0, 0, SourceLocation.None));
            }

            return index;
        }

        for (var i = 0; i < images.Count; i++)
            sections[entryObject.Sections.Length + i] = images[i].Finish((other, section) => SymbolOf(other is not null ? entryObject.Sections.Length + IndexOf(images, other) : section));
        return entryObject.With(ResultArray.Freeze(sections), ResultArray.Freeze(symbols.ToArray()));
    }

    private static int IndexOf(IReadOnlyList<SectionImage> images, SectionImage image)
    {
        var index = 0;
        while (images[index] != image)
            index++;
        return index;
    }

    private EntrySection Finish(Func<SectionImage?, int, int> symbolOf)
    {
        var items = ResultArray.Freeze(new[] { new EntryItem(0, Length, EntryItemKind.Data, 0, 0, 1) });
        var relocations = new EntryRelocation[fields.Count];
        for (var i = 0; i < relocations.Length; i++)
            relocations[i] = new EntryRelocation(fields[i].Offset, fields[i].Type, symbolOf(fields[i].Image, fields[i].Section), fields[i].Addend);
        return new EntrySection(Name, flags, SectionType.ProgBits, entrySize, alignment, Length, bytes.AsMemory(0, Length),
            ResultArray.Freeze(relocations), ResultArray.Freeze(new EntryReference[0]), items);
    }

    /// <summary>A field that the linker fills in: with a place in another descriptive section, or in one of the object's.</summary>
    private readonly struct Field(int offset, RelocationType type, SectionImage? image, int section, long addend)
    {
        public readonly int Offset = offset, Section = section;
        public readonly RelocationType Type = type;
        public readonly SectionImage? Image = image;
        public readonly long Addend = addend;
    }

    private void Add(RelocationType type, SectionImage? image, int section, long addend, int width)
    {
        fields.Add(new Field(Length, type, image, section, addend));
        Write(0, width);
    }

    private void Reserve(int count)
    {
        if (bytes.Length - Length < count)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
    }
}
