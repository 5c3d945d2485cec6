// SPDX-License-Identifier: MIT
using EntryAsm.Import.Survey;

namespace EntryAsm.Conformance;

/// <summary>Single lines of GNU as's own tests, called as C#. Here those of some files, by <c>tests/EntryAsm.Fuzz --gas-lines</c> all.</summary>
public sealed class GasLinesTests
{
    private const int Every = 40;

    [NeedsTools("as", "tar")]
    public void CalledTheyMakeTheSameBytes()
    {
        if (GasArchive.Path is null)
            return; // the package binutils-source, which test.sh installs where it may
        var outcomes = LineRun.Run(Every).Where(static each => each.Verdict != LineVerdict.NotTaken).ToList();
        var different = outcomes.Where(static each => each.Verdict == LineVerdict.Different).Select(static each => each.Line + ": " + each.Detail).ToList();
        var equal = outcomes.Count(static each => each.Verdict == LineVerdict.Equal);
        Assert.True(outcomes.Count > 500, "only " + outcomes.Count + " lines were judged");
        Assert.True(different.Count == 0, string.Join("\n", different));
        Assert.True(equal > outcomes.Count * 0.98, equal + " of " + outcomes.Count + " are equal");
    }
}
