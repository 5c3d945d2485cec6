// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// Seed lines 1108 to 1123: vectors over which a hypervisor calls its guest. The kernel installs their gates when it knows the hypervisor.
public abstract partial class LinuxEntry
{
    /// <summary>The vectors of Xen, under <see cref="KernelConfig.XenPvhvm"/>, and of Hyper-V, under <see cref="KernelConfig.HyperV"/>.</summary>
    protected void HypervisorInterrupts()
    {
        if (Kernel.XenPvhvm)
            apicinterrupt3(Kernel.HYPERVISOR_CALLBACK_VECTOR, xen_hvm_callback_vector, xen_evtchn_do_upcall, fixedGate: false);

        if (Kernel.HyperV)
        {
            apicinterrupt3(Kernel.HYPERVISOR_CALLBACK_VECTOR, hyperv_callback_vector, hyperv_vector_handler, fixedGate: false);
            apicinterrupt3(Kernel.HYPERV_REENLIGHTENMENT_VECTOR, hyperv_reenlightenment_vector, hyperv_reenlightenment_intr, fixedGate: false);
            apicinterrupt3(Kernel.HYPERV_STIMER0_VECTOR, hv_stimer0_callback_vector, hv_stimer0_vector_handler, fixedGate: false);
        }
    }
}
