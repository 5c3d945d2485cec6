// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Errors;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using static EntryAsm.Writers.CSharp.CSharpText;

namespace EntryAsm.Writers.CSharp;

/// <summary>The part of <see cref="CSharpWriter"/> that writes what linking needs: the image's layout, the undefined symbols, tables, and the linker's source.</summary>
internal sealed class CSharpImage
{
    /// <summary>Kinds of a symbol in the emitted table; the linker's source knows the same numbers.</summary>
    private const int InImage = 0, Absolute = 1, External = 2, WeakExternal = 3;

    /// <summary>Records of the emitted tables, of <c>__ex_table</c> and of <c>.altinstructions</c>, in bytes.</summary>
    private const int SymbolSize = 16, RelocationSize = 16, ExceptionEntrySize = 12;

    private readonly CSharpText text;
    private readonly EntryObject entryObject;
    private readonly string[] sections;
    private readonly CSharpImageLayout layout;

    private CSharpImage(CSharpText text, EntryObject entryObject, string[] sections)
    {
        this.text = text;
        this.entryObject = entryObject;
        this.sections = sections;
        layout = new CSharpImageLayout(entryObject);
    }

    public static void Write(CSharpText text, EntryObject entryObject, string[] sections)
    {
        var image = new CSharpImage(text, entryObject, sections);
        image.WriteExternals();
        image.WriteImage();
        image.WriteTables();
        text.Line();
        text.Source(LinkerSource());
    }

    private void WriteExternals()
    {
        var names = new CSharpNames("Externals");
        text.Line();
        text.Summary("The addresses of the symbols that this code uses and does not define. The linker refuses a zero, except for a weak symbol.");
        text.Open("public struct Externals");
        foreach (var symbol in entryObject.Symbols.Where(symbol => !symbol.IsDefined))
            text.Line("public ulong " + names.Add(symbol.Name) + ";" + (symbol.Binding == SymbolBinding.Weak ? " // weak" : ""));
        text.Close();
    }

    private void WriteImage()
    {
        text.Line();
        text.Summary("One contiguous image of all loaded sections: code, read-only data, writable data; each begins on a page of 4096 bytes.");
        text.Open("public static unsafe class Image");
        text.Line("public const int Size = " + NumberText.Decimal(layout.Size) + ";");
        text.Summary("What the image's address must be a multiple of.");
        text.Line("public const int Alignment = " + NumberText.Decimal(layout.Alignment) + ";");
        WriteGroups();
        WriteSectionOffsets();
        WriteSymbolOffsets();
        WriteLoad();
        text.Close();
    }

    private void WriteGroups()
    {
        string[] names = ["Code", "ReadOnly"];
        for (var i = 0; i < names.Length; i++)
            text.Line("public const int " + names[i] + "Offset = " + NumberText.Decimal(layout.Groups[i].Offset) + ", " + names[i] + "Size = " + NumberText.Decimal(layout.Groups[i].Size) + ";");
        var data = layout.Groups[2].Offset;
        text.Line("public const int DataOffset = " + NumberText.Decimal(data) + ", DataSize = " + NumberText.Decimal(layout.Size - data) + ";");
    }

    private void WriteSectionOffsets()
    {
        var names = new CSharpNames("SectionOffsets");
        text.Line();
        text.Summary("Where each loaded section begins in the image.");
        text.Open("public static class SectionOffsets");
        for (var i = 0; i < sections.Length; i++)
        {
            if (layout.Offsets[i] >= 0)
                text.Line("public const int " + names.Add(entryObject.Sections[i].Name) + " = " + NumberText.Decimal(layout.Offsets[i]) + "; // " + NumberText.Decimal(entryObject.Sections[i].Size) + " bytes");
        }

        text.Close();
    }

    private void WriteSymbolOffsets()
    {
        var names = new CSharpNames("SymbolOffsets");
        text.Line();
        text.Summary("Where each symbol stands in the image: its address is this plus the address the image is linked for.");
        text.Open("public static class SymbolOffsets");
        foreach (var symbol in CSharpWriter.Defined(entryObject))
        {
            if (layout.Offsets[symbol.Section] is >= 0 and var offset)
                text.Line("public const int " + names.Add(symbol.Name) + " = " + NumberText.Decimal(offset + symbol.Value) + ";");
        }

        text.Close();
    }

    private void WriteLoad()
    {
        text.Line();
        text.Summary("Writes the image as assembled: gaps in code are int3, all other gaps zero. Linker.Link makes code that runs of it.");
        text.Open("public static void Load(byte* memory)");
        text.Line("Linker.Fill(memory, 0xcc, CodeSize);");
        text.Line("Linker.Fill(memory + CodeSize, 0, Size - CodeSize);");
        for (var i = 0; i < sections.Length; i++)
        {
            if (layout.Offsets[i] >= 0 && !entryObject.Sections[i].Bytes.IsEmpty)
                text.Line("Linker.Copy(memory + " + NumberText.Decimal(layout.Offsets[i]) + ", Sections." + sections[i] + ", " + NumberText.Decimal(entryObject.Sections[i].Size) + ");");
        }

        text.Close();
    }

    private void WriteTables()
    {
        text.Line();
        text.Summary("What the linker reads.");
        text.Open("private static class Tables");
        WriteTablePlace("ExceptionTable", "__ex_table", ExceptionEntrySize);
        var alternatives = entryObject.FindSection(KernelSections.Alternatives);
        var size = alternatives is null ? KernelSections.AlternativeSize : KernelSections.AlternativeSizeIn(alternatives);
        WriteTablePlace("Alternatives", KernelSections.Alternatives, size);
        text.Line("public const int AlternativeSize = " + NumberText.Decimal(size) + ", HandlerFields = "
            + (entryObject.FindSection(KernelSections.ExceptionTable) is { } exceptions && KernelSections.HasTypes(exceptions) ? "2;" : "3;"));
        foreach (var gate in entryObject.Gates)
            CheckLoaded("the gate of vector " + NumberText.Decimal(gate.Vector), entryObject.Symbols[gate.Symbol]);
        var relocations = Relocations();
        var (symbols, names) = Symbols();
        text.Line("public const int RelocationCount = " + NumberText.Decimal(relocations.Length / RelocationSize) + ";");
        WriteTable("Relocations", relocations);
        WriteTable("Symbols", symbols);
        WriteTable("Names", names);
        text.Close();
    }

    /// <summary>The linker takes the address of the first byte, so there is one even where nothing reads it.</summary>
    private void WriteTable(string name, byte[] bytes) => text.Bytes(name, bytes.Length == 0 ? [0] : bytes);

    private void WriteTablePlace(string name, string sectionName, int elementSize)
    {
        var index = entryObject.Sections.IndexOf(entryObject.FindSection(sectionName)!);
        var loaded = index >= 0 && layout.Offsets[index] >= 0;
        text.Line("public const int " + name + "Offset = " + NumberText.Decimal(loaded ? layout.Offsets[index] : 0) + ", " + name + "Count = "
            + NumberText.Decimal(loaded ? entryObject.Sections[index].Size / elementSize : 0) + ";");
    }

    /// <summary>Place in the image, type with the symbol's index above it (32 bits each), addend (64 bits).</summary>
    private byte[] Relocations()
    {
        var records = new List<byte>();
        Span<byte> record = stackalloc byte[RelocationSize];
        for (var i = 0; i < sections.Length; i++)
        {
            if (layout.Offsets[i] < 0)
                continue;
            foreach (var relocation in entryObject.Sections[i].Relocations)
            {
                CheckLoaded("section '" + entryObject.Sections[i].Name + "'", entryObject.Symbols[relocation.Symbol]);
                if (!relocation.Type.IsPlain())
                    throw Error.NoRelocation(relocation.Type.Name() + " against '" + entryObject.Symbols[relocation.Symbol].Name + "' needs a table that only ld makes; link the object with ld");
                LittleEndian.Write(record.Slice(0, 4), layout.Offsets[i] + relocation.Offset);
                LittleEndian.Write(record.Slice(4, 4), (int)relocation.Type | relocation.Symbol << 8);
                LittleEndian.Write(record.Slice(8, 8), relocation.Addend);
                records.AddRange(record.ToArray());
            }
        }

        return [.. records];
    }

    private void CheckLoaded(string what, EntrySymbol symbol)
    {
        if (symbol.Section >= 0 && layout.Offsets[symbol.Section] < 0)
        {
            throw Error.LinkPlacement(what + " refers to '" + symbol.Name + "' in section '" + entryObject.Sections[symbol.Section].Name
                + "', which is not loaded; give that section the flag \"a\"");
        }
    }

    /// <summary>Kind with the name's place above it (32 bits), filler, value (64 bits): offset in the image, number, or field of Externals.</summary>
    private (byte[] Records, byte[] Names) Symbols()
    {
        var names = new List<byte>();
        var externals = 0;
        var records = new byte[SymbolSize * entryObject.Symbols.Length];
        for (var i = 0; i < entryObject.Symbols.Length; i++)
        {
            var symbol = entryObject.Symbols[i];
            var (kind, value) = symbol.Section switch
            {
                EntrySymbol.Undefined => (symbol.Binding == SymbolBinding.Weak ? WeakExternal : External, externals++),
                EntrySymbol.Absolute => (Absolute, symbol.Value),
                var section => (InImage, layout.Offsets[section] + symbol.Value),
            };
            LittleEndian.Write(records.AsSpan(SymbolSize * i, 4), kind | names.Count << 2);
            LittleEndian.Write(records.AsSpan(SymbolSize * i + 8, 8), value);
            names.AddRange(System.Text.Encoding.UTF8.GetBytes(symbol.Name));
            names.Add(0);
        }

        return (records, [.. names]);
    }

    private static string LinkerSource()
    {
        using var stream = typeof(CSharpImage).Assembly.GetManifestResourceStream("EntryAsm.Linker.cs")!;
        using var reader = new StreamReader(stream, System.Text.Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
