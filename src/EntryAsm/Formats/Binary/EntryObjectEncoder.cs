// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;

namespace EntryAsm.Formats.Binary;

/// <summary>The writing side of <see cref="EntryObjectFormat"/>: one method a record type. <see cref="EntryObjectDecoder"/> mirrors it.</summary>
internal static class EntryObjectEncoder
{
    /// <summary>In the first byte of an item, above its kind: a file, a detail or a gap follows because it is not what the item before had.</summary>
    public const int NewFile = 0x10, NewDetail = 0x20, Gap = 0x40;

    public static void Write(SerializationWriter writer, EntryObject entryObject)
    {
        writer.Text(entryObject.Name);
        List(writer, entryObject.Files, static (w, file) => w.Text(file));
        List(writer, entryObject.Sections, Section);
        List(writer, entryObject.Symbols, Symbol);
        List(writer, entryObject.Labels, Label);
        List(writer, entryObject.Gates, Gate);
        List(writer, entryObject.Entries, Entry);
        List(writer, entryObject.Callees, Callee);
        List(writer, entryObject.Facts, Fact);
        List(writer, entryObject.Features, Feature);
        List(writer, entryObject.Expansions.MoreFiles, static (writer, file) => writer.Text(file));
        List(writer, entryObject.Expansions.Calls, Call);
        List(writer, entryObject.Expansions.Stretches, Stretch);
    }

    /// <summary>Where <see cref="SectionFlags.Exclude"/> stands.</summary>
    internal const int PackedExclude = 1 << 30;

    private static void List<T>(SerializationWriter writer, ImmutableArray<T> elements, Action<SerializationWriter, T> write)
    {
        writer.Count(elements.Length);
        foreach (var element in elements)
            write(writer, element);
    }

    /// <summary>A count is not negative: the highest flag stands one bit lower, where no flag is.</summary>
    private static int Packed(SectionFlags flags) => (flags & SectionFlags.Exclude) == 0 ? (int)flags : (int)(flags & ~SectionFlags.Exclude) | PackedExclude;

    private static void Section(SerializationWriter writer, EntrySection section)
    {
        writer.Text(section.Name);
        writer.Count(Packed(section.Flags));
        writer.Count((int)section.Type);
        writer.Count(section.EntrySize);
        writer.Count(section.Alignment);
        writer.Count(section.Size);
        if (section.Type != SectionType.NoBits)
            writer.Bytes(section.Bytes.Span);
        if (section.Group is { } group)
        {
            writer.Text(group.Name);
            writer.Byte(group.IsComdat ? (byte)1 : (byte)0);
        }

        if ((section.Flags & SectionFlags.LinkOrder) != 0)
            writer.Signed(section.LinkedTo);
        Relocations(writer, section.Relocations);
        References(writer, section.References);
        Items(writer, section.Items);
    }

    private static void Call(SerializationWriter writer, EntryExpansion call)
    {
        writer.Text(call.Name);
        writer.Byte(call.HasParameters ? (byte)1 : (byte)0);
        writer.Signed(call.Parent);
        writer.Count(call.File);
        writer.Count(call.Line);
    }

    private static void Stretch(SerializationWriter writer, ExpandedStretch stretch)
    {
        writer.Count(stretch.Section);
        writer.Count(stretch.Start);
        writer.Count(stretch.End);
        writer.Signed(stretch.Expansion);
    }

    private static void Relocations(SerializationWriter writer, ImmutableArray<EntryRelocation> relocations)
    {
        writer.Count(relocations.Length);
        var last = 0;
        foreach (var relocation in relocations)
        {
            writer.Signed(relocation.Offset - last);
            writer.Byte((byte)relocation.Type);
            writer.Count(relocation.Symbol);
            writer.Signed(relocation.Addend);
            last = relocation.Offset;
        }
    }

    private static void References(SerializationWriter writer, ImmutableArray<EntryReference> references)
    {
        writer.Count(references.Length);
        var last = 0;
        foreach (var reference in references)
        {
            var hasMinus = !reference.Minus.IsNone && !reference.Minus.IsDot;
            var isFromDot = reference.Minus.IsDot;
            writer.Signed(reference.Offset - last);
            writer.Byte((byte)(reference.Width | (reference.IsRelative ? 0x10 : 0) | (reference.IsRelocated ? 0x20 : 0) | (hasMinus ? 0x40 : 0) | (isFromDot ? 0x80 : 0)));
            writer.Signed(reference.Target.Packed);
            if (hasMinus)
                writer.Signed(reference.Minus.Packed);
            writer.Signed(reference.Addend);
            last = reference.Offset;
        }
    }

    private static void Items(SerializationWriter writer, ImmutableArray<EntryItem> items)
    {
        writer.Count(items.Length);
        var last = default(EntryItem);
        foreach (var item in items)
        {
            writer.Byte((byte)((int)item.Kind | (item.File != last.File ? NewFile : 0) | (item.Detail != last.Detail ? NewDetail : 0) | (item.Offset != last.End ? Gap : 0)));
            if (item.Offset != last.End)
                writer.Signed(item.Offset - last.End);
            writer.Count(item.Length);
            if (item.File != last.File)
                writer.Signed(item.File - last.File);
            writer.Signed(item.Line - last.Line);
            if (item.Detail != last.Detail)
                writer.Unsigned(item.Detail);
            last = item;
        }
    }

    private static void Symbol(SerializationWriter writer, EntrySymbol symbol)
    {
        writer.Text(symbol.Name);
        writer.Byte((byte)symbol.Binding);
        writer.Byte((byte)symbol.Type);
        writer.Byte((byte)symbol.Visibility);
        writer.Signed(symbol.Section);
        writer.Signed(symbol.Value);
        writer.Signed(symbol.Size);
        writer.Location(symbol.Line);
    }

    private static void Label(SerializationWriter writer, EntryLabel label)
    {
        writer.Text(label.Name);
        writer.Count(label.Section);
        writer.Count(label.Offset);
        writer.Count(label.File);
        writer.Count(label.Line);
    }

    private static void Gate(SerializationWriter writer, EntryGate gate)
    {
        writer.Count(gate.Vector);
        writer.Count(gate.Symbol);
        writer.Byte(gate.HasErrorCode ? (byte)1 : (byte)0);
        writer.Byte((byte)gate.Ist);
        writer.Byte((byte)gate.Dpl);
        writer.Byte((byte)gate.Type);
        writer.Location(gate.Line);
    }

    private static void Entry(SerializationWriter writer, EntryPoint entry)
    {
        writer.Byte((byte)entry.Kind);
        writer.Count(entry.Symbol);
        writer.Signed(entry.Vector);
        writer.Count(entry.Count);
        writer.Count(entry.Stride);
        writer.Location(entry.Line);
    }

    private static void Callee(SerializationWriter writer, EntryCallee callee)
    {
        writer.Count(callee.Symbol);
        writer.Count((int)callee.Traits);
        writer.Location(callee.Line);
    }

    private static void Fact(SerializationWriter writer, EntryFact fact)
    {
        writer.Byte((byte)fact.Kind);
        writer.Byte(fact.IsAssumed ? (byte)1 : (byte)0);
        writer.Signed(fact.Section);
        writer.Signed(fact.Offset);
        writer.Signed(fact.Subject);
        writer.Signed(fact.Register);
        writer.Signed(fact.Value);
        writer.Location(fact.Line);
    }

    private static void Feature(SerializationWriter writer, EntryFeature feature)
    {
        writer.Count(feature.Number);
        writer.Text(feature.Name);
    }
}
