// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// Pages, stacks, page tables and segments of the kernel.
public sealed partial record KernelConfig
{
    /// <summary><c>CONFIG_PAGE_SHIFT</c>: log2 of the bytes of a page.</summary>
    public int PAGE_SHIFT { get; init; } = 12;

    /// <summary>Bytes of a page.</summary>
    public int PAGE_SIZE => 1 << PAGE_SHIFT;

    /// <summary>By which power of two KASAN enlarges the stacks (asm/page_64_types.h).</summary>
    public int KASAN_STACK_ORDER => Kasan ? 1 : 0;

    /// <summary>Bytes of an exception's stack in the interrupt stack table.</summary>
    public int EXCEPTION_STKSZ => PAGE_SIZE << (1 + KASAN_STACK_ORDER);

    /// <summary>The double fault's stack: one less than its index in the interrupt stack table.</summary>
    public int IST_INDEX_DF { get; init; }

    /// <summary>The NMI's stack: one less than its index in the interrupt stack table.</summary>
    public int IST_INDEX_NMI { get; init; } = 1;

    /// <summary>The debug exception's stack: one less than its index in the interrupt stack table.</summary>
    public int IST_INDEX_DB { get; init; } = 2;

    /// <summary>The machine check's stack: one less than its index in the interrupt stack table.</summary>
    public int IST_INDEX_MCE { get; init; } = 3;

    /// <summary>The stack of #VC: one less than its index in the interrupt stack table.</summary>
    public int IST_INDEX_VC { get; init; } = 4;

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

    /// <summary>The selector whose segment's limit holds the numbers of processor and node, with its privilege level.</summary>
    public int CPUNODE_SEG { get; init; } = 0x7b;
}
