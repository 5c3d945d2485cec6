// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>A kernel with the self-tests, and how it is booted.</summary>
/// <param name="Map">Its entry code.</param>
/// <param name="Machines">A machine on which all of its entry code runs, or several that together run all.</param>
/// <param name="LastLine">The last line of a report without a failure.</param>
/// <param name="Link">Links it; gives its path.</param>
internal sealed record BootTarget(EntryMap Map, IReadOnlyList<Machine> Machines, string LastLine, Func<string> Link)
{
    /// <summary>samples/HobbyKernel: one kernel that fits itself to the processor and to its command line.</summary>
    public static BootTarget Linux { get; } = new(EntryMap.Linux, [new(), new(Cpu: "max,la57=off", CommandLine: "nopti")], BootResult.LastLine, static () => KernelImage.Linked);

    /// <summary>The same tests on the kit, with settings.</summary>
    public static BootTarget Of(KitBench bench) => new(EntryMap.Kit, [new(CommandLine: bench.CommandLine)], KitBench.LastLine, () => bench.Kernel);

    /// <summary>Whether exit code and report say success.</summary>
    public bool Passes(BootResult result) => result.ExitCode == BootResult.SuccessCode && result.Serial.TrimEnd().EndsWith(LastLine, StringComparison.Ordinal);
}
