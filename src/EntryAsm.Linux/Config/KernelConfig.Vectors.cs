// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// Interrupt vectors as asm/irq_vectors.h of the era deals them out.
public sealed partial record KernelConfig
{
    /// <summary>Vectors there are.</summary>
    public int NR_VECTORS { get; init; } = 256;

    /// <summary>The vector of system calls of 32-bit programs: <c>int $0x80</c>.</summary>
    public int IA32_SYSCALL_VECTOR { get; init; } = 0x80;

    /// <summary>The first vector a device may have; those below are the processor's exceptions.</summary>
    public int FIRST_EXTERNAL_VECTOR { get; init; } = 0x20;

    /// <summary>Frees a vector an interrupt has moved away from; the lowest of all, so that it waits for the others.</summary>
    public int IRQ_MOVE_CLEANUP_VECTOR { get; init; } = 0x20;

    /// <summary>The local APIC's timer.</summary>
    public int LOCAL_TIMER_VECTOR { get; init; } = 0xec;

    /// <summary>Hyper-V's synthetic timer 0 in direct mode.</summary>
    public int HYPERV_STIMER0_VECTOR { get; init; } = 0xed;

    /// <summary>Hyper-V moved the guest to a host with another clock.</summary>
    public int HYPERV_REENLIGHTENMENT_VECTOR { get; init; } = 0xee;

    /// <summary>A posted interrupt for a guest of a guest.</summary>
    public int POSTED_INTR_NESTED_VECTOR { get; init; } = 0xf0;

    /// <summary>Wakes a virtual processor that has a posted interrupt.</summary>
    public int POSTED_INTR_WAKEUP_VECTOR { get; init; } = 0xf1;

    /// <summary>A posted interrupt for a running guest.</summary>
    public int POSTED_INTR_VECTOR { get; init; } = 0xf2;

    /// <summary>The hypervisor has events for its guest.</summary>
    public int HYPERVISOR_CALLBACK_VECTOR { get; init; } = 0xf3;

    /// <summary>AMD: an error was deferred.</summary>
    public int DEFERRED_ERROR_VECTOR { get; init; } = 0xf4;

    /// <summary>SGI UV: a message of the broadcast assist unit.</summary>
    public int UV_BAU_MESSAGE { get; init; } = 0xf5;

    /// <summary>Runs queued work on this processor.</summary>
    public int IRQ_WORK_VECTOR { get; init; } = 0xf6;

    /// <summary>Between processors, for the platform's own use.</summary>
    public int X86_PLATFORM_IPI_VECTOR { get; init; } = 0xf7;

    /// <summary>Stops this processor.</summary>
    public int REBOOT_VECTOR { get; init; } = 0xf8;

    /// <summary>AMD: an error counter reached its threshold.</summary>
    public int THRESHOLD_APIC_VECTOR { get; init; } = 0xf9;

    /// <summary>The processor's temperature crossed a threshold.</summary>
    public int THERMAL_APIC_VECTOR { get; init; } = 0xfa;

    /// <summary>Calls a function on one processor.</summary>
    public int CALL_FUNCTION_SINGLE_VECTOR { get; init; } = 0xfb;

    /// <summary>Calls a function on several processors.</summary>
    public int CALL_FUNCTION_VECTOR { get; init; } = 0xfc;

    /// <summary>Asks a processor to reschedule.</summary>
    public int RESCHEDULE_VECTOR { get; init; } = 0xfd;

    /// <summary>The local APIC found an error.</summary>
    public int ERROR_APIC_VECTOR { get; init; } = 0xfe;

    /// <summary>The local APIC withdrew an interrupt.</summary>
    public int SPURIOUS_APIC_VECTOR { get; init; } = 0xff;

    /// <summary>The first vector of the system's own; devices have those below.</summary>
    public int FIRST_SYSTEM_VECTOR => LocalApic ? LOCAL_TIMER_VECTOR : NR_VECTORS;
}
