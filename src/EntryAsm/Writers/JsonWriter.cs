// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Writers;

namespace EntryAsm;

/// <summary>
/// Writes an <see cref="EntryObject"/> as JSON: everything it holds, for tools that are not .NET. ASCII, <c>\n</c>, always the same for the same
/// object.
/// </summary>
/// <remarks>
/// <para>The root: <c>format</c> (the number 1), <c>name</c>, <c>files</c>, <c>sections</c>, <c>symbols</c>, <c>labels</c>, <c>gates</c>, then the tables, typed.
/// Numbers are decimal, offsets and sizes bytes. An index counts from 0 into the list it names; <c>section</c> of a symbol is -1 when undefined, -2
/// when absolute.</para>
/// <para>A section: <c>name</c>, <c>flags</c> (of the letters a w x M S), <c>type</c>, <c>entrySize</c>, <c>alignment</c>, <c>size</c>,
/// <c>bytes</c> (hexadecimal), <c>relocations</c>
/// (offset, psABI name, symbol index, addend), <c>references</c> (fields written as symbols: <c>target</c> and <c>minus</c> are a symbol's index
/// or the complement of a label's)
/// and <c>items</c> (what each run of bytes is and its C# line).</para>
/// <para>A place a table points at: <c>name</c>, <c>section</c>, <c>offset</c>, and <c>symbol</c>, -1 without a relocation.</para>
/// </remarks>
public static class JsonWriter
{
    /// <summary>The version of the schema, in <c>format</c>.</summary>
    public const int Version = 1;

    /// <summary>The JSON text.</summary>
    public static string Write(EntryObject entryObject)
    {
        var json = new JsonText();
        json.BeginObject();
        json.Key("format").Value(Version);
        json.Key("name").Value(entryObject.Name);
        List(json, "files", entryObject.Files, json.Value);
        Records(json, "sections", entryObject.Sections, section => Section(json, section), isInline: false);
        Records(json, "symbols", entryObject.Symbols, symbol => Symbol(json, symbol));
        Records(json, "labels", entryObject.Labels, label => Label(json, entryObject, label));
        new JsonTables(entryObject, json).Write();
        json.EndObject();
        return json.ToString();
    }

    /// <summary>Writes the JSON text to a stream.</summary>
    /// <param name="entryObject">What is written.</param>
    /// <param name="stream">Where to.</param>
    public static void Write(EntryObject entryObject, Stream stream)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(Write(entryObject));
        stream.Write(bytes, 0, bytes.Length);
    }

    /// <summary>A list of records, one a line.</summary>
    internal static void Records<T>(JsonText json, string key, IEnumerable<T> records, Action<T> write, bool isInline = true) => List(json, key, records, record =>
    {
        json.BeginObject(isInline);
        write(record);
        json.EndObject();
    });

    internal static void Line(JsonText json, SourceLocation line)
    {
        json.Key("file").Value(line.File);
        json.Key("line").Value(line.Line);
    }

    private static void List<T>(JsonText json, string key, IEnumerable<T> elements, Action<T> write)
    {
        json.Key(key).BeginArray();
        foreach (var element in elements)
            write(element);
        json.EndArray();
    }

    private static void Section(JsonText json, EntrySection section)
    {
        json.Key("name").Value(section.Name);
        json.Key("flags").Value(SectionText.Flags(section.Flags));
        json.Key("type").Value(SectionText.Type(section.Type));
        json.Key("entrySize").Value(section.EntrySize);
        if (section.Group is { } group)
        {
            json.Key("group").Value(group.Name);
            json.Key("comdat").Value(group.IsComdat);
        }

        if (section.LinkedTo >= 0)
            json.Key("linkedTo").Value(section.LinkedTo);
        json.Key("alignment").Value(section.Alignment);
        json.Key("size").Value(section.Size);
        json.Key("bytes").Value(Hex(section.Bytes.Span));
        Records(json, "relocations", section.Relocations, relocation =>
        {
            json.Key("offset").Value(relocation.Offset);
            json.Key("type").Value(relocation.Type.Name());
            json.Key("symbol").Value(relocation.Symbol);
            json.Key("addend").Value(relocation.Addend);
        });
        Records(json, "references", section.References, reference => Reference(json, reference));
        Records(json, "items", section.Items, item => Item(json, item));
    }

    private static void Reference(JsonText json, EntryReference reference)
    {
        json.Key("offset").Value(reference.Offset);
        json.Key("width").Value(reference.Width);
        json.Key("relative").Value(reference.IsRelative);
        json.Key("target").Value(reference.Target.Packed);
        if (reference.Minus.IsDot)
            json.Key("minus").Value("dot");
        else if (!reference.Minus.IsNone)
            json.Key("minus").Value(reference.Minus.Packed);
        json.Key("addend").Value(reference.Addend);
        json.Key("relocated").Value(reference.IsRelocated);
    }

    private static void Item(JsonText json, EntryItem item)
    {
        json.Key("offset").Value(item.Offset);
        json.Key("length").Value(item.Length);
        json.Key("kind").Value(item.Kind.ToString().ToLowerInvariant());
        switch (item.Kind)
        {
            case EntryItemKind.Instruction:
                json.Key("bits").Value(item.Bitness);
                if (item.Request != EncodingRequest.None)
                    json.Key("request").Value(item.Request.ToString().ToLowerInvariant());
                break;
            case EntryItemKind.Data:
                json.Key("unit").Value(item.Unit);
                break;
            case EntryItemKind.Align:
                json.Key("alignment").Value(item.Alignment);
                json.Key("fill").Value(item.Fill);
                json.Key("max").Value(item.MaxPadding);
                break;
            default:
                json.Key("fill").Value(item.Fill);
                break;
        }

        json.Key("file").Value(item.File);
        json.Key("line").Value(item.Line);
    }

    private static void Symbol(JsonText json, EntrySymbol symbol)
    {
        json.Key("name").Value(symbol.Name);
        json.Key("binding").Value(symbol.Binding.ToString().ToLowerInvariant());
        json.Key("type").Value(symbol.Type.ToString().ToLowerInvariant());
        json.Key("visibility").Value(symbol.Visibility.ToString().ToLowerInvariant());
        json.Key("section").Value(symbol.Section);
        json.Key("value").Value(symbol.Value);
        json.Key("size").Value(symbol.Size);
        Line(json, symbol.Line);
    }

    private static void Label(JsonText json, EntryObject entryObject, EntryLabel label)
    {
        json.Key("name").Value(label.Name);
        json.Key("section").Value(label.Section);
        json.Key("offset").Value(label.Offset);
        Line(json, entryObject.LineOf(label));
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var hex = new StringBuilder(bytes.Length * 2);
        foreach (var value in bytes)
            hex.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        return hex.ToString();
    }
}
