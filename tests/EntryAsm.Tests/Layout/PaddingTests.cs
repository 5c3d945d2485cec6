// SPDX-License-Identifier: MIT
using Xunit;

namespace EntryAsm.Tests.Layout;

/// <summary>Alignment and padding to a length.</summary>
public class PaddingTests
{
    [Theory]
    [InlineData(15, "90")]
    [InlineData(8, "0f 1f 84 00 00 00 00 00")]
    [InlineData(4, "66 66 2e 0f 1f 84 00 00 00 00 00 90")]
    [InlineData(1, "66 66 2e 0f 1f 84 00 00 00 00 00 0f 1f 40 00")]
    public void CodeIsPaddedWithLongNops(int used, string padding) => Assert.EndsWith(padding, TestModule.Text(a =>
    {
        a.skip(used, 0xcc);
        a.p2align(4);
    }));

    /// <summary>The long no-operation instructions of 64-bit code would change memory, or swallow an instruction, in 16-bit code.</summary>
    [Theory]
    [InlineData(15, "90")]
    [InlineData(13, "8d 74 00")]
    [InlineData(10, "8d b4 00 00 66 90")]
    [InlineData(4, "eb 0a 8d b4 00 00 8d b4 00 00 66 90")]
    public void Code16IsPaddedWithItsOwnNops(int used, string padding) => Assert.EndsWith(padding, TestModule.Text(a =>
    {
        a.code16();
        a.skip(used, 0xcc);
        a.align(16);
    }));

    [Fact]
    public void ALongGapOfCode16IsJumpedOver() => Assert.StartsWith("66 e9 6a 02 00 00 8d b4 00 00", TestModule.Text(a =>
    {
        a.code16();
        a.skip(400, 0xcc);
        a.align(1024);
    }).Substring(3 * 400));

    [Theory]
    [InlineData(256 - 88, "eb 56")]
    [InlineData(256 - 129, "eb 7f")]
    [InlineData(256 - 130, "e9 7d 00 00 00")]
    public void ALongGapIsJumpedOver(int used, string jump) => Assert.StartsWith(jump, TestModule.Text(a =>
    {
        a.skip(used, 0xcc);
        a.align(256);
    }).Substring(3 * used));

    [Fact]
    public void OrgFillsUpToAnOffset() => Assert.Equal("90 eb 05 cc cc cc 00 00 aa 55", TestModule.Text(a =>
    {
        Label end = a.label(), start = a.label();
        a.nop();
        a.bind(start);
        a.jmp(end);
        a.padTo(start, 5, 0xcc);
        a.org(8);
        a.bind(end);
        a.db(0xaa, 0x55);
    }));

    [Fact]
    public void OrgBackwardsIsAnError()
    {
        var mistake = Assert.Throws<EntryAsmException>(() => TestModule.Text(a => { a.skip(9); a.org(8); }));
        Assert.Equal("EA0005 the stretch is 9 bytes long already, more than the 8 to fill up to", mistake.Id + " " + mistake.Reason);
    }

    [Fact]
    public void ALengthOfPlacesOfTwoSectionsIsAnError() => Assert.Equal("EA0018", Assert.Throws<EntryAsmException>(() => TestModule.Text(a =>
    {
        Symbol start = a.here(), elsewhere = EntryAssembler.Extern("elsewhere");
        a.pad(start, elsewhere - start);
    })).Id);

    /// <summary>Each section is padded to the length of the next one and a byte more: what the last one has is passed on from section to section.</summary>
    [Fact]
    public void AChainOfSectionsSettles()
    {
        const int Sections = 100;
        var built = TestModule.Build(a =>
        {
            var starts = Enumerable.Range(0, Sections).Select(_ => a.label()).ToArray();
            var ends = Enumerable.Range(0, Sections).Select(_ => a.label()).ToArray();
            for (var i = 0; i < Sections; i++)
            {
                a.section(".chain" + i, "ax");
                a.bind(starts[i]);
                a.nop();
                if (i + 1 < Sections)
                    a.pad(starts[i], ends[i + 1] - starts[i + 1] + 1);
                a.bind(ends[i]);
            }
        });
        Assert.Equal(Enumerable.Range(0, Sections).Select(static i => (long)Sections - i), Enumerable.Range(0, Sections).Select(i => (long)built.FindSection(".chain" + i)!.Bytes.Length));
    }

    /// <summary>GNU as runs for ever on this.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(500)]
    public void ARingOfSectionsIsAnError(int sections) => Assert.Equal("EA0018", Assert.Throws<EntryAsmException>(() => TestModule.Build(a =>
    {
        var starts = Enumerable.Range(0, sections).Select(_ => a.label()).ToArray();
        var ends = Enumerable.Range(0, sections).Select(_ => a.label()).ToArray();
        for (var i = 0; i < sections; i++)
        {
            a.section(".ring" + i, "ax");
            a.bind(starts[i]);
            a.nop();
            a.pad(starts[i], ends[(i + 1) % sections] - starts[(i + 1) % sections] + 1);
            a.bind(ends[i]);
        }
    })).Id);

    [Fact]
    public void ALimitKeepsThePaddingOut() => Assert.Equal("90 90", TestModule.Text(a =>
    {
        a.nop();
        a.p2align(4, max: 3);
        a.nop();
    }));

    [Fact]
    public void DataIsPaddedWithZerosOrAValue()
    {
        var built = TestModule.Build(a =>
        {
            a.data();
            a.db(1);
            a.align(4);
            a.db(2);
            a.align(4, 0xaa);
        });
        Assert.Equal("01 00 00 00 02 aa aa aa", TestModule.Hex(built, ".data"));
        Assert.Equal(4, built.FindSection(".data")!.Alignment);
    }

    [Fact]
    public void AStretchIsPaddedToTheLongestOfOthers() => Assert.Equal("fa 90 90 fb fb fb f4", TestModule.Text(a =>
    {
        Label start = a.label(), longStart = a.label(), longEnd = a.label();
        a.bind(start);
        a.cli();
        a.pad(start, longEnd - longStart);
        a.bind(longStart);
        a.sti();
        a.sti();
        a.sti();
        a.bind(longEnd);
        a.hlt();
    }));
}
