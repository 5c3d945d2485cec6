// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>
/// The pair of top-level page tables: the kernel's, and in the page after it the user's, which shows of the kernel only what an entry
/// needs before it has switched. Bit 12 of CR3 tells the two apart, so the pair lies on an 8 KiB boundary.
/// </summary>
internal static unsafe class AddressSpace
{
    private const ulong LargePage = 2 << 20;
    private const ulong KernelBytes = 64 << 20;

    private static ulong* kernelTable;
    private static ulong* userTable;

    /// <summary>CR3 while the kernel runs.</summary>
    public static ulong KernelCr3 => Pages.Physical(kernelTable) | KernelPcid;

    /// <summary>The tag of the kernel's translations. The user's is the same with bit 11 set, where the entry code expects it.</summary>
    public static ulong KernelPcid => (Cpu.ReadCr4() & Cpu.Cr4PcidEnable) != 0 ? 1UL : 0;

    /// <summary>Builds the kernel's half and the ring-3 program's pages, and switches to them.</summary>
    public static void Create()
    {
        kernelTable = (ulong*)Pages.Allocate(2, 2 * Layout.PageSize);
        userTable = kernelTable + 512;
        for (ulong offset = 0; offset < KernelBytes; offset += LargePage)
            PageTable.MapLarge(kernelTable, Layout.KernelBase + offset, offset, PageTable.Present | PageTable.Writable);
        PageTable.MapLarge(kernelTable, Layout.LocalApic, Layout.LocalApicPhysical, PageTable.Present | PageTable.Writable | PageTable.CacheDisable | PageTable.NoExecute);
        MapUserProgram();
        Cpu.WriteCr3(KernelCr3);
    }

    /// <summary>Shows kernel pages in the user's tables too, for ring 0 alone.</summary>
    public static void ShowToEntries(ulong start, ulong end, bool writable)
    {
        for (var page = start & ~(ulong)(Layout.PageSize - 1); page < end; page += Layout.PageSize)
            PageTable.Map(userTable, page, page - Layout.KernelBase, writable ? PageTable.Present | PageTable.Writable | PageTable.NoExecute : PageTable.Present);
    }

    /// <summary>Shows kernel code a second time, at the lower 32 bits of its address, for ring 0 alone.</summary>
    public static void ShowAtCutAddress(ulong start, ulong end)
    {
        for (var page = start & ~(ulong)(Layout.PageSize - 1); page < end; page += Layout.PageSize)
        {
            PageTable.Map(kernelTable, (uint)page, page - Layout.KernelBase, PageTable.Present);
            PageTable.Map(userTable, (uint)page, page - Layout.KernelBase, PageTable.Present);
        }
    }

    private static void MapUserProgram()
    {
        for (var page = Symbols.UserLoad; page < Symbols.UserEnd; page += Layout.PageSize)
        {
            var address = Layout.UserBase + page - Symbols.UserLoad;
            MapUser(address, page - Layout.KernelBase, address < Symbols.UserDataStart ? 0 : PageTable.Writable | PageTable.NoExecute);
        }

        MapUser(Layout.UserLocalApic, Layout.LocalApicPhysical, PageTable.Writable | PageTable.CacheDisable | PageTable.NoExecute);
        var gs = (ulong*)Pages.Allocate(1);
        gs[0] = Layout.UserGsMark;
        MapUser(Layout.UserGsBase, Pages.Physical(gs), PageTable.Writable | PageTable.NoExecute);
    }

    private static void MapUser(ulong address, ulong physical, ulong flags)
    {
        PageTable.Map(kernelTable, address, physical, PageTable.Present | PageTable.User | flags);
        PageTable.Map(userTable, address, physical, PageTable.Present | PageTable.User | flags);
    }
}
