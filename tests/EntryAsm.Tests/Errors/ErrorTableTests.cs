// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Testing;
using Xunit;

namespace EntryAsm.Tests.Errors;

/// <summary>The table of errors and the pages about them say the same.</summary>
public class ErrorTableTests
{
    [Fact]
    public void IdsCountFromOne() => Assert.Equal(Enumerable.Range(1, ErrorTable.All.Length).Select(static number => $"EA{number:0000}"), ErrorTable.All.Select(static kind => kind.Id));

    [Fact]
    public void TheTitleIsThatOfThePage() => Assert.All(ErrorTable.All, static kind =>
        Assert.Equal($"# {kind.Id}: {kind.Title}", File.ReadLines(Repository.PathOf($"docs/diagnostics/{kind.Id}.md")).First(), ignoreCase: true));
}
