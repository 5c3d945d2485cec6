// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// What may fault and must not stop the kernel. Each row of the exception table names its instruction, its fixup and, in the third field, the routine, by which a fault can be told apart.
public abstract partial class KernelKit
{
    /// <summary>Copies from and to ring 3, MSRs that may not exist, and <c>kit_fix_fault</c>, which the handlers of #PF and #GP call for faults of the kernel's.</summary>
    public void UserMemory()
    {
        Copy(kit_copy_from_user, user: rsi);
        Copy(kit_copy_to_user, user: rdi);
        ReadMsr();
        WriteMsr();
        FixFault();
    }

    /// <summary>rdi is written, rsi read, rdx counts. A fault leaves in rcx how many bytes are left.</summary>
    private void Copy(Symbol name, Op user) => Function(name, () =>
    {
        Label refused = label(), done = label();
        mov(rcx, rdx);
        mov(rax, user);
        add(rax, rdx);
        jc(refused);
        mov(r8, Settings.UserEnd);
        cmp(rax, r8);
        ja(refused);
        lfence(); // the comparison may be predicted wrongly (CVE-2017-5753)
        if (Settings.AccessPrevention)
            stac();
        var copy = here();
        rep();
        movsb();
        bind(done);
        if (Settings.AccessPrevention)
            clac();
        mov(rax, rcx);
        ret();
        bind(refused);
        mov(rax, rdx);
        ret();
        extable(copy, done, name);
    });

    private void ReadMsr() => Function(kit_read_msr, () =>
    {
        var failed = label();
        mov(ecx, edi);
        var read = here();
        rdmsr();
        mov(dword[rsi], eax);
        mov(dword[rsi + 4], edx);
        mov(eax, 1);
        ret();
        bind(failed);
        xor(eax, eax);
        ret();
        extable(read, failed, kit_read_msr);
    });

    private void WriteMsr() => Function(kit_write_msr, () =>
    {
        var failed = label();
        mov(ecx, edi);
        mov(rax, rsi);
        mov(rdx, rsi);
        shr(rdx, 32);
        var write = here();
        wrmsr();
        mov(eax, 1);
        ret();
        bind(failed);
        xor(eax, eax);
        ret();
        extable(write, failed, kit_write_msr);
    });

    /// <summary>Looks for the frame's rip in the exception table, from the first row to the last: rows of three distances of 32 bits, each from its own field.</summary>
    private void FixFault() => Function(kit_fix_fault, () =>
    {
        Label next = label(), found = label(), none = label();
        mov(rdx, qword[rdi + TrapFrame.Rip]);
        lea(rsi, ptr[rip + kit_exception_table]);
        lea(rcx, ptr[rip + kit_exception_table_end]);
        bind(next);
        cmp(rsi, rcx);
        jae(none);
        movsxd(rax, dword[rsi]);
        add(rax, rsi);
        cmp(rax, rdx);
        je(found);
        add(rsi, ExceptionTableRow);
        jmp(next);
        bind(found);
        movsxd(rax, dword[rsi + 4]);
        lea(rax, ptr[rax + rsi + 4]);
        mov(qword[rdi + TrapFrame.Rip], rax);
        mov(eax, 1);
        ret();
        bind(none);
        xor(eax, eax);
        ret();
    });

    /// <summary>Bytes of a row.</summary>
    private const int ExceptionTableRow = 12;
}
