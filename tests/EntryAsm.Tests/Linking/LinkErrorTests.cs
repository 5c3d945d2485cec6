// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Linking;

/// <summary>Each mistake at link time has its message, with symbol, place and C# line.</summary>
public class LinkErrorTests
{
    private static readonly Symbol routine = Global();
    private static readonly Symbol outside = Extern();

    [Theory]
    [InlineData("call", 0x180000000ul, "R_X86_64_PLT32 against 'outside' at .text+0x1 (address 0x100001): the value 0x17feffffb does not fit 32 bits, signed; place the section nearer to it, or reach it through a register or memory")]
    [InlineData("sign", 0x80000000ul, "R_X86_64_32S against 'outside' at .text+0x3 (address 0x100003): the value 0x80000000 does not fit 32 bits, signed; link below 2 GiB or in the highest 2 GiB, or use a 64-bit field")]
    [InlineData("zero", 0xffffffff80000000ul, "R_X86_64_32 against 'outside' at .text+0x1 (address 0x100001): the value 0xffffffff80000000 does not fit 0 to 0xffffffff; this field is zero-extended, so no address of the highest 2 GiB fits: use an instruction that sign-extends it, such as mov(rax, symbol) for mov(eax, symbol), or a 64-bit field (dq)")]
    [InlineData("byte", 0x100ul, "R_X86_64_8 against 'outside' at .text+0x0 (address 0x100000): the value 0x100 does not fit 8 bits; use a wider field")]
    [InlineData("word", 0x10000ul, "R_X86_64_16 against 'outside' at .text+0x0 (address 0x100000): the value 0x10000 does not fit 16 bits; use a wider field")]
    public void AnOverflowNamesSymbolPlaceAndLine(string kind, ulong address, string message)
    {
        var error = Assert.Throws<EntryAsmException>(() => EntryImage.Link(Use(kind), 0x100000, _ => address));
        Assert.Equal("EA0011", error.Id);
        Assert.Equal(message, error.Reason);
        Assert.Equal("Linking/LinkErrorTests.cs", error.Location.File);
        Assert.NotEqual(0, error.Location.Line);
    }

    [Theory]
    [InlineData("call", 0x800ffffful + 5)]
    [InlineData("sign", 0x7ffffffful)]
    [InlineData("sign", 0xffffffff80000000ul)]
    [InlineData("zero", 0xfffffffful)]
    [InlineData("byte", 0xfful)]
    [InlineData("byte", 0xffffffffffffff80ul)]
    [InlineData("word", 0xfffful)]
    public void TheLastValueThatFitsIsTaken(string kind, ulong address) => EntryImage.Link(Use(kind), 0x100000, _ => address);

    [Fact]
    public void TwoDefinitionsClash()
    {
        var error = Assert.Throws<EntryAsmException>(() => EntryImage.Link([Define(), Define()], new LinkOptions()));
        Assert.Equal("EA0012", error.Id);
        Assert.Equal("symbol 'routine' is defined by 'EntryAsm.Tests.TestModule' and by 'EntryAsm.Tests.TestModule'; make one of them local or weak", error.Reason);

        static EntryObject Define() => TestModule.Build(a => a.bind(routine));
    }

    [Fact]
    public void AnUndefinedSymbolIsNamedWhereItIsUsed()
    {
        var error = Assert.Throws<EntryAsmException>(() => EntryImage.Link(Use("call"), 0x100000));
        Assert.Equal("EA0021", error.Id);
        Assert.Equal("symbol 'outside' is defined by no linked object and the resolver does not know it", error.Reason);
        Assert.NotEqual(0, error.Location.Line);
    }

    [Fact]
    public void AGateToAnUndefinedSymbolIsAnError()
    {
        var error = Assert.Throws<EntryAsmException>(() => EntryImage.Link(TestModule.Build(a => a.gate(1, outside)), 0x100000));
        Assert.Equal("EA0021", error.Id);
    }

    [Fact]
    public void TwoObjectsWithAGateOfOneVectorClash()
    {
        var error = Assert.Throws<EntryAsmException>(() => EntryImage.Link([Gate("one"), Gate("two")], new LinkOptions()));
        Assert.Equal("EA0022", error.Id);
        Assert.StartsWith("vector 0xe has two gates; the other is at Linking/LinkErrorTests.cs(", error.Reason);

        static EntryObject Gate(string name) => TestModule.Build(a =>
        {
            var entry = Global(name);
            a.bind(entry);
            a.gate(14, entry);
        });
    }

    [Theory]
    [InlineData(".missing", 0x1000ul, "there is no section '.missing' to place; the loaded sections are .text, .data, .bss")]
    [InlineData(".text", 0x1008ul, "section '.text' cannot be placed at 0x1008: it is aligned to 0x10 bytes")]
    [InlineData(".text", 0xfffffffffffffff0ul, "section '.text' at 0xfffffffffffffff0 does not fit below the end of the address space")]
    [InlineData(".data", 0x100010ul, "section '.data' at 0x100010 overlaps '.text' (0x100000, 0x20 bytes)")]
    public void AnImpossiblePlaceIsRefused(string section, ulong address, string message)
    {
        var built = TestModule.Build(a =>
        {
            a.align(16);
            a.skip(32);
            a.data();
            a.db(1);
        });
        var error = Assert.Throws<EntryAsmException>(() => EntryImage.Link([built], new LinkOptions { BaseAddress = 0x100000, Placement = new Dictionary<string, ulong> { [section] = address } }));
        Assert.Equal("EA0023", error.Id);
        Assert.Equal(message, error.Reason);
    }

    private static EntryObject Use(string kind) => TestModule.Build(a =>
    {
        switch (kind)
        {
            case "call":
                a.call(outside);
                break;
            case "sign":
                a.mov(rax, outside);
                break;
            case "zero":
                a.mov(eax, outside);
                break;
            case "byte":
                a.db(outside);
                break;
            case "word":
                a.dw(outside);
                break;
        }
    });
}
