// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// entry_64.S (v5.0), lines 963 to 975 and 1125 to 1144: the exceptions. Vectors, stacks and privilege levels are those of the kernel's idt.c; an entry that a
// hypervisor's code installs while the kernel runs has no vector here.
public abstract partial class LinuxEntry
{
    /// <summary>The exceptions that entry_64.S has before the gs reload.</summary>
    protected void Exceptions()
    {
        idtentry(divide_error, do_divide_error, has_error_code: false, vector: 0);
        idtentry(overflow, do_overflow, has_error_code: false, vector: 4, dpl: 3);
        idtentry(bounds, do_bounds, has_error_code: false, vector: 5);
        idtentry(invalid_op, do_invalid_op, has_error_code: false, vector: 6);
        idtentry(device_not_available, do_device_not_available, has_error_code: false, vector: 7);
        idtentry(double_fault, do_double_fault, has_error_code: true, paranoid: 2, vector: 8, ist: Kernel.DOUBLEFAULT_STACK);
        idtentry(coprocessor_segment_overrun, do_coprocessor_segment_overrun, has_error_code: false, vector: 9);
        idtentry(invalid_TSS, do_invalid_TSS, has_error_code: true, vector: 10);
        idtentry(segment_not_present, do_segment_not_present, has_error_code: true, vector: 11);
        idtentry(spurious_interrupt_bug, do_spurious_interrupt_bug, has_error_code: false, vector: 15);
        idtentry(coprocessor_error, do_coprocessor_error, has_error_code: false, vector: 16);
        idtentry(alignment_check, do_alignment_check, has_error_code: true, vector: 17);
        idtentry(simd_coprocessor_error, do_simd_coprocessor_error, has_error_code: false, vector: 19);
    }

    /// <summary>The exceptions that entry_64.S has after the hypervisors' entries.</summary>
    protected void LateExceptions()
    {
        idtentry(debug, do_debug, has_error_code: false, paranoid: 1, shift_ist: Kernel.DEBUG_STACK, vector: 1, ist: Kernel.DEBUG_STACK);
        idtentry(KernelSymbols.int3, do_int3, has_error_code: false, vector: 3, dpl: 3);
        idtentry(stack_segment, do_stack_segment, has_error_code: true, vector: 12);

        if (Kernel.XenPv)
        {
            idtentry(xennmi, do_nmi, has_error_code: false);
            idtentry(xendebug, do_debug, has_error_code: false);
            idtentry(xenint3, do_int3, has_error_code: false);
        }

        idtentry(general_protection, do_general_protection, has_error_code: true, vector: 13);
        idtentry(page_fault, do_page_fault, has_error_code: true, vector: 14);
        if (Kernel.KvmGuest)
            idtentry(async_page_fault, do_async_page_fault, has_error_code: true);
        if (Kernel.Mce)
            idtentry(machine_check, do_mce, has_error_code: false, paranoid: 1, vector: 18, ist: Kernel.MCE_STACK);
    }
}
