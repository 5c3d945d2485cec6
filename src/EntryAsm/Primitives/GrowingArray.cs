// SPDX-License-Identifier: MIT
namespace EntryAsm.Primitives;

/// <summary>
/// A list and nothing else. At the first use of a List the runtime loads nine types, and of one of values it looks for each method in every image: in a build, which
/// makes each list once, that takes longer than what is done with it.
/// </summary>
internal sealed class GrowingArray<T>
{
    private T[] items = new T[4];

    public int Count { get; private set; }

    /// <summary>Good until the next one is added.</summary>
    public ReadOnlySpan<T> Items => new(items, 0, Count);

    public ref T this[int index] => ref items[index];

    public void Add(in T item)
    {
        if (Count == items.Length)
            Grow();
        items[Count++] = item;
    }

    /// <summary>Takes the last one off.</summary>
    public T Pop() => items[--Count];

    public void Clear() => Count = 0;

    public T[] ToArray()
    {
        var result = new T[Count];
        Array.Copy(items, result, Count);
        return result;
    }

    private void Grow()
    {
        var larger = new T[2 * items.Length];
        Array.Copy(items, larger, Count);
        items = larger;
    }
}
