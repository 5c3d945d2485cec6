// SPDX-License-Identifier: MIT
namespace EntryAsm.Report.Model;

/// <summary>Numbers things in the order in which they are first used.</summary>
internal sealed class Interned<T>(IEqualityComparer<T>? comparer = null)
    where T : notnull
{
    private readonly Dictionary<T, int> numbers = new(comparer);

    public List<T> All { get; } = [];

    public int this[T thing]
    {
        get
        {
            if (numbers.TryGetValue(thing, out var number))
                return number;
            numbers.Add(thing, All.Count);
            All.Add(thing);
            return All.Count - 1;
        }
    }
}
