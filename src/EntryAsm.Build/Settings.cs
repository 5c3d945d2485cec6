// SPDX-License-Identifier: MIT
namespace EntryAsm.Build;

/// <summary>How properties are read.</summary>
internal static class Settings
{
    /// <exception cref="BuildException">The value is neither true nor false.</exception>
    public static bool IsOn(string property, string value) => value.Trim().ToLowerInvariant() switch
    {
        "true" => true,
        "false" or "" => false,
        _ => throw BuildException.NotBoolean(property, value),
    };
}
