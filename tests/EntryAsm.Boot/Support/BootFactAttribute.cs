// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>A test that needs programs of the system: without them it is skipped and counted as such, but fails where CI=true.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BootFactAttribute : FactAttribute
{
    public BootFactAttribute(params string[] programs) => Skip = BootTools.ReasonToSkip(programs);
}

/// <inheritdoc cref="BootFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BootTheoryAttribute : TheoryAttribute
{
    public BootTheoryAttribute(params string[] programs) => Skip = BootTools.ReasonToSkip(programs);
}

internal static class BootTools
{
    public static string? ReasonToSkip(string[] programs) =>
        ReasonToSkip(programs, Environment.GetEnvironmentVariable("PATH") ?? "", Environment.GetEnvironmentVariable("CI"));

    public static string? ReasonToSkip(string[] programs, string path, string? ci)
    {
        if (ci == "true")
            return null;
        var missing = programs.Select(program => SystemTools.Missing(program, path)).Where(problem => problem is not null).ToList();
        return missing.Count == 0 ? null : string.Join(' ', missing);
    }
}
