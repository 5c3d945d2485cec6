// SPDX-License-Identifier: MIT
using System.Text.Json;
using EntryAsm.Writers;

namespace EntryAsm.Tests.Writers;

/// <summary>The JSON, read back by another reader.</summary>
public class JsonWriterTests
{
    [Fact]
    public void EverythingIsInIt()
    {
        var built = new SampleModule().Build();
        using var json = JsonDocument.Parse(JsonWriter.Write(built));
        var root = json.RootElement;
        Assert.Equal(JsonWriter.Version, root.GetProperty("format").GetInt32());
        Assert.Equal(built.Name, root.GetProperty("name").GetString());
        Assert.Equal(built.Symbols.Select(symbol => symbol.Name), root.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetProperty("name").GetString()!));
        Assert.Equal(built.Labels.Length, root.GetProperty("labels").GetArrayLength());
        Assert.Equal(built.Gates.Length, root.GetProperty("gates").GetArrayLength());
        foreach (var (section, element) in built.Sections.Zip(root.GetProperty("sections").EnumerateArray()))
        {
            Assert.Equal(Convert.ToHexStringLower(section.Bytes.Span), element.GetProperty("bytes").GetString());
            Assert.Equal(section.Relocations.Select(relocation => relocation.Addend), element.GetProperty("relocations").EnumerateArray().Select(relocation => relocation.GetProperty("addend").GetInt64()));
            Assert.Equal(section.Items.Select(item => item.Line), element.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("line").GetInt32()));
            Assert.Equal(section.References.Length, element.GetProperty("references").GetArrayLength());
        }
    }

    [Fact]
    public void TextsAreEscaped()
    {
        var json = new JsonText();
        json.BeginArray();
        json.Value("a\"b\\c\n\u00e9");
        json.Value(-1);
        json.Value(true);
        json.EndArray();
        Assert.Equal("[\n  \"a\\\"b\\\\c\\u000a\\u00e9\",\n  -1,\n  true\n]\n", json.ToString());
    }

    [Fact]
    public Task Snapshot() => Verifier.Verify(JsonWriter.Write(TestModule.Build(a =>
    {
        var done = a.label();
        a.jmp(done);
        a.align(8);
        a.bind(done);
        a.extable(done, EntryAssembler.Extern("fixup"), EntryAssembler.Extern("handler"));
    })));
}
