// SPDX-License-Identifier: MIT
namespace EntryAsm.Boot;

/// <summary>The mutants that booting does not catch, as docs/boot-tests.md lists them: they are harmless, so that the checker need not report them either.</summary>
internal static class Survivors
{
    private const string Document = "docs/boot-tests.md";

    public static HashSet<string> Known { get; } = [.. File.ReadLines(Path.Combine(EntryAsm.Testing.Repository.Root, Document)).Where(static line => line.StartsWith("| `", StringComparison.Ordinal)).Select(static line => line.Split('`')[1])];
}
