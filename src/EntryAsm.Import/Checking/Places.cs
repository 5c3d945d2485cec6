// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Checking;

/// <summary>Places of a section by the item they belong to, so that they can be compared where instructions have other lengths.</summary>
internal sealed class Places
{
    private readonly List<long> starts = [], ends = [];

    public void Add(int start, int end)
    {
        starts.Add(start);
        ends.Add(end);
    }

    /// <summary>The item that a place is in or before, and the distance from its end where it is inside.</summary>
    public (int Item, long FromEnd) At(long place)
    {
        var index = starts.BinarySearch(place);
        if (index >= 0)
            return (index, 0);
        var before = ~index - 1;
        return before >= 0 && place < ends[before] ? (before, place - ends[before]) : (~index, 0);
    }
}
