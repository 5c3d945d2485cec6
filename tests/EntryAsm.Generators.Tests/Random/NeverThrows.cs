// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Tests;

/// <summary>10,000 programs from a seed, good and bad: the generator never throws and never meets an exception it does not expect.</summary>
public class NeverThrows
{
    private const int Batches = 100;
    private const int ModulesPerBatch = 100;

    [Fact]
    public void TenThousandRandomPrograms()
    {
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        Parallel.For(0, Batches, new ParallelOptions { MaxDegreeOfParallelism = 2 }, batch =>
        {
            var sources = Enumerable.Range(batch * ModulesPerBatch, ModulesPerBatch).Select(seed => ("src/M" + seed + ".cs", RandomModule.Source(seed))).ToArray();
            var generation = Generation.Run(sources);
            var result = generation.Driver.GetRunResult().Results.Single();

            Assert.Null(result.Exception);
            Assert.True(generation.Diagnostics.All(diagnostic => diagnostic.Id != "EA0199"),
                string.Join("\n", generation.Diagnostics.Where(diagnostic => diagnostic.Id == "EA0199").Select(diagnostic => diagnostic + "\n" + diagnostic.Location.SourceTree + LineOf(diagnostic, sources))));
            lock (outcomes)
                Count(outcomes, generation, result.GeneratedSources.Length);
        });

        // The programs are worth their time only while many work and many fail in many ways.
        Assert.True(outcomes["object"] > 500, "objects: " + outcomes["object"]);
        Assert.True(outcomes.Count > 15, string.Join(", ", outcomes.Select(outcome => outcome.Key + ": " + outcome.Value)));
    }

    private static void Count(Dictionary<string, int> outcomes, Generation generation, int sources)
    {
        void Add(string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        foreach (var diagnostic in generation.Diagnostics)
            Add(diagnostic.Id);
        foreach (var source in generation.Sources.Values)
            Add(source.Contains("AssemblyMetadata", StringComparison.Ordinal) ? "object" : "members");
        Assert.True(sources > 0);
    }

    private static string LineOf(Diagnostic diagnostic, (string Path, string Text)[] sources)
    {
        var path = diagnostic.Location.GetLineSpan().Path;
        var text = sources.FirstOrDefault(source => path.EndsWith("/" + source.Path, StringComparison.Ordinal)).Text ?? "";
        return text.Split('\n').ElementAtOrDefault(diagnostic.Location.GetLineSpan().StartLinePosition.Line) ?? "";
    }
}
