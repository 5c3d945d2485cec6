// SPDX-License-Identifier: MIT
using EntryAsm.Import.Survey;

namespace EntryAsm.Import.Tests;

/// <summary>Every source under Sources becomes C# whose object is what GNU as, or NASM, makes of the source itself.</summary>
public sealed class EqualObjectTests
{
    [NeedsTools("as", "nasm")]
    public void OwnSourcesAreEqual()
    {
        var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sources")).Order(StringComparer.Ordinal).ToList();
        Assert.InRange(sources.Count, 6, 1000);
        var cases = Survey.Survey.Try(sources.ConvertAll(static path => (path, "")));
        Assert.Empty(cases.Where(static found => found.Outcome != Outcome.Equal).Select(static found => Path.GetFileName(found.Path) + ": " + found.Outcome + ": " + string.Join("\n", found.Reasons)));
    }
}
