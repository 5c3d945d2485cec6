// SPDX-License-Identifier: MIT
using EntryAsm.Writers.CSharp;
using static EntryAsm.Build.Tests.EmittedLinker;

namespace EntryAsm.Build.Tests;

/// <summary>The emitted linker against <see cref="EntryImage"/>, which is compared with ld elsewhere: same addresses, same bytes.</summary>
public class CSharpLinkerTests
{
    private static readonly EmittedLinker full = new(new FullModule()), recent = new(new RecentModule());

    [Fact]
    public void LinkGivesTheBytesOfEntryImage() => CompareSections(full.Linked(Address), full.Expected());

    [Theory]
    [InlineData()]
    [InlineData(40)]
    [InlineData(7)]
    [InlineData(41, 42)]
    [InlineData(7, 40, 41, 42, 95)]
    public void ApplyAlternativesGivesTheBytesOfEntryImage(params int[] features)
    {
        CompareSections(full.Patched(features), full.Expected(features.Contains));
    }

    [Theory]
    [InlineData()]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(7, 41)]
    [InlineData(7, 40, 41, 42, 95)]
    public void SoItIsWithTheRowsOfRecentKernels(params int[] features) => CompareSections(recent.Patched(features), recent.Expected(features.Contains));

    [Fact]
    public void GatesAreThoseOfEntryImage()
    {
        var gates = full.Expected().Gates;
        Assert.Equal(2, gates.Length);
        for (var i = 0; i < full.Object.Gates.Length; i++)
        {
            var emitted = (ulong[])full.Invoke("Gate", i, Address)!;
            var gate = gates.Single(gate => gate.Vector == (int)emitted[0]);
            Assert.Equal([(ulong)gate.Vector, gate.HasErrorCode ? 1UL : 0, (ulong)gate.Ist, (ulong)(0x80 | gate.Dpl << 5 | (int)gate.Type), gate.Address], emitted);
        }
    }

    [Fact]
    public void AMissingSymbolIsNamed() => Assert.Equal((1, "external"), full.Refused(Address, external: 0));

    /// <summary><c>mov eax, start</c> has room for 32 bits.</summary>
    [Fact]
    public void AnOverflowNamesTheSymbol() => Assert.Equal((2, "start"), full.Refused(0xffff_ffff_8100_0000, external: 0xffff_ffff_8200_0000));

    [Fact]
    public void AnAddressOffAPageIsRefused() => Assert.Equal((3, null), full.Refused(Address + 64, External));

    [Fact]
    public void GroupsBeginOnPagesOfTheirOwn()
    {
        Assert.Equal(0, full.Layout.Groups[0].Offset);
        Assert.All(full.Layout.Groups.Take(3), group => Assert.Equal(0, group.Offset % CSharpImageLayout.PageSize));
        Assert.Equal(full.Layout.Groups[3].Offset + full.Layout.Groups[3].Size, full.Layout.Size);
        Assert.Equal(-1, full.Layout.Offsets[full.Object.Sections.IndexOf(full.Object.FindSection(".comment")!)]);
    }

    private static void CompareSections(byte[] image, EntryImage expected)
    {
        Assert.NotEmpty(expected.Sections);
        foreach (var section in expected.Sections.Where(section => !section.Bytes.IsEmpty))
        {
            var offset = (int)(section.Address - Address);
            Assert.Equal(Convert.ToHexString(section.Bytes.Span), Convert.ToHexString(image.AsSpan(offset, section.Size)));
        }
    }
}
