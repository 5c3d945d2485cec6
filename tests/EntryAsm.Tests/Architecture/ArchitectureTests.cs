// SPDX-License-Identifier: MIT
using EntryAsm.Architecture;
using EntryAsm.Testing;

namespace EntryAsm.Tests.Architecture;

/// <summary>The folders of every project under src/, as the compiler binds them.</summary>
public sealed class ArchitectureTests
{
    private static readonly Lazy<CodeBase> Code = new(() => CodeBase.Load(Repository.Root));

    [Fact]
    public void FoldersUseEachOtherOneWayOnly()
    {
        var problems = Code.Value.Problems();
        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
    }

    [Fact]
    public void ThePageShowsThem() =>
        Assert.True(File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md")) == Code.Value.Page,
            "docs/architecture.md is stale; make it anew with: " + ArchitecturePage.Command);
}
