// SPDX-License-Identifier: MIT
using Xunit;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Layout;

/// <summary>Sizes of branches around the edge of the short form, and the alignment that moves with them.</summary>
public class BranchRelaxationTests
{
    private static readonly Symbol exported = Global();
    private static readonly Symbol weak = Weak();
    private static readonly Symbol outside = Extern();

    [Theory]
    [InlineData(127, "eb 7f")]
    [InlineData(128, "e9 80 00 00 00")]
    public void ForwardEdge(int distance, string expected) => Assert.StartsWith(expected, TestModule.Text(a =>
    {
        var end = a.label();
        a.jmp(end);
        a.skip(distance);
        a.bind(end);
    }));

    [Theory]
    [InlineData(126, "74 80")]
    [InlineData(127, "0f 84 7b ff ff ff")]
    public void BackwardEdge(int distance, string expected) => Assert.EndsWith(expected, TestModule.Text(a =>
    {
        var start = a.here();
        a.skip(distance);
        a.je(start);
    }));

    [Fact]
    public void ABranchThatGrowsPushesAnotherOverTheEdge() => Assert.StartsWith("e9 ", TestModule.Text(a =>
    {
        Label end = a.label(), far = a.label();
        a.jmp(end);
        a.skip(125);
        a.jmp(far);
        a.bind(end);
        a.skip(200);
        a.bind(far);
    }));

    [Fact]
    public void GlobalOfTheSameSectionRelaxes() => Assert.Equal("eb 00", TestModule.Text(a =>
    {
        a.jmp(exported);
        a.bind(exported);
    }));

    [Fact]
    public void WeakNeverRelaxes()
    {
        var built = TestModule.Build(a =>
        {
            a.jmp(weak);
            a.bind(weak);
        });
        Assert.Equal("e9 00 00 00 00", TestModule.Hex(built, ".text"));
        Assert.Equal("1 PLT32 weak-0x4", TestModule.Relocations(built));
    }

    [Fact]
    public void CallToAGlobalKeepsItsRelocation()
    {
        var built = TestModule.Build(a =>
        {
            a.bind(exported);
            a.call(exported);
            a.lea(rax, ptr[rip + exported]);
        });
        Assert.Equal("1 PLT32 exported-0x4\n8 PC32 exported-0x4", TestModule.Relocations(built));
    }

    [Fact]
    public void AnOffsetMakesABranchPlain()
    {
        var built = TestModule.Build(a =>
        {
            a.jmp(outside);
            a.jmp(outside + 4);
            a.je(outside + 4);
            a.call(outside + 4);
        });
        Assert.Equal("1 PLT32 outside-0x4\n6 PC32 outside+0x0\nc PC32 outside+0x0\n11 PC32 outside+0x0", TestModule.Relocations(built));
    }

    [Fact]
    public void ALocalOfAnotherSectionIsItsSectionPlusAnOffset()
    {
        var built = TestModule.Build(a =>
        {
            var local = a.label();
            a.section(".other", "ax");
            a.nop();
            a.bind(local);
            a.text();
            a.jmp(local);
            a.dq(local);
        });
        Assert.Equal("1 PC32 .other-0x3\n5 Abs64 .other+0x1", TestModule.Relocations(built));
    }
}
