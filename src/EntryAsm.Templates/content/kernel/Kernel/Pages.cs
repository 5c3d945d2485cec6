// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace MyKernel;

/// <summary>Physical memory, handed out from the kernel's end on, and page tables of four levels.</summary>
internal static unsafe class Pages
{
    public const ulong Size = 4096;

    public const ulong DirectMap = 0xffff_8000_0000_0000, KernelBase = 0xffff_ffff_8000_0000;

    public const ulong Writable = 2, User = 4, NoExecute = 1UL << 63;

    private const ulong Present = 1, AddressMask = 0x000f_ffff_ffff_f000;

    private const int FirstKernelEntry = 256, Entries = 512;

    private static ulong next;

    [RuntimeImport("*", "kernel_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kernel_end();

    /// <summary>Zeroed memory, at its address in the direct map.</summary>
    public static byte* New(ulong bytes, ulong alignment = Size)
    {
        if (next == 0)
            next = (ulong)(delegate*<void>)&kernel_end - KernelBase;
        next = (next + alignment - 1) & ~(alignment - 1);
        var memory = (byte*)(DirectMap + next);
        next += (bytes + Size - 1) & ~(Size - 1);
        for (ulong i = 0; i < bytes; i += 8)
            *(ulong*)(memory + i) = 0;
        return memory;
    }

    public static ulong PhysicalOf(void* address) => (ulong)address >= KernelBase ? (ulong)address - KernelBase : (ulong)address - DirectMap;

    /// <summary>A top table that has of the kernel what another one has.</summary>
    public static ulong* NewSpace(ulong kernelCr3)
    {
        var space = (ulong*)New(Size);
        var kernel = (ulong*)(DirectMap + (kernelCr3 & AddressMask));
        for (var i = FirstKernelEntry; i < Entries; i++)
            space[i] = kernel[i];
        return space;
    }

    public static void Map(ulong* space, ulong address, ulong physical, ulong flags)
    {
        var table = space;
        for (var shift = 39; shift > 12; shift -= 9)
        {
            var entry = &table[address >> shift & 511];
            if ((*entry & Present) == 0)
                *entry = PhysicalOf(New(Size)) | Present | Writable | User;
            table = (ulong*)(DirectMap + (*entry & AddressMask));
        }

        table[address >> 12 & 511] = physical | flags | Present;
    }
}
