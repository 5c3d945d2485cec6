// SPDX-License-Identifier: MIT
using EntryAsm;

namespace MyKernel.Tests;

/// <summary>The module is an ordinary class: a test runs it and looks at what comes of it.</summary>
public class SystemCallEntryTests
{
    private readonly EntryObject built = new SystemCallEntry().Build();

    [Fact]
    public void TheCheckerFindsNothing() => Assert.Empty(EntryChecker.Check(built).Findings);

    [Fact]
    public void ItBeginsAndEndsAsItMust()
    {
        var bytes = built.FindSection(".entry.text")!.Bytes.ToArray();
        Assert.Equal(new byte[] { 0x0f, 0x01, 0xf8 }, bytes[..3]); // swapgs
        Assert.Equal(new byte[] { 0x0f, 0x01, 0xf8, 0x48, 0x0f, 0x07 }, bytes[^6..]); // swapgs, sysretq
    }
}
