// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>The walk of a newcomer through docs/getting-started.md, with packages of what is built.</summary>
[Collection("packs")]
public sealed class WalkTests
{
    [Fact]
    public void GettingStarted() => Assert.Equal("walk: 21 steps\n", PackingScript.Run("tests/walk/walk.sh"));
}
