// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>What a template writes builds, boots and passes its tests from packages alone; the script takes all three, and CI runs it whole.</summary>
[Collection("packs")] // both pack the same projects
public sealed class TemplateScriptTests
{
    [NeedsTools("gcc", "make", "ld", "qemu-system-x86_64")]
    [InlineData("c")]
    public void FromPackagesAlone(string template) =>
        Assert.EndsWith("== all templates are well\n", PackingScript.Run("tests/templates/templates.sh", "", template), StringComparison.Ordinal);
}
