// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm verify</c>: machine code against its listing.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly EntryObject module = new Kernel().Build();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("dll")]
    [InlineData("o")]
    public void Agrees(string kind)
    {
        foreach (var entryModule in (EntryObject[])[module, new Second().Build(), new Unusual().Build(), new PerCpu().Build()])
            Assert.Equal("", ToolRun.Of("verify", Write(entryModule, kind), folder.Add("a.lst", ListingWriter.Write(entryModule))).Succeeded());
    }

    [Theory]
    [InlineData("dll")]
    [InlineData("o")]
    public void Differs(string kind)
    {
        var run = ToolRun.Of("verify", Write(new Kernel { Source = EntryAssembler.rsi }.Build(), kind), folder.Add("a.lst", ListingWriter.Write(module)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 changed in 1 routine", run.Output);
    }

    [Fact]
    public void OtherPaddingInAnObject()
    {
        var file = ElfWriter.Write(module);
        var padding = file.AsSpan().IndexOf((byte[])[0x66, 0x66, 0x2e, 0x0f, 0x1f]);
        file[padding] = 0x2e; // another no-operation instruction of the same length
        var run = ToolRun.Of("verify", folder.Add("a.o", file), folder.Add("a.lst", ListingWriter.Write(module)));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(" has other bytes in the object: 'align 16', Kernel.cs:", run.Error);
    }

    [Fact]
    public void ListingWhoseLinesAreOutOfDate()
    {
        var listing = folder.Add("a.lst", ListingWriter.Write(module).Replace(" +1\n", " +2\n", StringComparison.Ordinal));
        var run = ToolRun.Of("verify", Write(module, "dll"), listing);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"^entryasm: .*a\.lst\(\d+\): the code is the same, but the listing is out of date; rewrite it with --update: ", run.Error);
        ToolRun.Of("verify", Write(module, "o"), listing).Succeeded(); // an object knows no lines
    }

    [Fact]
    public void Update()
    {
        var (assembly, listing) = (Write(module, "dll"), folder["new.lst"]);
        Assert.Equal(listing + ": written\n", ToolRun.Of("verify", assembly, listing, "--update").Succeeded());
        Assert.Equal("", ToolRun.Of("verify", assembly, listing, "--update").Succeeded());
        Assert.Equal("", ToolRun.Of("verify", assembly, listing).Succeeded());
    }

    [Fact]
    public void WhatIsNoListing()
    {
        var file = Write(module, "o");
        ToolRun.Of("verify", file, file).FailedWith(1, file + ": is not a listing; write one with 'entryasm build --listing'");
    }

    private string Write(EntryObject entryModule, string kind) => folder.Add("a." + kind, kind == "dll" ? TestAssembly.Of(entryModule) : ElfWriter.Write(entryModule));
}
