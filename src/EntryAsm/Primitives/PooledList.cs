// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Collections.Immutable;

namespace EntryAsm.Primitives;

/// <summary>A growing array that borrows its room: what an assembly needs only until its object is made.</summary>
/// <remarks>A field of this type must not be readonly. Without <see cref="Release"/> the room is garbage, no more.</remarks>
internal struct PooledList<T>
{
    /// <summary>References left in returned room would keep their objects alive.</summary>
#if NET
    private static readonly bool MustClear = System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>();
#else
    private static readonly bool MustClear = !typeof(T).IsPrimitive;
#endif

    private const int LeastRoom = 64;

    private T[]? room;
    private int count;

    public readonly int Count => count;

    public readonly Span<T> Items => room.AsSpan(0, count);

    /// <summary>The array itself, which may be longer than the items; good until the next one is added.</summary>
    public readonly T[] Room => room ?? [];

    public readonly ref T this[int index] => ref room![index];

    public void Add(in T item)
    {
        var items = room;
        if (items is null || (uint)count >= (uint)items.Length)
            items = Grow(checked(count + 1));
        items[count++] = item;
    }

    /// <summary>Room for more items; the caller fills it.</summary>
    public Span<T> Append(int added)
    {
        var appended = Reserve(added);
        count += added;
        return appended;
    }

    /// <summary>Room for up to so many more items, of which <see cref="Keep"/> says how many count.</summary>
    public Span<T> Reserve(int most)
    {
        var items = room;
        if (items is null || most > items.Length - count)
            items = Grow(checked(count + most));
        return items.AsSpan(count, most);
    }

    /// <inheritdoc cref="Reserve"/>
    public void Keep(int kept) => count += kept;

    /// <summary>The items for good; the room is given back.</summary>
    public ImmutableArray<T> MoveToImmutable()
    {
        var items = ResultArray.Uninitialized<T>(count);
        Items.CopyTo(items);
        Release();
        return ResultArray.Freeze(items);
    }

    /// <summary>Gives the room back.</summary>
    public void Release()
    {
        if (room is not null)
            ArrayPool<T>.Shared.Return(room, MustClear);
        room = null;
        count = 0;
    }

    private T[] Grow(int needed)
    {
        var old = room;
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, Math.Max(LeastRoom, 4 * count)));
        room = larger;
        if (old is null)
            return larger;
        old.AsSpan(0, count).CopyTo(larger);
        ArrayPool<T>.Shared.Return(old, MustClear);
        return larger;
    }
}
