// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>Runs the SDK as a user at a terminal would: nothing of the build that runs these tests leaks in, and no process stays.</summary>
internal static class DotNet
{
    public static CommandResult Run(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOfTheOuterBuild).ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in Defaults.Concat(environment ?? new Dictionary<string, string>()))
            variables[name] = value;
        return new Command(Host, arguments) { Folder = folder, Environment = variables, Limit = TimeSpan.FromMinutes(10) }.Run();
    }

    /// <summary>The folder of the dotnet command.</summary>
    public static string HostFolder => Path.GetDirectoryName(Host)!;

    private static string Host { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Dictionary<string, string> Defaults { get; } = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };

    private static bool IsOfTheOuterBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name is "CI" or "TestResults" or "Configuration" or "Platform" or "TargetFramework";
}
