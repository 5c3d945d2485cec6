// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Programs that come from the system, and how to get them.</summary>
public static class SystemTools
{
    /// <summary>What shows a running kernel from inside, over QEMU's debugger stub.</summary>
    public const string Debugger = "gdb";

    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        [KernelLinker.Program] = "binutils",
        [Machine.Program] = "qemu-system-x86",
        [Debugger] = "gdb",
        [BochsMachine.Program] = "bochs bochs-term bochsbios vgabios",
    };

    /// <summary>What to do about a missing program, or null if it is there.</summary>
    /// <param name="program">Its name.</param>
    public static string? Missing(string program) => Missing(program, Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The same for another search path.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="path">The folders, as in the environment variable PATH.</param>
    public static string? Missing(string program, string path)
    {
        foreach (var folder in path.Split(Path.PathSeparator))
        {
            if (folder.Length > 0 && File.Exists(Path.Combine(folder, program)))
                return null;
        }

        return $"{program} is not on the PATH. Install the package {Packages[program]} (Debian: apt-get install {Packages[program]}).";
    }
}
