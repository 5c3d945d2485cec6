// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace EntryAsm.Tool.Tests;

/// <summary>
/// Damaged copies of a good object, and some of an assembly and a listing, through what the commands do: each is understood or refused in one line, never more, never less.
/// <c>ENTRYASM_DAMAGED=100000 dotnet test tests/EntryAsm.Tool.Tests -c Release --filter CorruptedObjectTests</c> makes that many instead of 15,000.
/// </summary>
public sealed class CorruptedObjectTests
{
    private static readonly int Copies = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_DAMAGED"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 15_000;

    private static readonly byte[] Good = ElfWriter.Write(new Kernel().Build());
    private static readonly Input GoodInput = Input.Decode("good.o", Good);

    [Fact]
    public void Objects() => AreRefusedInOneLineOrUnderstood(Good, Copies);

    [Fact]
    public void Assemblies() => AreRefusedInOneLineOrUnderstood(TestAssembly.Of(GoodInput.Modules[0].Object), Copies / 10);

    [Fact]
    public void Listings() => AreRefusedInOneLineOrUnderstood(System.Text.Encoding.UTF8.GetBytes(GoodInput.Modules[0].Text(isAbsolute: false)), Copies / 10);

    private static void AreRefusedInOneLineOrUnderstood(byte[] good, int copies)
    {
        var failures = new ConcurrentBag<string>();
        var understood = 0;
        Parallel.For(0, copies, seed =>
        {
            var copy = Damage(good, seed);
            try
            {
                Use(Input.Decode("bad", copy), seed);
                Interlocked.Increment(ref understood);
            }
            catch (Exception refusal) when (refusal is ToolException or EntryAsmException)
            {
                if (refusal.Message.Contains('\n', StringComparison.Ordinal))
                    failures.Add($"seed {seed}: {refusal.Message}");
            }
            catch (Exception crash)
            {
                failures.Add($"seed {seed}: {crash}");
            }
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} of {copies}, such as: {failures.FirstOrDefault()}");
        Assert.InRange(understood, copies / 100, copies * 99 / 100); // some damage is harmless, most is not
    }

    /// <summary>What one of the commands does with an input.</summary>
    private static void Use(Input input, int seed)
    {
        switch (seed % 10)
        {
            case 0:
                MarkdownReport.Write("good.o", "bad.o", InputComparison.Compare(GoodInput, input));
                break;
            case 1 or 2:
                CHeader.Write(new HeaderModel(input.Modules[0].Object));
                break;
            case 3 or 4:
                GasWriter.Write(input.Modules[0].Object);
                ElfWriter.Write(input.Modules[0].Object);
                break;
            case 5:
                new RoutineReport(new Terminal(TextWriter.Null, TextWriter.Null, useColour: false)).Write(input, "entry_SYSCALL_64");
                break;
            default:
                input.Modules[0].Text(isAbsolute: true);
                break;
        }
    }

    /// <summary>One to four bytes set to anything, a range zeroed or repeated, or the end cut off.</summary>
    private static byte[] Damage(byte[] good, int seed)
    {
        var random = new Random(seed);
        var copy = (byte[])good.Clone();
        switch (random.Next(8))
        {
            case 0:
                return copy[..random.Next(copy.Length)];
            case 1:
                var start = random.Next(copy.Length);
                copy.AsSpan(start, random.Next(Math.Min(64, copy.Length - start) + 1)).Clear();
                return copy;
            case 2:
                var (from, to) = (random.Next(copy.Length - 16), random.Next(copy.Length - 16));
                good.AsSpan(from, 16).CopyTo(copy.AsSpan(to));
                return copy;
            case 3:
                copy.AsSpan(random.Next(copy.Length - 8), 8).Fill(0xff);
                return copy;
            default:
                for (var i = random.Next(1, 5); i > 0; i--)
                    copy[random.Next(copy.Length)] = (byte)random.Next(256);
                return copy;
        }
    }
}
