// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>What a listing shows is C#: called again it makes the same bytes. Here for some cases of every form, by tests/EntryAsm.Fuzz for all.</summary>
public sealed class ListedTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(32)]
    [InlineData(16)]
    public void CalledAgainItMakesTheSameBytes(int bitness)
    {
        var (called, differences) = MatrixRun.RunListed(bitness, MatrixRun.Slice(bitness));
        Assert.True(called > 5000, "only " + called + " texts were called");
        Assert.True(differences.Count == 0, differences.Count + " of " + called + " differ:\n" + string.Join("\n", differences.Take(20)));
    }
}
