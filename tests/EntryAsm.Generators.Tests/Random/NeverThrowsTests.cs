// SPDX-License-Identifier: MIT
using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Modules from a seed, good and bad: the generator never throws and never meets an exception it does not expect, and what it makes is what the module gives when it is run.
/// <c>ENTRYASM_RANDOM_MODULES=20000 dotnet test tests/EntryAsm.Generators.Tests -c Release --filter NeverThrowsTests</c> draws that many instead of 100.
/// </summary>
public class NeverThrowsTests(ITestOutputHelper output)
{
    private const int ModulesPerBatch = 100;

    private readonly SortedDictionary<string, int> outcomes = new(StringComparer.Ordinal);

    [Fact]
    public void RandomModulesGiveMessagesOrWhatIsExecuted()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_RANDOM_MODULES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 100;
        for (var first = 0; first < count; first += ModulesPerBatch)
            Judge([.. Enumerable.Range(first, Math.Min(ModulesPerBatch, count - first))]);

        // The modules are worth their time only while those that are meant to compile do, many work, and many fail in many ways.
        output.WriteLine(string.Join(", ", outcomes.Select(outcome => outcome.Key + ": " + outcome.Value.ToString(CultureInfo.InvariantCulture))));
        var sound = outcomes["sound"];
        Assert.InRange(outcomes.GetValueOrDefault("sound, object") + outcomes.GetValueOrDefault("sound, told"), sound * 9 / 10, sound);
        Assert.InRange(outcomes["sound, object"], sound / 4, sound);
        Assert.InRange(outcomes.Keys.Count(key => key.StartsWith("EA", StringComparison.Ordinal)), 5, int.MaxValue);
    }

    private void Judge(int[] seeds)
    {
        var drawn = seeds.ToDictionary(seed => "Drawn." + RandomModule.Name(seed), RandomModule.Draw, StringComparer.Ordinal);
        var generation = Generation.Run([("src/Shared.cs", RandomModule.Shared), .. drawn.Select(module => (PathOf(module.Key), module.Value.Source))]);

        Assert.Null(generation.Driver.GetRunResult().Results.Single().Exception);
        Assert.DoesNotContain(generation.Diagnostics, diagnostic => diagnostic.Id == "EA0199");
        var broken = generation.Input.GetDiagnostics().Where(message => message.Severity == DiagnosticSeverity.Error).Select(message => message.Location.SourceTree!.FilePath).ToHashSet(StringComparer.Ordinal);
        var told = generation.Diagnostics.Select(message => message.Location.GetLineSpan().Path).ToHashSet(StringComparer.Ordinal);
        var works = generation.Sources.Where(source => source.Value.Contains("AssemblyMetadata", StringComparison.Ordinal)).Select(source => source.Key.Replace(".g.cs", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        foreach (var diagnostic in generation.Diagnostics)
            Count(diagnostic.Id);
        foreach (var (name, module) in drawn)
        {
            var path = Path.GetFullPath(Generation.ProjectDir + PathOf(name));
            var kind = module.IsSound ? "sound" : "nonsense";
            Count(kind);
            Count(kind + (works.Contains(name) ? ", object" : told.Any(where => path.EndsWith(where, StringComparison.Ordinal)) ? ", told" : ", silent"));

            // Silence is right only where the compiler speaks.
            Assert.True(works.Contains(name) || broken.Contains(path) || told.Any(where => path.EndsWith(where, StringComparison.Ordinal)), "nothing is said of seed " + name + "\n" + module.Source);
        }

        works.RemoveWhere(name => broken.Contains(Path.GetFullPath(Generation.ProjectDir + PathOf(name))));
        foreach (var executed in generation.ExecuteAll(works))
            Assert.Equal(JsonWriter.Write(executed.Value), JsonWriter.Write(generation.Object(executed.Key)));
    }

    private static string PathOf(string module) => "src/" + module + ".cs";

    private void Count(string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
}
