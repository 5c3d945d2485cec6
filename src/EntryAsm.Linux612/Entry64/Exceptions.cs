// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// asm/idtentry.h: the exceptions. Stacks and privilege levels are those of the kernel's idt.c; an entry that a hypervisor's code installs or calls has
// no gate here.
public abstract partial class LinuxEntry
{
    /// <summary>Every exception that the configuration has.</summary>
    protected void Exceptions()
    {
        SimpleExceptions();
        RawExceptions();
        if (Kernel.Mce)
            MachineChecks();
        NmisOutsideTheGate();
        DebugAndDoubleFault();
        if (Kernel.Cet)
            DECLARE_IDTENTRY(X86_TRAP_CP, exc_control_protection, has_error_code: true);
        if (Kernel.AmdMemEncrypt)
        {
            gate(X86_TRAP_VC, Asm(exc_vmm_communication), hasErrorCode: true, Kernel.IST_INDEX_VC + 1);
            idtentry_vc(Asm(exc_vmm_communication), exc_vmm_communication);
        }

        if (Kernel.XenPv)
        {
            DECLARE_IDTENTRY_OTHER(X86_TRAP_OTHER, exc_xen_hypervisor_callback);
            DECLARE_IDTENTRY_OTHER(X86_TRAP_OTHER, exc_xen_unknown_trap);
        }

        if (Kernel.IntelTdxGuest)
            DECLARE_IDTENTRY(X86_TRAP_VE, exc_virtualization_exception);
    }

    /// <summary>An entry with a gate in the interrupt descriptor table.</summary>
    /// <param name="vector">The vector, 0 to 255.</param>
    /// <param name="func">The C function that handles it; the entry's name has <c>asm_</c> in front.</param>
    /// <param name="has_error_code">True when the processor pushes an error code.</param>
    /// <param name="dpl">The privilege level (0 to 3) up to which code may raise it by INT n.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The vector has a gate already or is out of range; the symbol is null, local, or defined already.</exception>
    protected void DECLARE_IDTENTRY(int vector, Symbol func, bool has_error_code = false, int dpl = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        gate(vector, Asm(func), has_error_code, dpl: dpl, file: file, line: line);
        idtentry(vector, Asm(func), func, has_error_code, file, line);
    }

    /// <summary>An entry that the table does not name: a hypervisor's code installs or calls it.</summary>
    /// <param name="vector">The exception it stands for, of <c>X86_TRAP_</c>.</param>
    /// <param name="func">The C function that handles it; the entry's name has <c>asm_</c> in front.</param>
    /// <param name="has_error_code">True when an error code is pushed.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, local, or defined already.</exception>
    protected void DECLARE_IDTENTRY_OTHER(int vector, Symbol func, bool has_error_code = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        idtentry(vector, Asm(func), func, has_error_code, file, line);

    private void SimpleExceptions()
    {
        DECLARE_IDTENTRY(X86_TRAP_DE, exc_divide_error);
        DECLARE_IDTENTRY(X86_TRAP_OF, exc_overflow, dpl: 3);
        DECLARE_IDTENTRY(X86_TRAP_BR, exc_bounds);
        DECLARE_IDTENTRY(X86_TRAP_NM, exc_device_not_available);
        DECLARE_IDTENTRY(X86_TRAP_OLD_MF, exc_coproc_segment_overrun);
        DECLARE_IDTENTRY(X86_TRAP_SPURIOUS, exc_spurious_interrupt_bug);
        DECLARE_IDTENTRY(X86_TRAP_MF, exc_coprocessor_error);
        DECLARE_IDTENTRY(X86_TRAP_XF, exc_simd_coprocessor_error);

        DECLARE_IDTENTRY(X86_TRAP_TS, exc_invalid_tss, has_error_code: true);
        DECLARE_IDTENTRY(X86_TRAP_NP, exc_segment_not_present, has_error_code: true);
        DECLARE_IDTENTRY(X86_TRAP_SS, exc_stack_segment, has_error_code: true);
        DECLARE_IDTENTRY(X86_TRAP_GP, exc_general_protection, has_error_code: true);
        DECLARE_IDTENTRY(X86_TRAP_AC, exc_alignment_check, has_error_code: true);
    }

    /// <summary>Those whose handlers deal with interrupts and context tracking by themselves.</summary>
    private void RawExceptions()
    {
        DECLARE_IDTENTRY(X86_TRAP_UD, exc_invalid_op);
        DECLARE_IDTENTRY(X86_TRAP_BP, exc_int3, dpl: 3);
        DECLARE_IDTENTRY(X86_TRAP_PF, exc_page_fault, has_error_code: true);
        if (Kernel.Ia32Emulation)
            DECLARE_IDTENTRY(Kernel.IA32_SYSCALL_VECTOR, int80_emulation, dpl: 3);
    }

    private void MachineChecks()
    {
        gate(X86_TRAP_MC, Asm(exc_machine_check), ist: Kernel.IST_INDEX_MCE + 1);
        idtentry_mce_db(Asm(exc_machine_check), exc_machine_check);
        if (Kernel.XenPv)
            DECLARE_IDTENTRY_OTHER(X86_TRAP_MC, xenpv_exc_machine_check);
    }

    /// <summary>NMIs that are delivered by a call: of a host whose guest was interrupted, and of a guest of Xen.</summary>
    private void NmisOutsideTheGate()
    {
        if (Kernel.KvmIntel)
            DECLARE_IDTENTRY_OTHER(X86_TRAP_NMI, exc_nmi_kvm_vmx);
        if (Kernel.XenPv)
            DECLARE_IDTENTRY_OTHER(X86_TRAP_NMI, xenpv_exc_nmi);
    }

    private void DebugAndDoubleFault()
    {
        gate(X86_TRAP_DB, Asm(exc_debug), ist: Kernel.IST_INDEX_DB + 1);
        idtentry_mce_db(Asm(exc_debug), exc_debug);
        if (Kernel.XenPv)
            DECLARE_IDTENTRY_OTHER(X86_TRAP_DB, xenpv_exc_debug);

        gate(X86_TRAP_DF, Asm(exc_double_fault), hasErrorCode: true, Kernel.IST_INDEX_DF + 1);
        idtentry_df(Asm(exc_double_fault), exc_double_fault);
        if (Kernel.XenPv)
            DECLARE_IDTENTRY_OTHER(X86_TRAP_DF, xenpv_exc_double_fault, has_error_code: true);
    }
}
