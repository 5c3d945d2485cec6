// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// The table of contents: every routine, in the order of entry_64.S.
public abstract partial class LinuxEntry
{
    /// <summary>All of entry_64 for the configuration, in <c>.entry.text</c> and the sections it adds to.</summary>
    protected void WholeEntry64()
    {
        section(".entry.text", "ax");
        if (Kernel.Paravirt)
            NativeUsergsSysret64();
        EntrySyscall64();
        SwitchToAsm();
        RetFromFork();
        IrqEntriesStart();
        InterruptEntry();
        CommonInterrupt();
        ApicInterrupts();
        Exceptions();
        NativeLoadGsIndex();
        DoSoftirqOwnStack();
        if (Kernel.XenPv)
            XenCallbacks();
        if (Kernel.XenPvhvm)
            XenInterrupt();
        if (Kernel.HyperV)
            HyperVInterrupts();
        LateExceptions();
        ParanoidEntry();
        ParanoidExit();
        ErrorEntry();
        ErrorExit();
        Nmi();
        IgnoreSysret();
        RewindStackDoExit();
    }
}
