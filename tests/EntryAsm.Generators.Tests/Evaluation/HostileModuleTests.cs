// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Whatever a module does, the compiler lives on: each ends in a diagnostic or an object, within seconds. <c>ENTRYASM_HOSTILE=10000 dotnet test
/// tests/EntryAsm.Generators.Tests -c Release --filter HostileModuleTests</c> draws that many.
/// </summary>
public class HostileModuleTests(ITestOutputHelper output)
{
    private const int MaxMegabytes = 512;

    /// <summary>A hang is told from a slow machine: alone, each takes less than a tenth of this.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    [Fact]
    public void EachEnds()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_HOSTILE"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 12;
        var ids = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var slow = new List<string>();
        for (var at = 0; at < count; at++)
        {
            var seed = count >= HostileModule.Kinds ? at : at * (HostileModule.Kinds / count);
            var (id, time, grown) = Evaluate(HostileModule.Draw(seed));
            ids[id] = ids.GetValueOrDefault(id) + 1;
            if (time > MaxTime || grown > MaxMegabytes || id is "EA0199")
                slow.Add(string.Create(CultureInfo.InvariantCulture, $"{HostileModule.Draw(seed).Body}: {id} {time} {grown} MiB"));
        }

        output.WriteLine(string.Join(", ", ids.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))));
        Assert.Empty(slow);
    }

    [Fact]
    public void ManyAtOnce() => Parallel.For(0, 8, seed => Evaluate(HostileModule.Draw(seed * 7)));

    internal static (string Id, TimeSpan Time, long Grown) Evaluate(SmallProgram program)
    {
        var compilation = Generation.Compile(("src/Module.cs", program.Text("Kernel")));
        var module = compilation.GetTypeByMetadataName("Kernel.M")!;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var evaluation = new ProgramMemo().Evaluate("Kernel.M", compilation, "", InputFiles.None, default);
        Assert.NotNull(module);
        return (evaluation.Object is not null ? "object" : evaluation.Diagnostics.Count == 0 ? "silent" : evaluation.Diagnostics[0].Id, clock.Elapsed, (GC.GetTotalMemory(forceFullCollection: false) - before) >> 20);
    }
}
