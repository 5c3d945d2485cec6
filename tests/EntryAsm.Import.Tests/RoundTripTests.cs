// SPDX-License-Identifier: MIT
using EntryAsm.Import.Survey;

namespace EntryAsm.Import.Tests;

/// <summary>
/// Objects become C# that assembles to the same objects: a part of what <c>dotnet run -c Release --project eng/ImportSurvey -- --entry64 25 --libraries</c> tries.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    /// <summary>One object in so many; ENTRYASM_ROUND_TRIP=1 is all of them.</summary>
    private static readonly int Every = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_ROUND_TRIP"), System.Globalization.CultureInfo.InvariantCulture, out var every) ? Math.Max(every, 1) : 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools("as")]
    public void OfEntryCode() => AllAreEqual(EntryConfigurations.Assemble(folder.Path, Math.Max(2, 25 / Every)));

    [NeedsTools("as")]
    public void OfRoutinesOfSystemLibraries() => AllAreEqual([.. SystemLibraries.Unpack(folder.Path).Where(static (_, index) => index % Every == 0)]);

    private static void AllAreEqual(List<string> objects) =>
        Assert.Empty(Survey.Survey.Try(objects.Select(static path => (path, ""))).Where(static found => found.Outcome != Outcome.Equal)
            .Select(static found => Path.GetFileName(found.Path) + ": " + found.Outcome + ": " + string.Join("\n", found.Reasons)));
}
