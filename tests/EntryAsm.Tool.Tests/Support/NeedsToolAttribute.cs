// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>A test that is skipped where a command is not on the path.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsToolAttribute : FactAttribute
{
    public NeedsToolAttribute(string command)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (!path.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command))))
            Skip = command + " is not installed";
    }
}
