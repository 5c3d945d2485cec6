// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Writers;

/// <summary>What other tools make of our ELF objects.</summary>
public class ElfWriterTests
{
    private static readonly EntryObject Sample = new SampleModule().Build();

    [JudgedFact("readelf", "objdump", "ld", "gdb")]
    public void ToolsAcceptTheObjectWithoutAWord()
    {
        using var judge = new Judge();
        judge.Write("sample.o", ElfWriter.Write(Sample));
        Assert.DoesNotContain("arning", judge.Run("readelf", "-aW", "sample.o"));
        Assert.Contains("R_X86_64_PLT32", judge.Run("objdump", "-dr", "sample.o"));
        judge.Run("ld", "-r", "sample.o", "-o", "again.o");
        Assert.Contains("swapgs", judge.Run("gdb", "-nx", "-batch", "-ex", "disassemble entry_start", "sample.o"));
    }

    [JudgedFact("readelf", "objdump", "ld")]
    public void RelinkingRelocatablyKeepsEverything()
    {
        using var judge = new Judge();
        judge.Write("sample.o", ElfWriter.Write(Program.Build(a =>
        {
            a.L(1);
            a.jne(a.b(1));
            a.call(EntryAssembler.Extern("outside"));
        })));
        judge.Run("ld", "-r", "sample.o", "-o", "again.o");
        Assert.Equal(ObjectDump.Of(judge, "sample.o").Split('\n').Where(IsCode), ObjectDump.Of(judge, "again.o").Split('\n').Where(IsCode));

        static bool IsCode(string line) => line.Contains("outside") || line.StartsWith(" 0000", StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameObjectGivesTheSameBytesAndTheStreamToo()
    {
        var stream = new MemoryStream();
        ElfWriter.Write(new SampleModule().Build(), stream);
        Assert.Equal(ElfWriter.Write(Sample), stream.ToArray());
    }

    [JudgedFact("readelf")]
    public void AnEmptyModuleIsAnObjectToo()
    {
        using var judge = new Judge();
        judge.Write("empty.o", ElfWriter.Write(Program.Build(_ => { })));
        Assert.Contains("Number of section headers:         5", judge.Run("readelf", "-hSsrW", "empty.o"));
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
