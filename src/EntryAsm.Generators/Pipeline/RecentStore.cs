// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators;

/// <summary>
/// What was found out, kept by content. The compiler server lives on from one build to the next, but each build makes its generators and analyzers anew; they find here what
/// earlier ones did. The store is bounded: what was not asked for longest goes first.
/// </summary>
/// <param name="capacity">The sizes of all that is kept, together.</param>
/// <param name="size">What one counts.</param>
internal class RecentStore<TKey, TValue>(int capacity, Func<TKey, TValue, int> size)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> entries = [];
    private readonly LinkedList<(TKey Key, TValue Value)> newest = new();
    private int held;

    public bool TryFind(TKey key, out TValue value)
    {
        lock (entries)
        {
            var isKnown = entries.TryGetValue(key, out var node);
            value = isKnown ? node.Value.Value : default!;
            if (isKnown)
            {
                newest.Remove(node);
                newest.AddFirst(node);
            }

            return isKnown;
        }
    }

    public void Keep(TKey key, TValue value)
    {
        lock (entries)
        {
            if (entries.TryGetValue(key, out var before))
                Forget(before);
            held += size(key, value);
            entries[key] = newest.AddFirst((key, value));
            while (held > capacity)
                Forget(newest.Last!);
        }
    }

    private void Forget(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        held -= size(node.Value.Key, node.Value.Value);
        newest.Remove(node);
        entries.Remove(node.Value.Key);
    }
}
