// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Boot;

/// <summary><c>--kit NAME</c>: the self-tests on the kit's entry code instead.</summary>
internal static class KitOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--kit") { Description = "the self-tests on the kit instead, with settings: plain, isolated, hardened" };
        option.AcceptOnlyFromAmong(KitBench.Plain.Name, KitBench.Isolated.Name, KitBench.Hardened.Name);
        return option;
    }

    /// <summary>The kernel that is meant.</summary>
    public static BootTarget Target(string? name) => name is null ? BootTarget.Linux : BootTarget.Of(KitBench.All.Single(bench => bench.Name == name));
}
