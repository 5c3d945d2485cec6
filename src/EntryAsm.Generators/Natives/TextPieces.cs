// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Text;

namespace EntryAsm.Generators.Natives;

/// <summary>
/// How many chunks a <see cref="StringBuilder"/> has at most. It keeps its text in a list of them: finding a place walks the list, and replacing with something longer does so for each
/// chunk, so that a few calls can take minutes.
/// </summary>
internal sealed class TextPieces
{
    /// <summary>Characters in the chunks that appending makes, once there are a few.</summary>
    private const int ChunkLength = 8_000, FewChunks = 16;

    private static readonly ConditionalWeakTable<StringBuilder, TextPieces> Known = new();

    /// <summary>Chunks that came into the middle of the text.</summary>
    private long inserted;

    /// <summary>Counts the walks of a call, and remembers the chunks that it makes.</summary>
    public static void Count(Budget budget, StringBuilder builder, string method, object?[] arguments)
    {
        switch (method)
        {
            case "Replace":
                var chunks = Chunks(builder);
                budget.Work(chunks * chunks / 4);
                if (arguments is [string { Length: > 0 } old, string with, ..] && with.Length > old.Length)
                    Known.GetOrCreateValue(builder).inserted += Occurrences(builder.ToString(), old);
                break;
            case "Insert":
                budget.Work(Chunks(builder));
                Known.GetOrCreateValue(builder).inserted += 2;
                break;
            case "Remove" or "get_Chars" or "set_Chars":
                budget.Work(Chunks(builder) / 4);
                break;
            case "Clear":
                Known.Remove(builder);
                break;
        }
    }

    private static long Chunks(StringBuilder builder) => FewChunks + (builder.Length / ChunkLength) + (Known.TryGetValue(builder, out var known) ? known.inserted : 0);

    private static int Occurrences(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
            count++;
        return count;
    }
}
