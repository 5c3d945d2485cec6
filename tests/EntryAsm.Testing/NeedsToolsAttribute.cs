// SPDX-License-Identifier: MIT
using Xunit;
using Xunit.Sdk;

namespace EntryAsm.Testing;

/// <summary>
/// A test, or with data a theory, that needs programs which not every machine has. Where one is missing the test is skipped and counted as
/// skipped; with <c>CI=true</c> it fails instead, so that nothing is skipped there unnoticed.
/// </summary>
/// <param name="tools">The names of the programs on the PATH, or their full paths.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("EntryAsm.Testing.NeedsToolsDiscoverer", "EntryAsm.Testing")]
public sealed class NeedsToolsAttribute(params string[] tools) : FactAttribute
{
    /// <summary>True for a program that not every distribution has: where it is missing the test is skipped even with <c>CI=true</c>.</summary>
    public bool MayBeMissing { get; set; }

    /// <inheritdoc/>
    public override string? Skip
    {
        get => base.Skip ?? (InstalledTools.MustBeThere && !MayBeMissing ? null : InstalledTools.Missing(tools));
        set => base.Skip = value;
    }

    /// <summary>Why the test fails before it has begun; null when it can run, or is skipped.</summary>
    public string? Error => Skip is null ? InstalledTools.Missing(tools) : null;
}
