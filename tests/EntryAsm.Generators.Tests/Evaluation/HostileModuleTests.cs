// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Generators.Running;
using Xunit.Abstractions;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Whatever a module does, the compiler lives on: each ends in a diagnostic or an object, within 2 s of processor time and 512 MiB. <c>ENTRYASM_HOSTILE=10000 dotnet test
/// tests/EntryAsm.Generators.Tests -c Release --filter HostileModuleTests</c> draws that many, with <c>ENTRYASM_SEED=5000</c> those from number 5000 on: blocks of a few hundred end in
/// minutes each.
/// </summary>
[Collection(AloneCollection.Name)]
public class HostileModuleTests(ITestOutputHelper output)
{
    private const int MaxMegabytes = 512;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    /// <summary>The few that every run of the tests draws share the machine with other tests, which slows them.</summary>
    private static readonly TimeSpan MaxTimeOfFew = TimeSpan.FromSeconds(5);

    private sealed record Cost(SmallProgram Program, string Id, TimeSpan Time, long Megabytes)
    {
        public bool IsTooMuch(TimeSpan most) => Time > most || Megabytes > MaxMegabytes || Id is "EA0199" or "silent";

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.TotalSeconds:F2} s, {Megabytes} MiB, {Id}: {Program.Name}: {Program.Body}");
    }

    [Fact]
    public void EachEnds()
    {
        var isAsked = Number("ENTRYASM_HOSTILE") is not null;
        var (first, count) = (Number("ENTRYASM_SEED") ?? 0, Number("ENTRYASM_HOSTILE") ?? 24);
        Measure(new SmallProgram("first", "P(1);")); // compiles the compiler
        var costs = new List<Cost>();
        for (var at = 0; at < count; at++)
            costs.Add(Measure(HostileModule.Draw(isAsked ? first + at : at * (HostileModule.Kinds / count))));
        output.WriteLine(string.Join(", ", costs.CountBy(cost => cost.Id).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at most {costs.Max(cost => cost.Megabytes)} MiB; the slowest:"));
        foreach (var slow in costs.OrderByDescending(cost => cost.Time).Take(10))
            output.WriteLine(slow.ToString());
        var tooMuch = costs.Where(cost => cost.IsTooMuch(isAsked ? MaxTime : MaxTimeOfFew)).ToList();
        foreach (var cost in tooMuch)
            output.WriteLine("too much: " + cost);
        Assert.Empty(tooMuch);
    }

    [Theory]
    [InlineData("$")]
    [InlineData("Action a = () => { $ }; a();")]
    [InlineData("void L() { $ } L();")]
    [InlineData("try { $ } catch (Exception) { }")]
    public void ATypeThatDotNetCannotLoadIsRefusedByName(string around) => Assert.Equal("EA0110",
        Evaluate(new SmallProgram("large", around.Replace("$", "var a = new Big16[4]; a[1] = a[2]; P(a.Length);", StringComparison.Ordinal), "", HostileModule.Types)));

    [Theory]
    [InlineData("skip(1 << 22, 1);", "object")]
    [InlineData("skip(1 << 22, 1); nop();", "EA0110")]
    [InlineData("section(\".bss\"); skip(1 << 25);", "object")]
    public void AModuleOfMoreThanAnAssemblyCarriesIsRefused(string body, string expected) => Assert.Equal(expected, Evaluate(new SmallProgram("large", body, "", HostileModule.Types)));

    [Fact]
    public void ManyAtOnce() => Parallel.For(0, 8, static seed => Assert.NotEqual("EA0199", Evaluate(HostileModule.Draw(seed * 7))));

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Cost Measure(SmallProgram program)
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5"); // begin to count the peak anew
        var (memory, time) = (Kilobytes("VmRSS"), Environment.CpuUsage.TotalTime);
        var id = Evaluate(program);
        return new Cost(program, id, Environment.CpuUsage.TotalTime - time, (Kilobytes("VmHWM") - memory) >> 10);
    }

    private static long Kilobytes(string name) =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).AsSpan(name.Length + 1).Trim("\t kB"), CultureInfo.InvariantCulture);

    private static string Evaluate(SmallProgram program)
    {
        var compilation = Generation.Compile(("src/Module.cs", program.Text("Kernel")));
        Assert.NotNull(compilation.GetTypeByMetadataName("Kernel.M"));
        var evaluation = new ProgramMemo(new LayerStore(0)).Evaluate("Kernel.M", compilation, new ModuleSettings(""), InputFiles.None, default);
        return evaluation.Object is not null ? "object" : evaluation.Diagnostics.Count == 0 ? "silent" : evaluation.Diagnostics[0].Id;
    }
}
