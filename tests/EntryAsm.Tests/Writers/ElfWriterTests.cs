// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Writers;

/// <summary>What other tools make of our ELF objects.</summary>
public class ElfWriterTests
{
    private static readonly EntryObject Sample = new SampleModule().Build();

    [NeedsTools("readelf", "objdump", "ld", "gdb")]
    public void ToolsAcceptTheObjectWithoutAWord()
    {
        using var folder = new TemporaryFolder();
        folder.Add("sample.o", ElfWriter.Write(Sample));
        Assert.DoesNotContain("arning", folder.Run("readelf", "-aW", "sample.o"));
        Assert.Contains("R_X86_64_PLT32", folder.Run("objdump", "-dr", "sample.o"));
        folder.Run("ld", "-r", "sample.o", "-o", "again.o");
        Assert.Contains("swapgs", folder.Run("gdb", "-nx", "-batch", "-ex", "disassemble entry_start", "sample.o"));
    }

    [NeedsTools("readelf", "objdump", "ld")]
    public void RelinkingRelocatablyKeepsEverything()
    {
        using var folder = new TemporaryFolder();
        folder.Add("sample.o", ElfWriter.Write(TestModule.Build(a =>
        {
            a.L(1);
            a.jne(a.b(1));
            a.call(EntryAssembler.Extern("outside"));
        })));
        folder.Run("ld", "-r", "sample.o", "-o", "again.o");
        Assert.Equal(ObjectDump.Of(folder, "sample.o").Split('\n').Where(IsCode), ObjectDump.Of(folder, "again.o").Split('\n').Where(IsCode));

        static bool IsCode(string line) => line.Contains("outside") || line.StartsWith(" 0000", StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameObjectGivesTheSameBytesAndTheStreamToo()
    {
        var stream = new MemoryStream();
        ElfWriter.Write(new SampleModule().Build(), stream);
        Assert.Equal(ElfWriter.Write(Sample), stream.ToArray());
    }

    [NeedsTools("readelf")]
    public void AnEmptyModuleIsAnObjectToo()
    {
        using var folder = new TemporaryFolder();
        folder.Add("empty.o", ElfWriter.Write(TestModule.Build(_ => { })));
        Assert.Contains("Number of section headers:         5", folder.Run("readelf", "-hSsrW", "empty.o"));
    }

    [Fact]
    public void LocalsComeFirstAndTheHeaderSaysWhereTheyEnd()
    {
        var file = ElfWriter.Write(Sample);
        var read = ElfReader.Read(file, "again");
        var locals = read.Symbols.TakeWhile(symbol => symbol.Binding == SymbolBinding.Local).Count();
        Assert.DoesNotContain(read.Symbols.Skip(locals), symbol => symbol.Binding == SymbolBinding.Local);
    }
}
