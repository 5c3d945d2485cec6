// SPDX-License-Identifier: MIT
using System.Globalization;
using Xunit.Abstractions;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Whatever a module does, the compiler lives on: each ends in a diagnostic or an object, within 10 s of processor time and 512 MiB. <c>ENTRYASM_HOSTILE=10000 dotnet test
/// tests/EntryAsm.Generators.Tests -c Release --filter HostileModuleTests</c> draws that many.
/// </summary>
[Collection(AloneCollection.Name)]
public class HostileModuleTests(ITestOutputHelper output)
{
    private const int MaxMegabytes = 512;

    /// <summary>A million calls of the engine with a text each take six on a busy machine; nearly all else takes less than two.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private sealed record Cost(string Id, TimeSpan Time, long Megabytes);

    [Fact]
    public void EachEnds()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_HOSTILE"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 24;
        var ids = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var bad = new List<string>();
        var most = new Cost("", TimeSpan.Zero, 0);
        Measure(new SmallProgram("first", "P(1);")); // compiles the compiler
        for (var at = 0; at < count; at++)
        {
            var program = HostileModule.Draw(count >= HostileModule.Kinds ? at : at * (HostileModule.Kinds / count));
            var cost = Measure(program);
            ids[cost.Id] = ids.GetValueOrDefault(cost.Id) + 1;
            most = new Cost("", cost.Time > most.Time ? cost.Time : most.Time, Math.Max(cost.Megabytes, most.Megabytes));
            if (cost.Time > MaxTime || cost.Megabytes > MaxMegabytes || cost.Id is "EA0199" or "silent")
                bad.Add(string.Create(CultureInfo.InvariantCulture, $"{program.Name}: {program.Body}: {cost}"));
        }

        output.WriteLine(string.Join(", ", ids.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))) + "; at most " + most.Time + " and " + most.Megabytes + " MiB");
        Assert.Empty(bad);
    }

    [Fact]
    public void ManyAtOnce() => Parallel.For(0, 8, static seed => Assert.NotEqual("EA0199", Evaluate(HostileModule.Draw(seed * 7))));

    private static Cost Measure(SmallProgram program)
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5"); // begin to count the peak anew
        var (memory, time) = (Kilobytes("VmRSS"), Environment.CpuUsage.TotalTime);
        var id = Evaluate(program);
        return new Cost(id, Environment.CpuUsage.TotalTime - time, (Kilobytes("VmHWM") - memory) >> 10);
    }

    private static long Kilobytes(string name) =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).AsSpan(name.Length + 1).Trim("\t kB"), CultureInfo.InvariantCulture);

    private static string Evaluate(SmallProgram program)
    {
        var compilation = Generation.Compile(("src/Module.cs", program.Text("Kernel")));
        Assert.NotNull(compilation.GetTypeByMetadataName("Kernel.M"));
        var evaluation = new ProgramMemo().Evaluate("Kernel.M", compilation, "", InputFiles.None, default);
        return evaluation.Object is not null ? "object" : evaluation.Diagnostics.Count == 0 ? "silent" : evaluation.Diagnostics[0].Id;
    }
}
