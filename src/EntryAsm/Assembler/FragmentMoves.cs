// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

/// <summary>
/// Moves of fragments, noted by block, so that a pass that changes little need not touch all that lies behind. Within the block of the first one the
/// fragments themselves move: sums over blocks are few enough to stay in the cache.
/// </summary>
internal sealed class FragmentMoves
{
    private const int BlockSizeLog2 = 4;
    private const int BlockSize = 1 << BlockSizeLog2;

    private readonly PrefixSums blocks;

    public FragmentMoves(int fragmentCount) => blocks = new PrefixSums((fragmentCount >> BlockSizeLog2) + 1);

    /// <summary>How far a fragment has moved beyond the address it holds.</summary>
    public int Of(int fragment) => blocks.Sum(fragment >> BlockSizeLog2);

    /// <summary>Gives each fragment the address it has moved to.</summary>
    public void Settle(Span<Fragment> fragments)
    {
        var moved = 0;
        for (var i = 0; i < fragments.Length; i++)
        {
            if ((i & (BlockSize - 1)) == 0)
                moved = Of(i);
            fragments[i].Address = checked(fragments[i].Address + moved);
        }
    }

    /// <summary>Moves a fragment and all behind it.</summary>
    public void Add(Span<Fragment> fragments, int first, int bytes)
    {
        var block = (first + BlockSize - 1) >> BlockSizeLog2;
        var end = Math.Min(block << BlockSizeLog2, fragments.Length);
        for (var i = first; i < end; i++)
            fragments[i].Address = checked(fragments[i].Address + bytes);
        if (end < fragments.Length)
            blocks.Add(block, bytes);
    }
}
