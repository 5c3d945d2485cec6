// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Collections.Immutable;

namespace EntryAsm.Primitives;

/// <summary>A growing array that borrows its memory: what an assembly needs only until its object is made.</summary>
/// <remarks>A field of this type must not be readonly. Without <see cref="Release"/> the memory is left to the garbage collector.</remarks>
internal struct PooledList<T>
{
    /// <summary>References left in returned memory would keep their objects alive.</summary>
#if NET
    private static readonly bool MustClear = System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>();
#else
    private static readonly bool MustClear = !typeof(T).IsPrimitive;
#endif

    private const int MinimumLength = 64;

    /// <summary>
    /// By how much a full list grows. Memory at its end that nobody touches is never provided by the system; moving megabytes from array to array is what
    /// costs a large module time.
    /// </summary>
    private const int Growth = 16;

    /// <summary>From so many items on a list grows by less, lest it take addresses by the gigabyte.</summary>
    private const int LargeCount = 1 << 18;
    private const int LargeGrowth = 4;

    private T[]? buffer;
    private int count;

    public readonly int Count => count;

    public readonly Span<T> Items => buffer.AsSpan(0, count);

    /// <summary>The array itself, which may be longer than the items; good until the next one is added.</summary>
    public readonly T[] Buffer => buffer ?? [];

    public readonly ref T this[int index] => ref buffer![index];

    public void Add(in T item)
    {
        var (items, index) = (buffer, count);
        if (items is null || (uint)index >= (uint)items.Length)
            items = Grow(checked(index + 1));
        items[index] = item;
        count = index + 1;
    }

    /// <summary>One more item, empty, to be written where it stays: a large one built elsewhere and copied takes twice as long.</summary>
    public ref T AddEmpty()
    {
        var (items, index) = (buffer, count);
        if (items is null || (uint)index >= (uint)items.Length)
            items = Grow(checked(index + 1));
        count = index + 1;
        ref T added = ref items[index];
        added = default!;
        return ref added;
    }

    /// <summary>Space for more items; the caller fills it.</summary>
    public Span<T> Append(int added)
    {
        var appended = Reserve(added);
        count += added;
        return appended;
    }

    /// <summary>Space for up to so many more items, of which <see cref="Commit"/> says how many count.</summary>
    public Span<T> Reserve(int most)
    {
        var items = buffer;
        if (items is null || most > items.Length - count)
            items = Grow(checked(count + most));
        return items.AsSpan(count, most);
    }

    /// <inheritdoc cref="Reserve"/>
    public void Commit(int used) => count += used;

    /// <summary>Forgets the items and keeps the memory, for items without references.</summary>
    public void Clear() => count = 0;

    /// <summary>The items for good; the memory is given back.</summary>
    public ImmutableArray<T> MoveToImmutable()
    {
        var items = ResultArray.Uninitialized<T>(count);
        Items.CopyTo(items);
        Release();
        return ResultArray.Freeze(items);
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        if (buffer is not null)
            Return(buffer);
        buffer = null;
        count = 0;
    }

    private T[] Grow(int needed)
    {
        var old = buffer;
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, Math.Max(MinimumLength, (count < LargeCount ? Growth : LargeGrowth) * count)));
        buffer = larger;
        if (old is null)
            return larger;
        old.AsSpan(0, count).CopyTo(larger);
        Return(old);
        return larger;
    }

    /// <summary>Clears what was used, not the whole array: most of it may never have been touched.</summary>
    private readonly void Return(T[] borrowed)
    {
        if (MustClear)
            Array.Clear(borrowed, 0, count);
        ArrayPool<T>.Shared.Return(borrowed);
    }
}
