// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using EntryAsm.Linux;
using EntryAsm.Linux.Tests;

namespace EntryAsm.Import.Survey;

/// <summary>entry_64 of Linux 5.0 in drawn configurations, as objects that GNU as made.</summary>
internal static class EntryConfigurations
{
    private const ulong Seed = 20181203;

    /// <param name="target">The folder for the objects; it must exist.</param>
    /// <param name="count">How many.</param>
    public static List<string> Assemble(string target, int count) => [.. Configurations.Draw(count, Seed).Select((config, index) => Assemble(target, index, config))];

    private static string Assemble(string target, int index, KernelConfig config)
    {
        var path = Path.Combine(target, "entry_64-" + index.ToString("00", CultureInfo.InvariantCulture));
        File.WriteAllText(path + ".s", GasWriter.Write(new Entry64(config).Build()));
        using var assembler = Process.Start(new ProcessStartInfo("as", ["--64", "-o", path + ".o", path + ".s"]))!;
        assembler.WaitForExit();
        return assembler.ExitCode == 0 ? path + ".o" : throw new InvalidOperationException("as does not take " + path + ".s");
    }
}
