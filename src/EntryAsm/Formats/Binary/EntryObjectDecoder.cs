// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.Formats.Binary;

/// <summary>
/// The reading side of <see cref="EntryObjectFormat"/>. What it returns keeps the promises of <see cref="EntryObject"/>: every index and every offset
/// lies within what it points into, so no reader of an object has to check again.
/// </summary>
internal static class EntryObjectDecoder
{
    private delegate T Element<T>(ref SerializationReader reader);

    /// <param name="reader">Stands before the name.</param>
    /// <param name="version">The version of the format: 1 has no declarations, 2 no names of features, 3 no macro calls.</param>
    public static EntryObject Read(ref SerializationReader reader, int version)
    {
        var name = reader.Text("the module's name");
        var files = List(ref reader, 1, "files", static (ref SerializationReader r) => r.Text("a file name"));
        var start = reader.Position;
        var sections = List(ref reader, 8, "sections", Section);
        var symbols = List(ref reader, 8, "symbols", Symbol);
        var labels = List(ref reader, 4, "labels", Label);
        var gates = List(ref reader, 7, "gates", Gate);

        var entries = version < 2 ? default : List(ref reader, 7, "entries", Entry);
        var callees = version < 2 ? default : List(ref reader, 4, "functions", Callee);
        var facts = version < 2 ? default : List(ref reader, 8, "facts", Fact);
        var features = version < 3 ? default : List(ref reader, 2, "features", Feature);
        var expansions = version < 4 ? null : new EntryExpansions(List(ref reader, 1, "files of macro calls", static (ref SerializationReader reader) => reader.Text("a file")), List(ref reader, 5, "macro calls", Call), List(ref reader, 4, "stretches of macros", Stretch));

        var result = new EntryObject(name, files, sections, symbols, labels, gates, entries, callees, facts, features, expansions);
        if (EntryObjectCheck.Find(result) is { } error)
            throw SerializationReader.Wrong(start, error);
        return result;
    }

    private static ImmutableArray<T> List<T>(ref SerializationReader reader, int bytesEach, string what, Element<T> element)
    {
        var result = new T[reader.Count(bytesEach, what)];
        for (var i = 0; i < result.Length; i++)
            result[i] = element(ref reader);
        return ResultArray.Freeze(result);
    }

    private static EntryExpansion Call(ref SerializationReader reader) => new(reader.Text("a macro's name"), reader.Number(1, "whether a macro has parameters") == 1,
        reader.Number(EntryExpansion.Module, int.MaxValue, "the call of a macro"), reader.Number(ushort.MaxValue, "a file index"), reader.Number(int.MaxValue, "a line"));

    private static ExpandedStretch Stretch(ref SerializationReader reader) => new(reader.Number(int.MaxValue, "a section index"), reader.Number(int.MaxValue, "an offset"),
        reader.Number(int.MaxValue, "an offset"), reader.Number(EntryExpansion.Module, int.MaxValue, "the call of a macro"));

    private static EntrySection Section(ref SerializationReader reader)
    {
        var name = reader.Text("a section's name");
        var packed = reader.Number(int.MaxValue, "section flags");
        var flags = (packed & EntryObjectEncoder.PackedExclude) == 0 ? (SectionFlags)packed : (SectionFlags)(packed & ~EntryObjectEncoder.PackedExclude) | SectionFlags.Exclude;
        var type = (SectionType)reader.Number(int.MaxValue, "a section type");
        var entrySize = reader.Number(int.MaxValue, "an element size");
        var alignment = reader.Number(1 << 30, "an alignment");
        var size = reader.Number(int.MaxValue, "a section's size");
        var bytes = type == SectionType.NoBits ? [] : reader.Bytes(size, "the bytes of section '" + name + "'").ToArray();
        var group = (flags & SectionFlags.Group) == 0 ? null : new EntryGroup(reader.Text("a group's name"), reader.Number(1, "whether one of a group is kept") == 1);
        var linkedTo = (flags & SectionFlags.LinkOrder) == 0 ? EntrySection.NotLinked : reader.Number(EntrySection.NotLinked, int.MaxValue, "a section index");
        return new EntrySection(name, flags, type, entrySize, alignment, size, bytes, Relocations(ref reader), References(ref reader), Items(ref reader), group, linkedTo);
    }

    private static ImmutableArray<EntryRelocation> Relocations(ref SerializationReader reader)
    {
        var last = 0;
        var result = new EntryRelocation[reader.Count(4, "relocations")];
        for (var i = 0; i < result.Length; i++)
        {
            last = Offset(ref reader, last, "a relocation's offset");
            result[i] = new EntryRelocation(last, (RelocationType)reader.Byte("a relocation type"), reader.Number(int.MaxValue, "a symbol index"), reader.Signed("an addend"));
        }

        return ResultArray.Freeze(result);
    }

    private static ImmutableArray<EntryReference> References(ref SerializationReader reader)
    {
        var last = 0;
        var result = new EntryReference[reader.Count(4, "references")];
        for (var i = 0; i < result.Length; i++)
        {
            last = Offset(ref reader, last, "a reference's offset");
            var flags = reader.Byte("the flags of a reference");
            var target = Place(ref reader);
            var minus = (flags & 0x40) != 0 ? Place(ref reader) : (flags & 0x80) != 0 ? ReferencePlace.Dot : ReferencePlace.None;
            result[i] = new EntryReference(last, (byte)(flags & 0xf), (flags & 0x10) != 0, (flags & 0x20) != 0, target, minus, reader.Signed("an addend"));
        }

        return ResultArray.Freeze(result);
    }

    private static ReferencePlace Place(ref SerializationReader reader) => ReferencePlace.Unpack(reader.Number(int.MinValue + 1, int.MaxValue - 1, "a target"));

    private static ImmutableArray<EntryItem> Items(ref SerializationReader reader)
    {
        EntryItem last = default;
        var result = new EntryItem[reader.Count(3, "items")];
        for (var i = 0; i < result.Length; i++)
        {
            last = result[i] = Item(ref reader, last);
        }

        return ResultArray.Freeze(result);
    }

    private static EntryItem Item(ref SerializationReader reader, in EntryItem last)
    {
        var head = reader.Byte("an item's kind");
        var offset = (head & EntryObjectEncoder.Gap) != 0 ? Offset(ref reader, last.End, "an item's offset") : last.End;
        var length = reader.Number(int.MaxValue - offset, "an item's length");
        var file = (head & EntryObjectEncoder.NewFile) != 0 ? Offset(ref reader, last.File, "a file index") : last.File;
        var line = Offset(ref reader, last.Line, "a line");
        var detail = (head & EntryObjectEncoder.NewDetail) != 0 ? reader.Number(uint.MaxValue, "an item's detail") : last.Detail;
        return new EntryItem(offset, length, (EntryItemKind)(head & 0xf), (ushort)file, line, detail);
    }

    /// <summary>A distance from the number before; the sum is never negative.</summary>
    private static int Offset(ref SerializationReader reader, int last, string what) => last + reader.Number(-last, int.MaxValue - last, what);

    private static EntrySymbol Symbol(ref SerializationReader reader) => new(
        reader.Text("a symbol's name"),
        (SymbolBinding)reader.Number((int)SymbolBinding.Weak, "a binding"),
        (SymbolType)reader.Number((int)SymbolType.IndirectFunction, "a symbol type"),
        (SymbolVisibility)reader.Number((int)SymbolVisibility.Protected, "a visibility"),
        reader.Number(EntrySymbol.Common, int.MaxValue, "a section index"),
        reader.Signed("a value"),
        reader.Signed("a size"),
        reader.Location());

    private static EntryLabel Label(ref SerializationReader reader) => new(
        reader.Text("a label's name"), reader.Number(int.MaxValue, "a section index"), reader.Number(int.MaxValue, "a label's offset"),
        (ushort)reader.Number(ushort.MaxValue, "a file index"), reader.Number(int.MaxValue, "a line"));

    private static EntryGate Gate(ref SerializationReader reader) => new(
        reader.Number(255, "a vector"),
        reader.Number(int.MaxValue, "a symbol index"),
        reader.Number(1, "whether an error code is pushed") == 1,
        reader.Number(7, "an interrupt stack table index"),
        reader.Number(3, "a privilege level"),
        (GateType)reader.Number(15, "a gate type"),
        reader.Location());

    private static EntryPoint Entry(ref SerializationReader reader) => new(
        (EntryKind)reader.Number((int)EntryKind.SavedRegisters, "a kind of entry"),
        reader.Number(int.MaxValue, "a symbol index"),
        reader.Number(-1, 255, "a vector"),
        reader.Number(256, "a number of stubs"),
        reader.Number(1 << 16, "a stub's length"),
        reader.Location());

    private static EntryCallee Callee(ref SerializationReader reader) => new(
        reader.Number(int.MaxValue, "a symbol index"),
        (CalleeTraits)reader.Number(1023, "what a function does"),
        reader.Location());

    private static EntryFact Fact(ref SerializationReader reader) => new(
        (FactKind)reader.Number((int)FactKind.Resumed, "a kind of fact"),
        reader.Number(1, "whether it is assumed") == 1,
        reader.Number(-1, int.MaxValue, "a section index"),
        reader.Number(int.MinValue, int.MaxValue, "an offset"),
        reader.Number(int.MinValue, int.MaxValue, "what it is about"),
        reader.Number(-1, 15, "a register"),
        reader.Signed("a value"),
        reader.Location());

    private static EntryFeature Feature(ref SerializationReader reader) => new(reader.Number(ushort.MaxValue, "a feature's number"), reader.Text("a feature's name"));
}
