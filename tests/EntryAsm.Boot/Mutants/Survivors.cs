// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Boot;

/// <summary>The mutants that booting does not catch, as docs/boot-tests.md lists them: they are harmless, so that the checker need not report them either.</summary>
internal static partial class Survivors
{
    private const string Document = "docs/boot-tests.md";

    private static readonly HashSet<string> known = [.. File.ReadLines(Path.Combine(EntryAsm.Testing.Repository.Root, Document)).Where(static line => line.StartsWith("| `", StringComparison.Ordinal)).Select(static line => WithoutAddresses(line.Split('`')[1]))];

    public static bool Contains(Mutation mutation) => known.Contains(WithoutAddresses(mutation.ToString()));

    /// <summary>Where the kernel's C# code has grown, its entry code lies elsewhere.</summary>
    private static string WithoutAddresses(string mutation) => Address().Replace(mutation, "");

    [GeneratedRegex("0F{8}[0-9A-F]{8}h")]
    private static partial Regex Address();
}
