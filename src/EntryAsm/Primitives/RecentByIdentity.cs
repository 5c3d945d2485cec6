// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm.Primitives;

/// <summary>
/// What was found last for a string, by which object it is: the compiler makes one object of a literal, and macros name few of them in turns, so
/// comparing references answers nearly every question without looking at a character.
/// </summary>
/// <param name="sizeLog2">The base-2 logarithm of how many are kept.</param>
internal readonly struct RecentByIdentity<T>(int sizeLog2)
{
    private readonly (string? Key, T Value)[] slots = new (string?, T)[1 << sizeLog2];

    /// <summary>The one slot where an answer for <paramref name="key"/> may stand; it may hold another key's.</summary>
    public ref (string? Key, T Value) SlotOf(string key) => ref slots[RuntimeHelpers.GetHashCode(key) & (slots.Length - 1)];
}
