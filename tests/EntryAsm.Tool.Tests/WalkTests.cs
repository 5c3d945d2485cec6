// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>The walk of a newcomer through docs/getting-started.md, with packages of what is built.</summary>
public sealed class WalkTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    [Fact]
    public async Task GettingStarted()
    {
        using var process = ToolRun.StartShell("tests/walk/walk.sh", Page.RepositoryRoot, ("OPTIONS", "--no-build --configuration " + Configuration));
        var run = await ToolRun.Finish(process, minutes: 10);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("walk: 17 steps\n", run.Output);
    }
}
