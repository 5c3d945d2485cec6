// SPDX-License-Identifier: MIT
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Tests;

/// <summary>Programs from a seed, good and bad: the generator never throws and never meets an exception it does not expect.</summary>
public class NeverThrowsTests
{
    private const int ModulesPerBatch = 50;

    /// <summary>How many programs; <c>ENTRYASM_RANDOM_PROGRAMS</c> asks for more than a usual run has time for.</summary>
    private static readonly int Programs = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_RANDOM_PROGRAMS"), CultureInfo.InvariantCulture, out var count) ? count : 200;

    [Fact]
    public void RandomPrograms()
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Parallel.For(0, Programs / ModulesPerBatch, new ParallelOptions { MaxDegreeOfParallelism = 2 }, batch =>
        {
            var sources = Enumerable.Range(batch * ModulesPerBatch, ModulesPerBatch).Select(seed => ("src/M" + seed.ToString(CultureInfo.InvariantCulture) + ".cs", RandomModule.Source(seed))).ToArray();
            var generation = Generation.Run(sources);

            Assert.Null(generation.Driver.GetRunResult().Results.Single().Exception);
            Assert.DoesNotContain(generation.Diagnostics, diagnostic => diagnostic.Id == "EA0199");
            lock (outcomes)
                Count(outcomes, generation);
        });

        // The programs are worth their time only while many work and many fail in many ways.
        var summary = string.Join(", ", outcomes.Select(outcome => outcome.Key + ": " + outcome.Value.ToString(CultureInfo.InvariantCulture)));
        Assert.True(outcomes["object"] > Programs / 10 && outcomes.Count >= 8, summary);
    }

    /// <summary>What runs through, the generator and the module itself must agree on.</summary>
    [Fact]
    public void WhatWorksEqualsWhatIsExecuted()
    {
        var generation = Generation.Run([.. Enumerable.Range(0, 60).Select(seed => ("src/M" + seed.ToString(CultureInfo.InvariantCulture) + ".cs", RandomModule.Source(seed)))]);
        var names = generation.Sources.Where(source => source.Value.Contains("AssemblyMetadata", StringComparison.Ordinal)).Select(source => source.Key.Replace(".g.cs", "", StringComparison.Ordinal)).ToList();
        var works = names.Select(name => "src/M" + name.Split('.')[0].Replace("Random", "", StringComparison.Ordinal) + ".cs").ToHashSet(StringComparer.Ordinal);
        var compiled = Generation.Compile([.. works.Select(path => (path, RandomModule.Source(int.Parse(Path.GetFileNameWithoutExtension(path)[1..], CultureInfo.InvariantCulture))))]);
        var broken = compiled.GetDiagnostics().Where(message => message.Severity == DiagnosticSeverity.Error).Select(message => message.Location.SourceTree).ToHashSet();
        var sound = Generation.Run(compiled.RemoveSyntaxTrees(compiled.SyntaxTrees.Where(broken.Contains)));
        var assembly = sound.Load();
        var modules = sound.Sources.Keys.Select(key => key.Replace(".g.cs", "", StringComparison.Ordinal)).ToList();

        Assert.True(modules.Count > 5, "only " + modules.Count + " of 60 work");
        foreach (var module in modules)
        {
            var executed = ((EntryAssembler)Activator.CreateInstance(assembly.GetType(module, throwOnError: true)!, nonPublic: true)!).Build();
            Assert.Equal(JsonWriter.Write(executed), JsonWriter.Write(sound.Object(module)));
        }
    }

    private static void Count(SortedDictionary<string, int> outcomes, Generation generation)
    {
        void Add(string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        foreach (var diagnostic in generation.Diagnostics)
            Add(diagnostic.Id);
        foreach (var source in generation.Sources.Values)
            Add(source.Contains("AssemblyMetadata", StringComparison.Ordinal) ? "object" : "members only");
    }
}
