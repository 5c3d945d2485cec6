// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>What a template writes builds, boots and passes its tests from packages alone; the script takes all three, and CI runs it whole.</summary>
[Collection("packs")] // both pack the same projects
public sealed class TemplateScriptTests
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    [NeedsTools("gcc", "make", "ld", "qemu-system-x86_64")]
    [InlineData("c")]
    public void FromPackagesAlone(string template)
    {
        var script = new Command("bash", "tests/templates/templates.sh", "", template)
        {
            Folder = Repository.Root,
            Environment = new Dictionary<string, string?> { ["OPTIONS"] = "--no-build --configuration " + Configuration },
            Limit = TimeSpan.FromMinutes(10),
        };
        Assert.EndsWith("== all templates are well\n", script.Run().Succeeded().Output, StringComparison.Ordinal);
    }
}
