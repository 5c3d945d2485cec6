// SPDX-License-Identifier: MIT
using EntryAsm.Import.Survey;

namespace EntryAsm.Import.Tests;

/// <summary>
/// A part of GNU as's own test suite, so that what came out equal stays equal; the whole is run by <c>dotnet run -c Release --project eng/ImportSurvey -- --gas</c>.
/// </summary>
public sealed class GasSuiteTests : IDisposable
{
    /// <summary>One file in so many; ENTRYASM_GAS_SUITE=1 is all of them.</summary>
    private static readonly int Every = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_GAS_SUITE"), System.Globalization.CultureInfo.InvariantCulture, out var every) ? Math.Max(every, 1) : 8;

    /// <summary>Percent of the files that as takes.</summary>
    private const double Least = 90;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools("as", "tar")]
    public void FilesComeOutEqual()
    {
        if (GasArchive.Path is null)
            return; // the package binutils-source, which test.sh installs where it may
        var files = GasSuite.Files(GasArchive.Unpack(folder.Path)).Where(static (_, index) => index % Every == 0).ToList();
        var cases = Survey.Survey.Try(files).Where(static found => found.Outcome != Outcome.NotTaken).ToList();
        var others = cases.Where(static found => found.Outcome != Outcome.Equal).Select(static found => Path.GetFileName(found.Path) + ": " + found.Outcome + ": " + found.Reasons.FirstOrDefault()).ToList();
        Assert.InRange(cases.Count, 200 / Every, 1000);
        Assert.True(others.Count * 100.0 / cases.Count <= 100 - Least, string.Join("\n", others));
    }
}
