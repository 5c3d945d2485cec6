// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Writers;

/// <summary>Objects survive serialisation; damaged bytes are answered, whatever the damage.</summary>
public class EntryObjectFormatTests
{
    private static readonly EntryObject Sample = new SampleModule().Build();

    [Fact]
    public void WhatIsReadIsWhatWasWritten()
    {
        var read = EntryObjectFormat.Read(EntryObjectFormat.Write(Sample));
        Assert.Equal(JsonWriter.Write(Sample), JsonWriter.Write(read));
        Assert.Equal(EntryObjectFormat.Write(Sample), EntryObjectFormat.Write(EntryObjectFormat.ReadText(EntryObjectFormat.WriteText(Sample))));
    }

    [Fact]
    public void ItIsSmallerThanTheElfObject() => Assert.True(EntryObjectFormat.WriteText(Sample).Length < ElfWriter.Write(Sample).Length / 2);

    [Fact]
    public void EveryTruncationIsAnErrorWithItsOffset()
    {
        var bytes = EntryObjectFormat.Write(Sample);
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<EntryAsmException>(() => EntryObjectFormat.Read(bytes.AsSpan(0, length)));
            Assert.Equal("EA0024", error.Id);
            Assert.Contains("byte offset", error.Message);
        }
    }

    [Fact]
    public void EveryDamagedByteIsAnErrorOrAValidObject()
    {
        var bytes = EntryObjectFormat.Write(Sample);
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var damage in (byte[])[0x01, 0xff])
            {
                bytes[i] ^= damage;
                ReadOrRefuse(bytes);
                bytes[i] ^= damage;
            }
        }
    }

    [Fact]
    public void ANewerVersionIsRefusedWithTheCure()
    {
        var bytes = EntryObjectFormat.Write(Sample);
        bytes[3] = EntryObjectFormat.Version + 1;
        var error = Assert.Throws<EntryAsmException>(() => EntryObjectFormat.Read(bytes));
        Assert.Equal("EA0024: the serialised object has version 5 (byte offset 3), this EntryAsm reads up to 4; use the same version of every EntryAsm package", error.Message);
    }

    /// <summary>Version 1 ends before the declarations.</summary>
    [Fact]
    public void AnOlderVersionIsRead()
    {
        var bytes = EntryObjectFormat.Write(Sample);
        int[] newer = [7, 4, 3]; // lists: entries, functions and facts came with version 2, features with 3, macro calls, their files and what they wrote with 4: the sample has none
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], bytes[^7..]);
        for (var version = 1; version <= newer.Length; version++)
        {
            bytes[3] = (byte)version;
            Assert.Equal(JsonWriter.Write(Sample), JsonWriter.Write(EntryObjectFormat.Read(bytes.AsSpan(0, bytes.Length - newer[version - 1]))));
        }
    }

    [Fact]
    public void NamesOfFeaturesSurvive()
    {
        var built = TestModule.Build(a =>
        {
            a.feature_name(9 * 32 + 20, "X86_FEATURE_SMAP");
            a.feature_name(65535, "last");
            a.feature_name(9 * 32 + 20, "another name");
            a.nop();
        });
        Assert.Equal([new EntryFeature(308, "X86_FEATURE_SMAP"), new EntryFeature(65535, "last")], EntryObjectFormat.Read(EntryObjectFormat.Write(built)).Features.AsEnumerable());
    }

    [Theory]
    [InlineData(-1, "x", "0 to 65535")]
    [InlineData(65536, "x", "0 to 65535")]
    [InlineData(1, "", "empty")]
    public void AFeatureThatCannotBeIsRefused(int number, string name, string words) =>
        Assert.Contains(words, Assert.Throws<EntryAsmException>(() => TestModule.Build(a => a.feature_name(number, name))).Message, StringComparison.Ordinal);

    [Fact]
    public void DeclarationsSurvive()
    {
        var built = TestModule.Build(a =>
        {
            Symbol entry = EntryAssembler.Global("entry"), used = EntryAssembler.Extern("used"), unused = EntryAssembler.Extern("unused");
            a.callee(used, CalleeTraits.DoesNotReturn | CalleeTraits.KeepsInterrupts);
            a.callee(unused, CalleeTraits.DoesNotReturn);
            a.bind(entry);
            a.entry(EntryKind.Interrupt, entry, vector: 14, count: 3, stride: 8);
            a.call(used);
        });
        var read = EntryObjectFormat.Read(EntryObjectFormat.Write(built));
        Assert.Equal(built.Entries.AsEnumerable(), read.Entries);
        Assert.Equal(built.Callees.AsEnumerable(), read.Callees);
        Assert.Equal((EntryKind.Interrupt, 14, 3, 8), (read.Entries[0].Kind, read.Entries[0].Vector, read.Entries[0].Count, read.Entries[0].Stride));
        Assert.Equal("used", read.Symbols[Assert.Single(read.Callees).Symbol].Name);
        Assert.DoesNotContain(read.Symbols, static symbol => symbol.Name == "unused");
    }

    [Theory]
    [InlineData("", "EA0024: the serialised object is corrupt at byte offset 0: it does not begin with EAO and a version; build the module again")]
    [InlineData("?", "EA0024: the serialised object is not base64 text; build the module again")]
    [InlineData("////", "EA0024: the serialised object is corrupt at byte offset 0: the deflated data is damaged; build the module again")]
    public void TextThatIsNoObjectIsRefused(string text, string message) => Assert.Equal(message, Assert.Throws<EntryAsmException>(() => EntryObjectFormat.ReadText(text)).Message);

    [Fact]
    public void AHugeCountAllocatesNothing()
    {
        byte[] bytes = [(byte)'E', (byte)'A', (byte)'O', EntryObjectFormat.Version, 0xff, 0xff, 0xff, 0xff, 0x07];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<EntryAsmException>(() => EntryObjectFormat.Read(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static void ReadOrRefuse(byte[] bytes)
    {
        EntryObject read;
        try
        {
            read = EntryObjectFormat.Read(bytes);
        }
        catch (EntryAsmException error)
        {
            Assert.Equal("EA0024", error.Id);
            return;
        }

        // What was accepted keeps its promises: everything that reads objects can work with it.
        _ = ElfWriter.Write(read);
        _ = ListingWriter.Write(read);
        _ = GasWriter.Write(read);
        _ = JsonWriter.Write(read);
    }
}
