// SPDX-License-Identifier: MIT
namespace EntryAsm.Rules.Tests;

/// <summary>What all test projects rely on: a missing tool never goes unnoticed, and a process never hangs a test.</summary>
public sealed class SharedTestingTests
{
    [Fact]
    public void AMissingToolSkipsTheTestOrFailsItWhereAllMustBeThere()
    {
        var needs = new NeedsToolsAttribute("no-such-tool");
        Assert.Equal(InstalledTools.MustBeThere, needs.Error is not null);
        Assert.Equal(InstalledTools.MustBeThere, needs.Skip is null);
        Assert.Contains("no-such-tool", needs.Error ?? needs.Skip, StringComparison.Ordinal);
    }

    [Fact]
    public void AToolThatNotEveryDistributionHasIsSkippedEverywhere()
    {
        var needs = new NeedsToolsAttribute("no-such-tool") { MayBeMissing = true };
        Assert.NotNull(needs.Skip);
        Assert.Null(needs.Error);
    }

    [NeedsTools("sh")]
    public void AToolThatIsThereNeitherSkipsNorFails()
    {
        var needs = new NeedsToolsAttribute("sh");
        Assert.Null(needs.Skip);
        Assert.Null(needs.Error);
    }

    [NeedsTools("sleep")]
    public void AProcessThatTakesTooLongIsKilledAndReported()
    {
        var result = new Command("sleep", "600") { Limit = TimeSpan.FromMilliseconds(200) }.Run();
        Assert.True(result.TimedOut);
        Assert.Contains("sleep 600", Assert.Throws<CommandException>(() => result.Succeeded()).Message, StringComparison.Ordinal);
        Assert.Throws<CommandException>(() => result.Failed());
    }

    [NeedsTools("sh", "head", "tr")]
    public void MuchOutputOnBothStreamsAndUnreadInputDoNotBlock()
    {
        const string script = "head -c 1000000 /dev/zero | tr '\\0' o; head -c 1000000 /dev/zero | tr '\\0' e >&2";
        var result = new Command("sh", "-c", script) { Input = new string('i', 1_000_000), Limit = TimeSpan.FromMinutes(1) }.Run().Succeeded();
        Assert.Equal((1_000_000, 1_000_000), (result.Output.Length, result.Error.Length));
    }

    [NeedsTools("sleep")]
    public void InputThatNobodyReadsDoesNotBlock() =>
        Assert.True(new Command("sleep", "600") { Input = new string('i', 1_000_000), Limit = TimeSpan.FromMilliseconds(200) }.Run().TimedOut);

    [NeedsTools("sh", "sleep")]
    public void AChildThatOutlivesItsParentDoesNotBlock() =>
        Assert.True(new Command("sh", "-c", "sleep 3 & exit 0") { Limit = TimeSpan.FromMilliseconds(500) }.Run().TimedOut);

    [Fact]
    public void AProgramThatDoesNotExistIsNamed() =>
        Assert.Contains("no-such-tool", Assert.Throws<InvalidOperationException>(() => new Command("no-such-tool").Run()).Message, StringComparison.Ordinal);

    [Fact]
    public void ATemporaryFolderIsGoneAfterwards()
    {
        string path;
        using (var folder = new TemporaryFolder())
        {
            path = folder.Path;
            folder.Add("a", "text");
            Assert.Equal(["a"], folder.Files());
        }

        Assert.False(Directory.Exists(path));
    }
}
