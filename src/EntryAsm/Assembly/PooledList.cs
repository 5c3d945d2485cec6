// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Collections.Immutable;

namespace EntryAsm;

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

    public int Count { get; private set; }

    public readonly Span<T> Items => room.AsSpan(0, Count);

    public readonly ref T this[int index] => ref room![index];

    public void Add(in T item) => Append(1)[0] = item;

    /// <summary>Room for more items; the caller fills it.</summary>
    public Span<T> Append(int count)
    {
        if (room is null || Count + count > room.Length)
            Grow(checked(Count + count));
        var appended = room.AsSpan(Count, count);
        Count += count;
        return appended;
    }

    /// <summary>Room for up to so many more items, of which <see cref="Keep"/> says how many count.</summary>
    public Span<T> Reserve(int most)
    {
        if (room is null || Count + most > room.Length)
            Grow(checked(Count + most));
        return room.AsSpan(Count, most);
    }

    /// <inheritdoc cref="Reserve"/>
    public void Keep(int count) => Count += count;

    /// <summary>The items for good; the room is given back.</summary>
    public ImmutableArray<T> MoveToImmutable()
    {
        var items = ResultArray.Uninitialized<T>(Count);
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
        Count = 0;
    }

    private void Grow(int needed)
    {
        var old = room;
        room = ArrayPool<T>.Shared.Rent(Math.Max(needed, Math.Max(LeastRoom, 4 * Count)));
        if (old is null)
            return;
        old.AsSpan(0, Count).CopyTo(room);
        ArrayPool<T>.Shared.Return(old, MustClear);
    }
}
