// SPDX-License-Identifier: MIT
namespace EntryAsm.Benchmarks;

/// <summary>Other assemblers on the same instructions. Each is measured on nothing until its bytes are ours.</summary>
internal static class PeerRows
{
    /// <summary>How often a library assembles the smaller program in one sample; the larger one, a hundredth as often.</summary>
    private const int LibraryRepeats = 500;

    private static readonly (string Name, int Instructions)[] Sizes = [("1,000 instructions", 1_000), ("100,000 instructions", 100_000)];

    private static readonly (string Name, Func<int, Result> Measure)[] Peers =
    [
        ("Iced's CodeAssembler", AgainstIced),
        ("AsmJit", AgainstAsmJit),
        ("GNU as, whole process", static blocks => AgainstProgram("as", PeerPrograms.Att(blocks), blocks, static (source, target) => ["--64", source, "-o", target])),
        ("llvm-mc, whole process", static blocks => AgainstProgram("llvm-mc", PeerPrograms.Att(blocks), blocks, LlvmArguments)),
        ("nasm, whole process", static blocks => AgainstProgram("nasm", PeerPrograms.Nasm(blocks), blocks, static (source, target) => ["-f", "elf64", source, "-o", target])),
    ];

    public static IEnumerable<Row> All =>
    [
        .. Sizes.SelectMany(static size => Peers.Select(peer => new Row("peers: " + size.Name, peer.Name, double.PositiveInfinity, () => peer.Measure(PeerPrograms.BlocksOf(size.Instructions))))),
        new("peers: the whole of entry_64", "GNU as, whole process, on our emitted source", double.PositiveInfinity, static () => WholeEntry("as", static (source, target) => ["--64", source, "-o", target])),
        new("peers: the whole of entry_64", "llvm-mc, whole process, on our emitted source", double.PositiveInfinity, static () => WholeEntry("llvm-mc", LlvmArguments)),
    ];

    private static string[] LlvmArguments(string source, string target) => ["-triple=x86_64-linux-gnu", "-filetype=obj", source, "-o", target];

    private static Result AgainstIced(int blocks)
    {
        Same("Iced", PeerPrograms.Iced(blocks), blocks);
        return Result.Of(Pair.Compare(() => PeerPrograms.Ours(blocks), () => PeerPrograms.Iced(blocks), rounds: 31, Repeats(blocks)));
    }

    private static Result AgainstAsmJit(int blocks)
    {
        using var folder = new TemporaryFolder();
        using var asmJit = new AsmJitPeer(folder, blocks);
        Same("AsmJit", asmJit.Bytes, blocks);
        var repeats = Repeats(blocks);
        // One question and answer a sample, so that the way to the program and back does not count.
        var comparison = Pair.Compare(() => OursRepeated(blocks, repeats), () => asmJit.Run(repeats), rounds: 31);
        return new Result(comparison.Ratio, FormattableString.Invariant($"{comparison.Ours.Milliseconds / repeats:0.###} ms"),
            Result.Text(comparison.Theirs.Milliseconds / repeats, asmJit.Peak()));
    }

    private static Result AgainstProgram(string program, string text, int blocks, Func<string, string, string[]> arguments)
    {
        using var folder = new TemporaryFolder();
        var (source, target, code) = (folder.File("source.s"), folder.File("target.o"), folder.File("code.bin"));
        File.WriteAllText(source, text);
        ExternalTool.Run(program, arguments(source, target));
        ExternalTool.Run("objcopy", "-O", "binary", "-j", ".text", target, code);
        Same(program, File.ReadAllBytes(code), blocks);
        return AgainstProgram(program, arguments(source, target), () => PeerPrograms.Ours(blocks), Repeats(blocks));
    }

    private static Result WholeEntry(string program, Func<string, string, string[]> arguments)
    {
        using var folder = new TemporaryFolder();
        var source = folder.File("entry.s");
        File.WriteAllText(source, GasWriter.Write(RepeatedEntry.Once));
        return AgainstProgram(program, arguments(source, folder.File("entry.o")), () => new RepeatedEntry(1).Build(), repeats: 100);
    }

    private static Result AgainstProgram(string program, string[] arguments, Action ours, int repeats)
    {
        var comparison = Pair.Compare(ours, () => ExternalTool.Run(program, arguments), rounds: 21, repeats, theirRepeat: 1);
        return Result.Of(comparison) with { Theirs = Result.Text(comparison.Theirs.Milliseconds, Memory.PeakOf(program, arguments)) };
    }

    private static int Repeats(int blocks) => Math.Max(1, LibraryRepeats * PeerPrograms.BlocksOf(1_000) / blocks);

    private static void OursRepeated(int blocks, int times)
    {
        for (var i = 0; i < times; i++)
            PeerPrograms.Ours(blocks);
    }

    private static void Same(string peer, byte[] theirs, int blocks)
    {
        var ours = PeerPrograms.Ours(blocks).Sections[0].Bytes.Span;
        var same = ours.CommonPrefixLength(theirs);
        if (same < ours.Length || same < theirs.Length)
            throw new InvalidOperationException($"{peer} makes other code than EntryAsm from byte {same} on: {Hex(theirs, same)} for {Hex(ours, same)}");
    }

    private static string Hex(ReadOnlySpan<byte> code, int from) => Convert.ToHexString(code[from..Math.Min(from + 8, code.Length)]);
}
