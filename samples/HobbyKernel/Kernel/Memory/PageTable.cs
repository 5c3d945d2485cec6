// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Entries of page tables, of four or five levels (Intel SDM vol. 3, 4.5).</summary>
internal static unsafe class PageTable
{
    public const ulong Present = 1;
    public const ulong Writable = 2;
    public const ulong User = 4;
    public const ulong CacheDisable = 16;
    public const ulong Large = 0x80;
    public const ulong NoExecute = 1UL << 63;
    private const ulong AddressMask = 0x000f_ffff_ffff_f000;

    public static int Levels => CpuFeatures.La57 ? 5 : 4;

    /// <summary>Maps one page of 4 KiB, with the tables on the way.</summary>
    public static void Map(ulong* top, ulong address, ulong physical, ulong flags)
    {
        var table = top;
        for (var level = Levels; level > 1; level--)
            table = Next(table, Index(address, level));
        table[Index(address, 1)] = physical | flags;
    }

    /// <summary>Maps one page of 2 MiB.</summary>
    public static void MapLarge(ulong* top, ulong address, ulong physical, ulong flags)
    {
        var table = top;
        for (var level = Levels; level > 2; level--)
            table = Next(table, Index(address, level));
        table[Index(address, 2)] = physical | flags | Large;
    }

    /// <summary>The table of <paramref name="level"/> - 1 that an address goes through, made if it is not there.</summary>
    private static ulong* Next(ulong* table, int index)
    {
        if ((table[index] & Present) == 0)
            table[index] = Pages.Physical(Pages.Allocate(1)) | Present | Writable | User;
        return (ulong*)Pages.Virtual(table[index] & AddressMask);
    }

    private static int Index(ulong address, int level) => (int)(address >> (12 + 9 * (level - 1))) & 511;
}
