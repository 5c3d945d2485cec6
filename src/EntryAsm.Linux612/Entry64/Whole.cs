// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: the table of contents, in the kernel's order.
public abstract partial class LinuxEntry
{
    /// <summary>All of entry_64 for the configuration, in <c>.entry.text</c> and the sections it adds to.</summary>
    protected void WholeEntry64()
    {
        section(".entry.text", "ax");
        EntrySyscall64();
        SwitchToAsm();
        RetFromForkAsm();
        XenErrorEntry();
        IrqEntries();
        CommonInterruptReturn();
        AsmLoadGsIndex();
        if (Kernel.XenPv)
            XenCallbacks();
        ParanoidEntry();
        ParanoidExit();
        ErrorEntry();
        ErrorReturn();
        Nmi();
        EntrySyscall32Ignore();
        RewindStackAndMakeDead();
        ClearBhbLoop();
    }

    /// <summary>The entries of exceptions and interrupts, between the two symbols that tell a stack trace where they are.</summary>
    protected void IrqEntries()
    {
        __ALIGN();
        GLOBAL(__irqentry_text_start);
        IrqEntriesStart();
        if (Kernel.LocalApic)
            SpuriousEntriesStart();
        Exceptions();
        Interrupts();
        __ALIGN();
        GLOBAL(__irqentry_text_end);
        ANNOTATE_NOENDBR();
    }
}
