// SPDX-License-Identifier: MIT
namespace EntryAsm.Primitives;

/// <summary>Sums of the first elements of a sequence that changes: adding and asking take time logarithmic in its length (a Fenwick tree).</summary>
internal sealed class PrefixSums
{
    private readonly int[] tree;

    public PrefixSums(int count) => tree = new int[count + 1];

    /// <summary>Adds to the element at <paramref name="index"/> and so to every sum from there on.</summary>
    public void Add(int index, int value)
    {
        for (var i = index + 1; i < tree.Length; i += i & -i)
            tree[i] = checked(tree[i] + value);
    }

    /// <summary>The sum of the elements up to and including <paramref name="index"/>.</summary>
    public int Sum(int index)
    {
        var sum = 0;
        for (var i = index + 1; i > 0; i -= i & -i)
            sum += tree[i];
        return sum;
    }
}
