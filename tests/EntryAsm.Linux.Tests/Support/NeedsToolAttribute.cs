// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>A theory that is skipped where a tool is not installed; test.sh installs it where it may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsToolAttribute : TheoryAttribute
{
    public NeedsToolAttribute(string path)
    {
        if (!File.Exists(path))
            Skip = path + " is not installed";
    }
}
