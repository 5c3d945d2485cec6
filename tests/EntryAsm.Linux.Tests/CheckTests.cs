// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;

namespace EntryAsm.Linux.Tests;

/// <summary>The checker reports nothing of the kernel's own entry code but what the era did not know yet (docs/checking.md).</summary>
public class CheckTests
{
    /// <summary>Drawn configurations; 200 take half a minute: <c>ENTRYASM_CHECK_CONFIGURATIONS=200 dotnet test tests/EntryAsm.Linux.Tests --filter CheckTests</c>.</summary>
    private static readonly int drawn = int.Parse(Environment.GetEnvironmentVariable("ENTRYASM_CHECK_CONFIGURATIONS") ?? "12", CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void NothingIsFoundInTheReferences(string name) => Assert.Empty(Findings(name, Reference.Read(name).Config));

    [Fact]
    public void NothingIsFoundInDrawnConfigurations() =>
        Assert.Empty(Configurations.Draw(drawn, seed: 17).SelectMany(static (config, i) => Findings("drawn " + i.ToString(CultureInfo.InvariantCulture), config)));

    /// <summary>
    /// Linux 5.0 is older than CVE-2019-1125: no fence stands behind a conditional SWAPGS. Without retpolines the one indirect call is bare. PUSH_AND_CLEAR_REGS keeps rdi and rsi for C, and
    /// xen_failsafe_callback goes from it to prepare_exit_to_usermode, which takes nothing in rsi.
    /// </summary>
    [Theory]
    [InlineData("minimal", "EA0470 EA0473")]
    [InlineData("defconfig", "EA0470")]
    [InlineData("max", "EA0470 EA0471")]
    public void OfSpeculationTheErasFencesAreMissing(string name, string rules)
    {
        var report = EntryChecker.Check(new Entry64(Reference.Read(name).Config).Build(), new CheckOptions { Speculation = true });
        Assert.Equal(rules, string.Join(' ', report.Findings.Select(static finding => finding.Rule.Id).Distinct().Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Findings(string name, KernelConfig config) => new EntryAssembler[] { new Entry64(config), new Entry64Compat(config) }
        .SelectMany(static module => EntryChecker.Check(module.Build()).Findings).Where(static finding => !IsTrue(finding)).Select(finding => name + ": " + finding.Line + " " + finding.Rule.Id + " " + finding.Message);

    /// <summary>
    /// STACKLEAK_ERASE_NOCLOBBER pushes the registers with PUSH_AND_CLEAR_REGS, whose hint promises a whole frame; on the trampoline stack of a way back by SYSRET only rsp and rdi stand
    /// above them. The kernel's own source says so too: its unwinder would go astray there.
    /// </summary>
    private static bool IsTrue(CheckFinding finding) => finding.Rule.Id == "EA0489" && finding.Place.StartsWith("syscall_return_via_sysret+", StringComparison.Ordinal);
}
