// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>A script of the repository that packs what is built and goes on with the packages.</summary>
internal static class PackingScript
{
    /// <summary>Runs one to its end, which must be a good one.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(params string[] pathAndArguments) => new Command("bash", pathAndArguments)
    {
        Folder = Repository.Root,
        Environment = new Dictionary<string, string?> { ["OPTIONS"] = "--no-build --configuration " + Repository.Configuration },
        Limit = TimeSpan.FromMinutes(10),
    }.Run().Succeeded().Output;
}
