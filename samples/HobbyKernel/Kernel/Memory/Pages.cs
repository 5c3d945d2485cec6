// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Pages behind the kernel's image, given out one after the other and never taken back.</summary>
internal static unsafe class Pages
{
    private static ulong next;

    /// <summary>Zeroed pages at a kernel address.</summary>
    /// <param name="count">How many pages.</param>
    /// <param name="alignment">In bytes, a power of two.</param>
    public static byte* Allocate(int count, ulong alignment = Layout.PageSize)
    {
        if (next == 0)
            next = Symbols.KernelEnd;
        next = (next + alignment - 1) & ~(alignment - 1);
        var pages = (byte*)next;
        var bytes = (ulong)count * Layout.PageSize;
        next += bytes;
        for (ulong i = 0; i < bytes; i += 8)
            *(ulong*)(pages + i) = 0;
        return pages;
    }

    public static ulong Physical(void* address) => (ulong)address - Layout.KernelBase;

    public static void* Virtual(ulong physical) => (void*)(physical + Layout.KernelBase);
}
