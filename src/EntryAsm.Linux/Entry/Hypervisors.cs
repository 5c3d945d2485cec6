// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 1108 to 1123: vectors over which a hypervisor calls its guest. The kernel installs their gates when it knows the hypervisor.
public abstract partial class LinuxEntry
{
    /// <summary>The vector of a hardware-virtualised guest of Xen.</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The kernel is no such guest: <see cref="KernelConfig.XenPvhvm"/> is not set.</exception>
    protected void XenInterrupt([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Require(Kernel.XenPvhvm, nameof(XenInterrupt), nameof(KernelConfig.XenPvhvm), Kconfig.XenPvhvm, file, line);
        apicinterrupt3(Kernel.HYPERVISOR_CALLBACK_VECTOR, xen_hvm_callback_vector, xen_evtchn_do_upcall, fixedGate: false);
    }

    /// <summary>The vectors of a guest of Hyper-V.</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The kernel is no such guest: <see cref="KernelConfig.HyperV"/> is not set.</exception>
    protected void HyperVInterrupts([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Require(Kernel.HyperV, nameof(HyperVInterrupts), nameof(KernelConfig.HyperV), Kconfig.HyperV, file, line);
        apicinterrupt3(Kernel.HYPERVISOR_CALLBACK_VECTOR, hyperv_callback_vector, hyperv_vector_handler, fixedGate: false);
        apicinterrupt3(Kernel.HYPERV_REENLIGHTENMENT_VECTOR, hyperv_reenlightenment_vector, hyperv_reenlightenment_intr, fixedGate: false);
        apicinterrupt3(Kernel.HYPERV_STIMER0_VECTOR, hv_stimer0_callback_vector, hv_stimer0_vector_handler, fixedGate: false);
    }
}
