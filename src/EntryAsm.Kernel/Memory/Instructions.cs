// SPDX-License-Identifier: MIT
using System;
using EntryAsm;

namespace EntryAsm.Kernel;

// Instructions that most languages have no words for, as functions (psABI AMD64, 3.2.3).
public abstract partial class KernelKit
{
    /// <summary><c>void kit_out8(unsigned port, unsigned value)</c>.</summary>
    public static readonly Symbol kit_out8 = Global();

    /// <summary><c>unsigned kit_in8(unsigned port)</c>.</summary>
    public static readonly Symbol kit_in8 = Global();

    /// <summary><c>unsigned long kit_read_cr2(void)</c>: the address of the last page fault.</summary>
    public static readonly Symbol kit_read_cr2 = Global();

    /// <summary><c>unsigned long kit_read_cr4(void)</c>.</summary>
    public static readonly Symbol kit_read_cr4 = Global();

    /// <summary><c>void kit_write_cr4(unsigned long)</c>.</summary>
    public static readonly Symbol kit_write_cr4 = Global();

    /// <summary><c>void kit_write_xcr0(unsigned long)</c>: the components of XSAVE.</summary>
    public static readonly Symbol kit_write_xcr0 = Global();

    /// <summary><c>void kit_flush_page(void *)</c>.</summary>
    public static readonly Symbol kit_flush_page = Global();

    /// <summary><c>void kit_cpuid(unsigned leaf, unsigned subleaf, unsigned result[4])</c>: eax, ebx, ecx, edx.</summary>
    public static readonly Symbol kit_cpuid = Global();

    /// <summary><c>unsigned long kit_read_time(void)</c>: the time-stamp counter.</summary>
    public static readonly Symbol kit_read_time = Global();

    /// <summary><c>void kit_interrupts_on(void)</c>.</summary>
    public static readonly Symbol kit_interrupts_on = Global();

    /// <summary><c>void kit_interrupts_off(void)</c>.</summary>
    public static readonly Symbol kit_interrupts_off = Global();

    /// <summary><c>void kit_wait(void)</c>: turns interrupts on, waits for one, and turns them off. None can come between the first two.</summary>
    public static readonly Symbol kit_wait = Global();

    /// <summary><c>void kit_pause(void)</c>: for loops that wait for another processor.</summary>
    public static readonly Symbol kit_pause = Global();

    /// <summary><c>void *kit_cpu(void)</c>: this processor's <see cref="CpuArea"/>.</summary>
    public static readonly Symbol kit_cpu = Global();

    /// <summary>The functions of this file, for kernels in languages without an inline assembler.</summary>
    public void Instructions()
    {
        ReturningFunction(kit_out8, () =>
        {
            mov(edx, edi);
            mov(eax, esi);
            @out(dx, al);
        });
        ReturningFunction(kit_in8, () =>
        {
            mov(edx, edi);
            xor(eax, eax);
            @in(al, dx);
        });
        ReturningFunction(kit_read_cr2, () => mov(rax, cr2));
        ReturningFunction(kit_read_cr4, () => mov(rax, cr4));
        ReturningFunction(kit_write_cr4, () => mov(cr4, rdi));
        ReturningFunction(kit_write_xcr0, () =>
        {
            xor(ecx, ecx);
            mov(rax, rdi);
            mov(rdx, rdi);
            shr(rdx, 32);
            xsetbv();
        });
        ReturningFunction(kit_flush_page, () => invlpg(@byte[rdi]));
        ReturningFunction(kit_cpuid, () =>
        {
            push(rbx);
            mov(r8, rdx);
            mov(eax, edi);
            mov(ecx, esi);
            cpuid();
            mov(dword[r8], eax);
            mov(dword[r8 + 4], ebx);
            mov(dword[r8 + 8], ecx);
            mov(dword[r8 + 12], edx);
            pop(rbx);
        });
        ReturningFunction(kit_read_time, () =>
        {
            rdtsc();
            shl(rdx, 32);
            or(rax, rdx);
        });
        ReturningFunction(kit_interrupts_on, () => sti());
        ReturningFunction(kit_interrupts_off, () => cli());
        ReturningFunction(kit_wait, () =>
        {
            sti(); // takes effect behind the next instruction (Intel SDM vol. 2, STI)
            hlt();
            cli();
        });
        ReturningFunction(kit_pause, () => pause());
        ReturningFunction(kit_cpu, () => mov(rax, Cpu(CpuArea.Self)));
    }

    private void ReturningFunction(Symbol name, Action body) => Function(name, () =>
    {
        body();
        ret();
    });
}
