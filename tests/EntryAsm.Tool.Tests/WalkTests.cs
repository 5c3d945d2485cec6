// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>The walk of a newcomer through docs/getting-started.md, with packages of what is built.</summary>
[Collection("packs")]
public sealed class WalkTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    [Fact]
    public void GettingStarted()
    {
        var walk = new Command("bash", "tests/walk/walk.sh")
        {
            Folder = Repository.Root,
            Environment = new Dictionary<string, string?> { ["OPTIONS"] = "--no-build --configuration " + Configuration },
            Limit = TimeSpan.FromMinutes(10),
        };
        Assert.Equal("walk: 21 steps\n", walk.Run().Succeeded().Output);
    }
}
