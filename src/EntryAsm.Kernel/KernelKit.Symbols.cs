// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// Everything the kit defines for others. A routine that a module does not write is looked for in other objects.
public abstract partial class KernelKit
{
    /// <summary>256 stubs of 16 bytes, one a vector.</summary>
    public static readonly Symbol kit_stubs = Local();

    /// <summary>The common part of the stubs.</summary>
    public static readonly Symbol kit_interrupt = Global();

    /// <summary>Leaves by the <see cref="TrapFrame"/> that rsp points at, with the kernel's GS base and page tables: to ring 3 or to the kernel, as its cs says.</summary>
    public static readonly Symbol kit_leave_trap = Global();

    /// <summary>The last part of <see cref="kit_leave_trap"/>: to ring 3, with nothing left to be done for it.</summary>
    public static readonly Symbol kit_leave_to_user = Global();

    /// <summary>The IRETQ to ring 3: where a bad frame faults.</summary>
    public static readonly Symbol kit_user_iretq = Global();

    /// <summary>The IRETQ of NMIs.</summary>
    public static readonly Symbol kit_nmi_iretq = Global();

    /// <summary>Vector 2.</summary>
    public static readonly Symbol kit_nmi = Global();

    /// <summary>Where SYSCALL leads (IA32_LSTAR).</summary>
    public static readonly Symbol kit_syscall = Global();

    /// <summary><c>void kit_enter_user(TrapFrame *)</c>: goes to ring 3 and does not come back.</summary>
    public static readonly Symbol kit_enter_user = Global();

    /// <summary><c>ThreadContext *kit_switch(ThreadContext *from, ThreadContext *to)</c>: returns, in the thread that is switched to, the one that ran before. Interrupts are off.</summary>
    public static readonly Symbol kit_switch = Global();

    /// <summary><c>void kit_new_thread(ThreadContext *, void *stack_top, void (*function)(void *), void *argument)</c>: makes a thread that runs a function, which must not return.</summary>
    public static readonly Symbol kit_new_thread = Global();

    /// <summary><c>void kit_new_user_thread(ThreadContext *, void *stack_top, const TrapFrame *)</c>: makes a thread that goes to ring 3 by a copy of a frame, as after a fork.</summary>
    public static readonly Symbol kit_new_user_thread = Global();

    /// <summary>Where a new thread begins.</summary>
    public static readonly Symbol kit_thread_begins = Global();

    /// <summary>Where a thread that is to go to ring 3 begins.</summary>
    public static readonly Symbol kit_user_thread_begins = Global();

    /// <summary><c>void kit_prepare_vectors(void *area)</c>: makes 576 zero bytes what a thread's registers are restored from at first.</summary>
    public static readonly Symbol kit_prepare_vectors = Global();

    /// <summary><c>unsigned long kit_copy_from_user(void *to, const void *user, unsigned long bytes)</c>: how many bytes could not be copied.</summary>
    public static readonly Symbol kit_copy_from_user = Global();

    /// <summary><c>unsigned long kit_copy_to_user(void *user, const void *from, unsigned long bytes)</c>: how many bytes could not be copied.</summary>
    public static readonly Symbol kit_copy_to_user = Global();

    /// <summary><c>bool kit_read_msr(unsigned number, unsigned long *value)</c>: false if the processor has no such register.</summary>
    public static readonly Symbol kit_read_msr = Global();

    /// <summary><c>bool kit_write_msr(unsigned number, unsigned long value)</c>: false if the processor refuses.</summary>
    public static readonly Symbol kit_write_msr = Global();

    /// <summary><c>bool kit_fix_fault(TrapFrame *)</c>: if the faulting instruction has a row in the exception table, makes the frame go on at its fixup.</summary>
    public static readonly Symbol kit_fix_fault = Global();

    /// <summary>Where FRED leads: events from ring 3; those from ring 0 are 256 bytes on. Aligned to 4 KiB.</summary>
    public static readonly Symbol kit_fred_user = Global();

    /// <summary>Where FRED leads from ring 0.</summary>
    public static readonly Symbol kit_fred_kernel = Global();

    /// <summary>Begin of the exception table, from the linker script.</summary>
    public static readonly Symbol kit_exception_table = Extern();

    /// <summary>End of the exception table, from the linker script.</summary>
    public static readonly Symbol kit_exception_table_end = Extern();

    /// <summary><c>bool kit_load_segments(unsigned ds, unsigned es, unsigned fs)</c>: false, with zero in its place, if a selector is bad.</summary>
    public static readonly Symbol kit_load_segments = Global();

    /// <summary><c>bool kit_load_user_gs(unsigned selector)</c>: loads gs for ring 3; false, with zero in its place, if the selector is bad. Interrupts are off.</summary>
    public static readonly Symbol kit_load_user_gs = Global();

    /// <summary>The load of gs that may fault.</summary>
    public static readonly Symbol kit_gs_load = Global();

    /// <summary><c>void kit_start_cpu(void *area, unsigned number)</c>: descriptor tables, task state, GS base and SYSCALL of the processor that calls.</summary>
    public static readonly Symbol kit_start_cpu = Global();

    /// <summary>The interrupt descriptor table, 4 KiB.</summary>
    public static readonly Symbol kit_idt = Global();

    /// <summary>A row of 16 bytes for each vector: its entry, and what else the gate says.</summary>
    public static readonly Symbol kit_gates = Global();

    /// <summary>Calls the function whose address is in rax.</summary>
    public static readonly Symbol kit_call_rax = Global();

    /// <summary>Where PVH enters, in 32-bit code.</summary>
    public static readonly Symbol kit_start_pvh = Global();

    /// <summary>Where Multiboot2 enters, in 32-bit code.</summary>
    public static readonly Symbol kit_start_multiboot2 = Global();

    /// <summary><c>void kit_start_efi(void *loader)</c>: where a loader that UEFI has started enters, in 64-bit code on page tables that map memory where it lies.</summary>
    public static readonly Symbol kit_start_efi = Global();

    /// <summary>Where Limine enters, in 64-bit code at the kernel's own addresses.</summary>
    public static readonly Symbol kit_start_limine = Global();

    /// <summary>Limine's request for the entry point.</summary>
    public static readonly Symbol kit_limine_entry = Global();

    /// <summary>Limine's request for the direct map: the answer's address is its sixth word.</summary>
    public static readonly Symbol kit_limine_direct_map = Global();

    /// <summary>Limine's request for the memory map: the answer's address is its sixth word.</summary>
    public static readonly Symbol kit_limine_memory = Global();

    /// <summary>
    /// <c>void kit_place_trampoline(void *page, void (*function)(void *), void *argument, void *stack_top)</c>: makes a page below 1 MiB what another processor is started at; the page has to
    /// be mapped where it lies too.
    /// </summary>
    public static readonly Symbol kit_place_trampoline = Global();
}
