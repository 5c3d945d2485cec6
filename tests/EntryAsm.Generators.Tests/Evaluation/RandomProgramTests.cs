// SPDX-License-Identifier: MIT
using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Random programs give, evaluated, what they give executed. <c>ENTRYASM_PROGRAMS=100000 dotnet test tests/EntryAsm.Generators.Tests -c Release --filter RandomProgramTests</c> draws
/// that many instead of 400, and <c>ENTRYASM_SEED</c> says where to begin.
/// </summary>
public class RandomProgramTests(ITestOutputHelper output)
{
    private const int BatchSize = 500;

    [Fact]
    public void EvaluatedEqualsExecuted()
    {
        var start = Environment.CpuUsage.TotalTime;
        var count = Setting("ENTRYASM_PROGRAMS", 400);
        var first = Setting("ENTRYASM_SEED", 1);
        var verdicts = new Dictionary<Verdict, int>();
        var drawn = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = first; seed < first + count; seed += BatchSize)
        {
            var batch = Enumerable.Range(seed, Math.Min(BatchSize, first + count - seed)).Select(RandomProgram.Draw).ToList();
            foreach (var pair in batch.SelectMany(program => program.Source.Drawn))
                drawn[pair.Key] = drawn.GetValueOrDefault(pair.Key) + pair.Value;
            foreach (var outcome in ProgramBatch.Run([.. batch.Select(program => program.Program)], RandomProgram.Shared, OptimizationLevel.Release))
            {
                verdicts[outcome.Verdict] = verdicts.GetValueOrDefault(outcome.Verdict) + 1;
                if (outcome.Verdict == Verdict.Different)
                    Assert.Fail(Smallest(int.Parse(outcome.Program.Name.AsSpan(5), CultureInfo.InvariantCulture)));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime - start} of processor time"));
        output.WriteLine(string.Join(", ", verdicts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))));
        output.WriteLine("drawn: " + string.Join(", ", drawn.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))));
        var judged = count - verdicts.GetValueOrDefault(Verdict.NoProgram);
        Assert.InRange(judged, count * 9 / 10, count);
        Assert.InRange(verdicts.GetValueOrDefault(Verdict.Refused), 0, judged / 10);
    }

    /// <summary>The program of a seed with as few statements as still differ.</summary>
    private static string Smallest(int seed)
    {
        var (program, source) = RandomProgram.Draw(seed);
        var statements = source.Statements;
        for (var index = 0; index < statements.Count;)
        {
            var fewer = statements.Where((_, at) => at != index).ToList();
            var outcome = ProgramBatch.Run([source.Program(fewer, seed)], RandomProgram.Shared, OptimizationLevel.Release)[0];
            if (outcome.Verdict == Verdict.Different)
                statements = fewer;
            else
                index++;
        }

        var smallest = source.Program(statements, seed);
        return program.Name + "\n" + smallest.Body + "\n" + ProgramBatch.Run([smallest], RandomProgram.Shared, OptimizationLevel.Release)[0].Told;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
