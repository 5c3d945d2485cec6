// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.DebugData;

/// <summary>Bytes of a routine that one call of a macro wrote, and the calls inside.</summary>
/// <param name="Call">Index of the call.</param>
/// <param name="Start">Offset in the section.</param>
/// <param name="End">The offset after.</param>
/// <param name="Inner">The calls that it made.</param>
internal sealed record MacroNode(int Call, int Start, int End, List<MacroNode> Inner);

/// <summary>The macro calls of routines, as a debugger shows inlined functions.</summary>
internal sealed class MacroTree(EntryExpansions expansions)
{
    private readonly ImmutableArray<ExpandedStretch> stretches = expansions.Stretches;

    /// <summary>The calls within a routine. A method without parameters that wrote all of it is the routine itself.</summary>
    public List<MacroNode> Of(Routine routine)
    {
        long start = routine.Symbol.Value, end = start + routine.Size;
        var parts = new GrowingArray<(int Start, int End, int[] Path)>();
        for (var i = First(routine.Symbol.Section, start); i < stretches.Length && stretches[i].Section == routine.Symbol.Section && stretches[i].Start < end; i++)
            parts.Add(((int)Math.Max(start, stretches[i].Start), (int)Math.Min(end, stretches[i].End), Path(stretches[i].Expansion)));
        var shared = 0;
        while (parts.Count != 0 && shared < parts[0].Path.Length && !expansions.Calls[parts[0].Path[shared]].HasParameters
            && IsShared(parts, shared))
            shared++;
        return Nodes(parts, 0, parts.Count, shared);
    }

    /// <summary>Whether the same call is at one depth of all.</summary>
    private static bool IsShared(GrowingArray<(int Start, int End, int[] Path)> parts, int depth)
    {
        foreach (var (_, _, path) in parts.Items)
        {
            if (path.Length <= depth || path[depth] != parts[0].Path[depth])
                return false;
        }

        return true;
    }

    private static List<MacroNode> Nodes(GrowingArray<(int Start, int End, int[] Path)> parts, int from, int to, int depth)
    {
        var result = new List<MacroNode>();
        for (var i = from; i < to;)
        {
            var next = i + 1;
            if (parts[i].Path.Length > depth)
            {
                var call = parts[i].Path[depth];
                while (next < to && parts[next].Path.Length > depth && parts[next].Path[depth] == call && parts[next].Start == parts[next - 1].End)
                    next++;
                result.Add(new MacroNode(call, parts[i].Start, parts[next - 1].End, Nodes(parts, i, next, depth + 1)));
            }

            i = next;
        }

        return result;
    }

    /// <summary>The first stretch that ends after an offset.</summary>
    private int First(int section, long offset)
    {
        int low = 0, high = stretches.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (stretches[middle].Section < section || stretches[middle].Section == section && stretches[middle].End <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>From the outermost call to the one given.</summary>
    private int[] Path(int call)
    {
        var depth = 0;
        for (var outer = call; outer != EntryExpansion.Module; outer = expansions.Calls[outer].Parent)
            depth++;
        var path = new int[depth];
        for (; depth > 0; call = expansions.Calls[call].Parent)
            path[--depth] = call;
        return path;
    }
}
