// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators;

/// <summary>
/// What modules became, kept by content. The compiler server lives on from one build to the next, but each build makes a new generator; that generator finds here what
/// an earlier one evaluated. The store is bounded: what was not asked for longest goes first.
/// </summary>
internal sealed class OutputStore(int characters)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, EvaluatedModule Module)>> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, EvaluatedModule Module)> newest = new();
    private int held;

    /// <summary>For all compilations of this process: 32 MiB of text, some forty times all of entry_64.</summary>
    public static OutputStore OfProcess { get; } = new(16 << 20);

    /// <summary>What the module with this key became when it was last evaluated; the caller looks whether it still holds.</summary>
    public EvaluatedModule? Find(string key)
    {
        lock (entries)
        {
            if (!entries.TryGetValue(key, out var node))
                return null;
            newest.Remove(node);
            newest.AddFirst(node);
            return node.Value.Module;
        }
    }

    public void Keep(string key, EvaluatedModule module)
    {
        lock (entries)
        {
            if (entries.TryGetValue(key, out var before))
                Forget(before);
            held += module.Output.Source.Length;
            entries[key] = newest.AddFirst((key, module));
            while (held > characters)
                Forget(newest.Last!);
        }
    }

    private void Forget(LinkedListNode<(string Key, EvaluatedModule Module)> node)
    {
        held -= node.Value.Module.Output.Source.Length;
        newest.Remove(node);
        entries.Remove(node.Value.Key);
    }
}
