// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Writers;

/// <summary>The listing, and what an edit changes in it.</summary>
public class ListingWriterTests
{
    [Fact]
    public Task Snapshot() => Verifier.Verify(ListingWriter.Write(new SampleModule().Build()));

    [Fact]
    public Task SnapshotCountedInFull() => Verifier.Verify(ListingWriter.Write(new SampleModule().Build(), new ListingOptions { Absolute = true }));

    [Fact]
    public void AnInsertedInstructionChangesLittle()
    {
        var before = ListingWriter.Write(new SampleModule().Build()).Split('\n');
        var after = ListingWriter.Write(new SampleModule { Longer = true }.Build()).Split('\n');
        var changed = after.Except(before, StringComparer.Ordinal).ToArray();

        // The new line, the five behind it up to the next label, that routine's size and its labels' offsets, padding, and what moved in .text.
        Assert.InRange(changed.Length, 2, 20);
        Assert.True(after.Length > 100);
    }

    [Fact]
    public void AnInsertedAlternativeRenamesNothingInAnotherRoutine()
    {
        Assert.Empty(OfSecond(1).Except(OfSecond(2), StringComparer.Ordinal));

        static string[] OfSecond(int alternativesOfFirst) => ListingWriter.Write(TestModule.Build(a =>
        {
            a.bind(EntryAssembler.Global("first"));
            for (var i = 0; i < alternativesOfFirst; i++)
                a.alternative(() => a.nop(), () => a.clc(), 1);
            a.bind(EntryAssembler.Global("second"));
            a.alternative(() => a.cli(), () => a.sti(), 2);
            a.ret();
        })).Split('\n').Where(line => line.Contains(".Lsecond") || line.Contains("sti") || line.Contains("cli")).ToArray();
    }

    [Fact]
    public void ALineNeverEndsInASpaceAndAllIsAscii()
    {
        var text = ListingWriter.Write(new SampleModule().Build());
        Assert.DoesNotContain(" \n", text);
        Assert.DoesNotContain("\r", text);
        Assert.All(text, letter => Assert.InRange(letter, '\n', '~'));
    }

    [Fact]
    public void ALongInstructionGoesOnInTheNextLine()
    {
        var text = ListingWriter.Write(TestModule.Build(a => a.mov(EntryAssembler.dword.gs[EntryAssembler.rax + EntryAssembler.rcx * 8 + 0x12345678], 0x11223344)));
        Assert.Contains("\n  +0000  65 c7 84 c8 78 56 34 12 44 33 22  mov dword.gs[rax + rcx * 8 + 0x12345678], 0x11223344", text);
        Assert.Contains("\n         11\n", text);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    public void NoCultureChangesAnyText(string culture)
    {
        var expected = Texts();
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new(culture);
        try
        {
            Assert.Equal(expected, Texts());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }

        static string Texts()
        {
            var built = new SampleModule().Build();
            return ListingWriter.Write(built) + GasWriter.Write(built) + JsonWriter.Write(built) + EntryObjectFormat.WriteText(built);
        }
    }
}
