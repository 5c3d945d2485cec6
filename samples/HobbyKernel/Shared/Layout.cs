// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Addresses that entry modules, C# and the linker script agree on.</summary>
internal static class Layout
{
    /// <summary>Where physical address 0 appears in kernel space; the linker script has the same number.</summary>
    public const ulong KernelBase = 0xffffffff_80000000;

    /// <summary>The page-table slot below the kernel: one 2 MiB page for the local APIC.</summary>
    public const ulong LocalApic = 0xffffffff_c0000000;

    /// <summary>The local APIC's registers (Intel SDM vol. 3, 11.4.1).</summary>
    public const ulong LocalApicPhysical = 0xfee00000;

    /// <summary>The ring-3 program; the linker script has the same number.</summary>
    public const int UserBase = 0x400000;

    /// <summary>The local APIC once more, where ring 3 may ask for interrupts itself.</summary>
    public const int UserLocalApic = 0x800000;

    /// <summary>The base of gs in ring 3; its first 8 bytes hold <see cref="UserGsMark"/>.</summary>
    public const int UserGsBase = 0x900000;

    public const ulong UserGsMark = 0x6b72_616d_2d73_6775;

    /// <summary>A ring-3 address that is never mapped.</summary>
    public const int UserUnmapped = 0xa00000;

    /// <summary>A selector of a ring-3 data segment that is not present.</summary>
    public const ushort AbsentUserData = 0x6b;

    /// <summary>How far below the top of its stack rsp is while ring 3 takes a test.</summary>
    public const int UserStackBelowTop = 256;

    /// <summary>By how much a system call moves that stack down, in the test that does.</summary>
    public const int OtherStackBelow = 64;

    public const int PageSize = 4096;
}
