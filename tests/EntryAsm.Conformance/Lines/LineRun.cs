// SPDX-License-Identifier: MIT
using EntryAsm.Import.Survey;

namespace EntryAsm.Conformance;

/// <summary>The single lines of GNU as's test suite, without the importer.</summary>
internal static class LineRun
{
    private const int Batch = 4000;

    /// <summary>Judges the lines of the files that are named x86-64.</summary>
    /// <param name="every">One file of so many.</param>
    public static List<LineOutcome> Run(int every)
    {
        using var folder = new TemporaryFolder();
        var files = Directory.GetFiles(GasArchive.Unpack(folder.Path), "x86-64*.s").Order(StringComparer.Ordinal).Where((_, number) => number % every == 0);
        return [.. files.SelectMany(SuiteSource.Read).Chunk(Batch).AsParallel().AsOrdered().WithDegreeOfParallelism(2).SelectMany(LineJudge.Judge)];
    }
}
