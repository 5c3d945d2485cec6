// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Writers;

/// <summary>Objects of other tools are read; damaged ones are answered with the file offset.</summary>
public class ElfReaderTests
{
    private static readonly byte[] Sample = ElfWriter.Write(new SampleModule().Build());

    [Fact]
    public void OurOwnObjectComesBack()
    {
        var read = ElfReader.Read(Sample, "sample");
        Assert.Equal(Sample, ElfWriter.Write(read));
        var items = read.FindSection(".text")!.Items;
        Assert.Equal(EntryItemKind.Instruction, items[0].Kind);
        Assert.Contains("swapgs", ListingWriter.Write(read));
    }

    [NeedsTools("as", "readelf", "objdump")]
    public void AnObjectOfGnuAsComesBack()
    {
        using var folder = new TemporaryFolder();
        folder.Add("source.s", GasWriter.Write(new SampleModule().Build()));
        folder.Run("as", "--64", "source.s", "-o", "theirs.o");
        folder.Add("again.o", ElfWriter.Write(ElfReader.Read(folder.Read("theirs.o"), "theirs")));
        Assert.Equal(ObjectDump.Of(folder, "theirs.o"), ObjectDump.Of(folder, "again.o"));
    }

    [NeedsTools("as", "readelf", "objdump", "gcc")]
    public void AnObjectOfACompilerIsReadAndItsCodeDecoded()
    {
        using var folder = new TemporaryFolder();
        folder.Add("c.c", "extern int f(int); static int g(int x) { return f(x) + 1; } int table[4] = {1, 2, 3, 4}; const char *text = \"hello\";\n"
            + "int h(int x) { switch (x) { case 1: return g(2); case 2: return table[x]; case 3: return f(9); case 4: return 77; case 5: return g(x * 3); } return -x; }\n");
        folder.Run("gcc", "-O2", "-mcmodel=kernel", "-fno-pic", "-mno-red-zone", "-c", "c.c", "-o", "c.o");
        var read = ElfReader.Read(folder.Read("c.o"), "c.o");
        folder.Add("again.o", ElfWriter.Write(read));
        Assert.Equal(ObjectDump.Of(folder, "c.o").Split('\n').Where(line => !line.Contains(" FILE ")), ObjectDump.Of(folder, "again.o").Split('\n'));
        Assert.Contains("call f", ListingWriter.Write(read));
    }

    [Fact]
    public void EveryTruncationIsAnErrorWithItsOffset()
    {
        for (var length = 0; length < Sample.Length; length += length < 256 ? 1 : 7)
        {
            var error = Assert.Throws<EntryAsmException>(() => ElfReader.Read(Sample[..length], "cut"));
            Assert.Equal("EA0024", error.Id);
            Assert.Contains("file offset 0x", error.Message);
        }
    }

    [Fact]
    public void EveryDamagedByteIsAnErrorOrAValidObject()
    {
        var file = (byte[])Sample.Clone();
        for (var i = 0; i < file.Length; i++)
        {
            if (i is > 64 and < 4000 && i % 16 != 0)
                continue; // code, data and padding: any value is as good as another
            foreach (var damage in (byte[])[0x01, 0xff])
            {
                file[i] ^= damage;
                ReadOrRefuse(file);
                file[i] ^= damage;
            }
        }
    }

    [Theory]
    [InlineData(0, 0, "at file offset 0x0: it is not an ELF file")]
    [InlineData(4, 1, "at file offset 0x4: it is not 64-bit little-endian")]
    [InlineData(16, 2, "at file offset 0x10: it is not a relocatable object (ET_REL) but of type 2")]
    [InlineData(18, 3, "at file offset 0x12: it is not for x86-64 but for machine 3")]
    public void AnotherKindOfFileIsNamed(int offset, byte value, string message)
    {
        var file = (byte[])Sample.Clone();
        file[offset] = value;
        Assert.Equal("EA0024: the file cannot be read as an ELF64 x86-64 object, " + message, Assert.Throws<EntryAsmException>(() => ElfReader.Read(file, "other")).Message);
    }

    private static void ReadOrRefuse(byte[] file)
    {
        try
        {
            _ = ElfWriter.Write(ElfReader.Read(file, "damaged"));
        }
        catch (EntryAsmException error)
        {
            Assert.Equal("EA0024", error.Id);
        }
    }
}
