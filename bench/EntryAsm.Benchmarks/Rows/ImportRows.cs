// SPDX-License-Identifier: MIT
using EntryAsm.Import;

namespace EntryAsm.Benchmarks;

/// <summary>Bringing assembler sources over to C#, from the file to the text of the module.</summary>
internal static class ImportRows
{
    /// <summary>A block's instructions and its label.</summary>
    private static readonly int LinesOfBlock = PeerInstruction.Block.Length + 1;

    public static IEnumerable<Row> All =>
    [
        new("import: 1,000 lines of GNU source", "GNU as, whole process, on the same", double.PositiveInfinity,
            static () => Against("as", PeerPrograms.Att, static (source, target) => ["--64", source, "-o", target])),
        new("import: 1,000 lines of NASM source", "nasm, whole process, on the same", double.PositiveInfinity,
            static () => Against("nasm", PeerPrograms.Nasm, static (source, target) => ["-f", "elf64", source, "-o", target])),
        new("import: a line of 50,000 of GNU source", "of 1,000", double.PositiveInfinity, static () => AtSize(PeerPrograms.Att)),
        new("import: a line of 50,000 of NASM source", "of 1,000", double.PositiveInfinity, static () => AtSize(PeerPrograms.Nasm)),
    ];

    private static Result Against(string program, Func<int, string> text, Func<string, string, string[]> arguments)
    {
        using var folder = new TemporaryFolder();
        var source = Source(folder, 1_000, text);
        var command = arguments(source, folder.File("target.o"));
        var comparison = Pair.Compare(() => Import(source), () => ExternalTool.Run(program, command), rounds: 21, repeat: 5, theirRepeat: 1);
        return Result.Of(comparison) with { Theirs = Result.Text(comparison.Theirs.Milliseconds, Memory.PeakOf(program, command)) };
    }

    private static Result AtSize(Func<int, string> text)
    {
        const int Times = 50;
        using var folder = new TemporaryFolder();
        string small = Source(folder, 1_000, text), large = Source(folder, 1_000 * Times, text);
        return Result.Of(Pair.Compare(() => Import(large), () =>
        {
            for (var i = 0; i < Times; i++)
                Import(small);
        }, rounds: 11));
    }

    private static string Source(TemporaryFolder folder, int lines, Func<int, string> text)
    {
        var source = folder.File($"lines{lines}.s");
        File.WriteAllText(source, text(lines / LinesOfBlock));
        return source;
    }

    private static void Import(string source) => Importer.Import(source, new ImportOptions());
}
