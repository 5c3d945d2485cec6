// SPDX-License-Identifier: MIT
using System.Text;

namespace VerifyXunit.Tests;

/// <summary>What becomes of the files: each test works in a folder of its own.</summary>
public sealed class SnapshotTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Verified => folder["case.verified.txt"];
    string Received => folder["case.received.txt"];

    SettingsTask Compare(string? text) => Verifier.Verify(text).UseDirectory(folder.Path).UseFileName("case");

    Task<VerifyException> Rejects(string? text) => Assert.ThrowsAsync<VerifyException>(() => Compare(text));

    [Theory]
    [InlineData("one\ntwo", "one\ntwo")]
    [InlineData("one\r\ntwo\rthree", "one\ntwo\nthree")]
    [InlineData("one\ntwo", "one\r\ntwo\r\n")]
    [InlineData("one", "one\n")]
    [InlineData("one\n", "one\n")]
    [InlineData("né", "\uFEFFné")]
    [InlineData("", "emptyString")]
    [InlineData(null, "null")]
    public async Task Accepts(string? text, string verified)
    {
        await File.WriteAllTextAsync(Verified, verified);

        await Compare(text);

        Assert.False(File.Exists(Received));
    }

    [Theory]
    [InlineData("one", "two")]
    [InlineData("one\n", "one")]
    [InlineData("one", "one\n\n")]
    [InlineData("one ", "one")]
    [InlineData("One", "one")]
    public async Task MismatchLeavesReceivedAndVerified(string text, string verified)
    {
        await File.WriteAllTextAsync(Verified, verified);

        await Rejects(text);

        Assert.Equal(text, await File.ReadAllTextAsync(Received));
        Assert.Equal(verified, await File.ReadAllTextAsync(Verified));
    }

    [Fact]
    public async Task MismatchShowsTheChangedLinesAndHowToBless()
    {
        await File.WriteAllTextAsync(Verified, "0\n1\n2\n3\n4\nswapgs\n6\n7\n8\n9");

        var message = (await Rejects("0\n1\n2\n3\n4\nlfence\n6\n7\n8\n9")).Message;

        Assert.Contains("  …\n  2\n  3\n  4\n- swapgs\n+ lfence\n  6\n  7\n  8\n\n", message, StringComparison.Ordinal);
        Assert.EndsWith("bless it: eng/bless.sh case.received.txt", message, StringComparison.Ordinal);
        Assert.Contains(Received, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MismatchOnlyInTheLastLineBreakIsShown()
    {
        await File.WriteAllTextAsync(Verified, "one");

        Assert.Contains("  one\n+ \n", (await Rejects("one\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingSnapshotFailsAndLeavesReceived()
    {
        var message = (await Rejects("a\r\nb")).Message;

        Assert.StartsWith("There is no snapshot case.verified.txt yet. Received:\n\na\nb\n", message, StringComparison.Ordinal);
        Assert.Equal("a\nb"u8.ToArray(), await File.ReadAllBytesAsync(Received));
    }

    [Fact]
    public async Task MatchDeletesAnOlderReceived()
    {
        await File.WriteAllTextAsync(Verified, "one");
        await File.WriteAllTextAsync(Received, "other");

        await Compare("one");

        Assert.False(File.Exists(Received));
    }

    [Fact]
    public async Task SameSnapshotTwiceIsAnError()
    {
        await File.WriteAllTextAsync(Verified, "one");
        await Compare("one");

        Assert.Contains("compared twice", (await Rejects("one")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AwaitingTwiceComparesOnce()
    {
        await File.WriteAllTextAsync(Verified, "one");
        var comparison = Compare("one");

        await comparison;
        await comparison;
    }

    [Fact]
    public async Task ScrubbersSeeNormalisedText()
    {
        await File.WriteAllTextAsync(Verified, "a|b");

        await Verifier.Verify(new StringBuilder("a\r\nb")).UseDirectory(folder.Path).UseFileName("case").AddScrubber(text => text.Replace('\n', '|'));
    }

    [Fact]
    public async Task ExtensionReplacesTxt()
    {
        await File.WriteAllTextAsync(folder["case.verified.s"], "ret");

        await Verifier.Verify("ret", "s").UseDirectory(folder.Path).UseFileName("case");
    }
}
