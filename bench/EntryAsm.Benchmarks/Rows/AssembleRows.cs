// SPDX-License-Identifier: MIT
namespace EntryAsm.Benchmarks;

/// <summary>From the DSL, run natively, to an object.</summary>
internal static class AssembleRows
{
    public static IEnumerable<Row> All =>
    [
        new("assemble entry_64 at run time, warm", "`Iced.Intel.Encoder` on the same instructions", 4, AgainstIced),
        new("the same", "GNU as, whole process, on our emitted source", 0.1, AgainstGas),
        new("cost of an instruction at 10 times the size", "at 1 time", 1.15, () => AtSize(10)),
        new("cost of an instruction at 100 times the size", "at 1 time", 1.15, () => AtSize(100)),
        new("cost of a branch in a chain of 100,000, each pushing the next", "in a chain of 1,000", 1.2, Chain),
    ];

    private static Result AgainstIced()
    {
        var instructions = Instructions.Of(RepeatedEntry.Once);
        return Result.Of(Pair.Compare(() => new RepeatedEntry(1).Build(), () => Instructions.Encode(instructions), rounds: 40, repeat: 100));
    }

    private static Result AgainstGas()
    {
        using var folder = new TemporaryFolder();
        var source = folder.File("entry.s");
        File.WriteAllText(source, GasWriter.Write(RepeatedEntry.Once));
        string[] arguments = ["--64", source, "-o", folder.File("entry.o")];
        var comparison = Pair.Compare(() => new RepeatedEntry(1).Build(), () => ExternalTool.Run("as", arguments), rounds: 40, repeat: 100, theirRepeat: 5);
        return Result.Of(comparison) with { Theirs = Result.Text(comparison.Theirs.Milliseconds, Memory.PeakOf("as", arguments)) };
    }

    private static Result AtSize(int copies)
    {
        var comparison = Pair.Compare(() => new RepeatedEntry(copies).Build(), () =>
        {
            for (var i = 0; i < copies; i++)
                new RepeatedEntry(1).Build();
        }, rounds: 41, repeat: 5);
        return Result.Of(comparison);
    }

    private static Result Chain() => Result.Of(Pair.Compare(() => new BranchChain(100_000).Build(), () =>
    {
        for (var i = 0; i < 100; i++)
            new BranchChain(1_000).Build();
    }, rounds: 41, repeat: 5));
}
