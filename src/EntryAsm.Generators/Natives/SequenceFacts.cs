// SPDX-License-Identifier: MIT
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EntryAsm.Generators.Natives;

/// <summary>
/// How many elements a sequence has at most and how many are stacked in it, as far as .NET makes them by itself: what calls the author for each element counts there. A sequence
/// is never replaced by another, since what .NET does with it depends on its type.
/// </summary>
internal sealed class SequenceFacts
{
    private const int MaxDepth = 10_000;

    private static readonly ConditionalWeakTable<object, SequenceFacts> Known = new();

    /// <summary>What looks at elements without handing them on or calling anybody.</summary>
    private static readonly HashSet<string> Skipping = new(StringComparer.Ordinal) { "OfType", "Distinct", "Except", "Intersect", "Union", "Skip", "SkipLast", "TakeLast", "Reverse", "Order", "OrderDescending" };

    private SequenceFacts(long length, int depth, bool skips)
    {
        Length = length;
        Depth = depth;
        Skips = skips;
    }

    public long Length { get; }

    public int Depth { get; }

    /// <summary>True when one step may look at many elements.</summary>
    public bool Skips { get; }

    /// <summary>What walking it costs.</summary>
    public long Steps => Length * (4 + Depth);

    /// <summary>Elements at most.</summary>
    public static long LengthOf(object? sequence) => sequence is not null && Known.TryGetValue(sequence, out var facts) ? facts.Length : ElementCounts.Of(sequence) ?? 0;

    public static SequenceFacts? Of(object? sequence) => sequence is not null && Known.TryGetValue(sequence, out var facts) ? facts : null;

    /// <summary>Remembers of what stands in one sequence how many others it goes through for each element.</summary>
    public static void NoteEnumerator(object? sequence, object enumerator)
    {
        if (Of(sequence) is { } facts && !Known.TryGetValue(enumerator, out _))
            Known.Add(enumerator, facts);
    }

    /// <summary>Remembers what a lazy operator gave.</summary>
    public static void Note(Budget budget, MethodBase method, object?[] arguments, object result)
    {
        long length = 0;
        var depth = 0;
        var skips = Skipping.Contains(method.Name);
        foreach (var argument in arguments)
        {
            if (argument is not IEnumerable)
                continue;
            length += LengthOf(argument);
            if (Of(argument) is { } inner)
                (depth, skips) = (Math.Max(depth, inner.Depth), skips || inner.Skips);
        }

        if (method.Name is "Range" or "Repeat" && arguments is [_, int count])
            length = Math.Max(count, 0);
        if (method.Name == "Take" && arguments is [_, int taken])
            length = Math.Min(length, Math.Max(taken, 0));
        if (++depth > MaxDepth)
            throw budget.Stop(new EvaluationStop(Descriptors.TooDeep, Budget.Grouped(MaxDepth)));
        if (!Known.TryGetValue(result, out _))
            Known.Add(result, new SequenceFacts(length, depth, skips));
    }
}
