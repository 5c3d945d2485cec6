// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace HobbyKernel;

/// <summary>Links the kernel with <c>ld</c>.</summary>
public static class KernelLinker
{
    /// <summary>The program.</summary>
    public const string Program = "ld";

    /// <summary>Where the objects and the linker script lie after a build.</summary>
    /// <param name="form">How the entry code gets in: <c>linked</c> as an object, or <c>source</c>, compiled in as C#.</param>
    public static string ObjectFolder(string form = "linked") => Path.Combine(AppContext.BaseDirectory, "kernel", form);

    /// <summary>Links the objects of a folder by the script in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kernel">The path of the kernel to write.</param>
    /// <exception cref="InvalidOperationException">The linker refused; the message is its own.</exception>
    public static void Link(string folder, string kernel)
    {
        var objects = Directory.GetFiles(folder, "*.o").Order(StringComparer.Ordinal);
        var start = new ProcessStartInfo(Program, ["-n", "-z", "noexecstack", "-T", Path.Combine(folder, "kernel.ld"), "-o", kernel, .. objects])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("ld could not link the kernel:\n" + complaints);
    }
}
