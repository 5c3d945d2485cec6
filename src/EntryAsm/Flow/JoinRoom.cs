// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Flow;

/// <summary>Two values that differ between paths, and the new one that both are where these meet.</summary>
/// <param name="Ours">The base of the one.</param>
/// <param name="Theirs">The base of the other.</param>
/// <param name="Distance">By how much their offsets differ.</param>
/// <param name="Joined">The new one.</param>
/// <param name="From">The offset of the first one for which it was made.</param>
internal readonly record struct JoinedPair(int Ours, int Theirs, long Distance, Value Joined, long From);

/// <summary>What lives only while one state joins another: one room for all, used again and again.</summary>
internal sealed class JoinRoom
{
    public SlotList Slots { get; } = new();

    /// <summary>What the values that differ between paths are on the path that comes in.</summary>
    public GrowingArray<(int Base, Value Value)> Bound { get; } = new();

    public GrowingArray<JoinedPair> Pairs { get; } = new();

    public void Clear()
    {
        Bound.Clear();
        Pairs.Clear();
    }

    public Value? StandsFor(int number)
    {
        foreach (var (candidate, value) in Bound.Items)
        {
            if (candidate == number)
                return value;
        }

        return null;
    }
}
