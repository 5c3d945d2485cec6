// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>A generator of our own (xorshift64*), so that the draw is the same on every runtime.</summary>
internal sealed class Coins(ulong state)
{
    public bool Next() => Below(2) == 1;

    public int Below(int bound)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((state * 0x2545f4914f6cdd1dUL >> 33) % (ulong)bound);
    }
}
