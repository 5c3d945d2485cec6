// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Tests;

/// <summary>Sources cut, mixed and damaged end in a module or in one message, never in another exception. ENTRYASM_IMPORT_ROUNDS sets how many.</summary>
public sealed class DamagedSourceTests
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_IMPORT_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 300;

    [Fact]
    public void EndInOneMessage()
    {
        var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sources")).Order(StringComparer.Ordinal)
            .Select(static path => (Path: path, Text: File.ReadAllText(path, System.Text.Encoding.Latin1))).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var (path, text) = sources[random.Next(sources.Count)];
            var damaged = Damage(text, sources[random.Next(sources.Count)].Text, random);
            try
            {
                Importer.Import(path, damaged.Split('\n'), new ImportOptions { Syntax = path.EndsWith(".asm", StringComparison.Ordinal) ? SourceSyntax.Nasm : SourceSyntax.Att });
            }
            catch (ImportException failure)
            {
                Assert.DoesNotContain('\n', failure.Message);
            }
            catch (Exception failure)
            {
                Assert.Fail("round " + round.ToString(CultureInfo.InvariantCulture) + " of " + Path.GetFileName(path) + ": " + failure + "\n" + damaged);
            }
        }
    }

    private static string Damage(string text, string other, Random random)
    {
        for (var times = random.Next(1, 6); times > 0 && text.Length > 2; times--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 40), text.Length - at);
            text = random.Next(7) switch
            {
                0 => text[..at],
                1 => text.Remove(at, length),
                2 => text.Insert(at, ((char)random.Next(1, 256)).ToString()),
                3 => text.Insert(at, other.Substring(random.Next(Math.Max(1, other.Length - 40)), Math.Min(40, other.Length))),
                4 => text.Insert(at, "()[]{}\"'%$,:;\\&<>+-*/.0x"[random.Next(24)].ToString()),
                5 => text.Insert(at, text.Substring(at, length)),
                _ => text.Insert(at, "\n.rept " + random.Next(-5, 1 << 30).ToString(CultureInfo.InvariantCulture) + "\n"),
            };
        }

        return text;
    }
}
