// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// Pages, stacks, page tables and segments of the kernel.
public sealed partial record KernelConfig
{
    /// <summary>log2 of the bytes of a page.</summary>
    public int PAGE_SHIFT { get; init; } = 12;

    /// <summary>Bytes of a page.</summary>
    public int PAGE_SIZE => 1 << PAGE_SHIFT;

    /// <summary>By which power of two KASAN enlarges the stacks (asm/page_64_types.h).</summary>
    public int KASAN_STACK_ORDER => KasanExtra ? 2 : Kasan ? 1 : 0;

    /// <summary>Bytes of an interrupt stack.</summary>
    public int IRQ_STACK_SIZE => PAGE_SIZE << (2 + KASAN_STACK_ORDER);

    /// <summary>Bytes of an exception's stack in the interrupt stack table.</summary>
    public int EXCEPTION_STKSZ => PAGE_SIZE << KASAN_STACK_ORDER;

    /// <summary>Index of the double fault's stack in the interrupt stack table, 1 to 7.</summary>
    public int DOUBLEFAULT_STACK { get; init; } = 1;

    /// <summary>Index of the NMI's stack in the interrupt stack table, 1 to 7.</summary>
    public int NMI_STACK { get; init; } = 2;

    /// <summary>Index of the debug exception's stack in the interrupt stack table, 1 to 7.</summary>
    public int DEBUG_STACK { get; init; } = 3;

    /// <summary>Index of the machine check's stack in the interrupt stack table, 1 to 7.</summary>
    public int MCE_STACK { get; init; } = 4;

    /// <summary>Bits of a user address without five-level paging.</summary>
    public int VIRTUAL_MASK_SHIFT { get; init; } = 47;

    /// <summary>The bit of CR3 that keeps translations of the context switched to.</summary>
    public int X86_CR3_PCID_NOFLUSH_BIT { get; init; } = 63;

    /// <summary>The bit of CR3 that tells a user context number from its kernel twin.</summary>
    public int X86_CR3_PTI_PCID_USER_BIT { get; init; } = 11;

    /// <summary>Code selector of the kernel.</summary>
    public int KERNEL_CS { get; init; } = 0x10;

    /// <summary>Data selector of the kernel.</summary>
    public int KERNEL_DS { get; init; } = 0x18;

    /// <summary>32-bit code selector of user mode, with its privilege level.</summary>
    public int USER32_CS { get; init; } = 0x23;

    /// <summary>Data selector of user mode, with its privilege level.</summary>
    public int USER_DS { get; init; } = 0x2b;

    /// <summary>64-bit code selector of user mode, with its privilege level.</summary>
    public int USER_CS { get; init; } = 0x33;
}
