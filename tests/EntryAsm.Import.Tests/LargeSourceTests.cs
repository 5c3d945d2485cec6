// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace EntryAsm.Import.Tests;

/// <summary>Inputs that no person wrote end in one message, in bounded time and memory.</summary>
public sealed class LargeSourceTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.s", "        movq %rax, %rbx\n", 100, "has more than 32 MiB; split it")]
    [InlineData("a.asm", "        mov rax, rbx\n", 100, "has more than 32 MiB; split it")]
    [InlineData("a.o", "\u007fELF", 100, "has more than 32 MiB; split it")]
    [InlineData("b.s", "\n", 31, "has more than 2,000,000 lines; split it")]
    [InlineData("c.s", " ", 31, "c.s(1): the line is longer than 1 MiB; split it")]
    [InlineData("d.asm", "(", 8, "d.asm(1): the line is longer than 1 MiB; split it")]
    public void EndInOneMessage(string name, string unit, int megabytes, string reason)
    {
        var path = folder[name];
        Fill(path, unit, megabytes * (long)Megabyte);
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = Assert.Throws<ImportException>(() => Importer.Import(path, new ImportOptions()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512L * Megabyte);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        Assert.EndsWith(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [NeedsTools("cat")]
    public void APreprocessorMayNotPrintWithoutEnd()
    {
        Fill(folder["a.s"], "        nop\n", 40 * Megabyte);
        var failure = Assert.Throws<ImportException>(() => Importer.Import(folder["a.s"], new ImportOptions { Preprocessor = "cat" }));
        Assert.Equal("'cat' prints more than 32 MiB; split the source", failure.Message);
    }

    private static void Fill(string path, string unit, long length)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(unit, Megabyte / unit.Length)));
        using var stream = File.Create(path);
        for (var written = 0L; written < length; written += bytes.Length)
            stream.Write(bytes);
    }
}
