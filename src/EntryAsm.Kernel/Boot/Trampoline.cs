// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// Other processors begin in real mode at a page below 1 MiB (Intel SDM vol. 3, 8.4.3 and 9.1.4). What runs there is copied to it, so it names places by their offset from the page.
public abstract partial class KernelKit
{
    private static readonly Symbol trampoline = Local();

    // Offsets from the start of the page.
    private const int In32 = 0x40, In64 = 0x90, PageDescriptors = 0xc0, PagePointer = 0xe0, Far32 = 0xe8, Far64 = 0xf0, PageCr0 = 0xf8, PageCr3 = 0xfc, PageCr4 = 0x100, PageEfer = 0x104,
        PageFunction = 0x108, PageArgument = 0x110, PageStack = 0x118, TrampolineBytes = 0x120;

    private const int PageCode32 = 8, PageData = 16, PageCode64 = 24;

    /// <summary>PCIDE and CET: neither may be set before 64-bit mode is on (Intel SDM vol. 3, 4.10.1), or without supervisor tables of its own.</summary>
    private const int LaterCr4 = 1 << 17 | 1 << 23;

    private const long PageCode32Descriptor = 0x00cf_9b00_0000_ffff;

    /// <summary>
    /// <c>kit_place_trampoline</c>, and the code that it places. A processor that is started at the page gets CR0, CR3, CR4 and EFER of the processor that placed it, and calls the function
    /// on the stack given. One processor at a time: the next may be started once the function has begun.
    /// </summary>
    public void Trampoline()
    {
        TrampolineCode();
        Function(kit_place_trampoline, () =>
        {
            mov(r8, rdi);
            mov(r9, rsi);
            mov(r10, rdx);
            mov(r11, rcx);
            lea(rsi, ptr[rip + trampoline]);
            mov(ecx, TrampolineBytes);
            rep();
            movsb();
            mov(qword[r8 + PageFunction], r9);
            mov(qword[r8 + PageArgument], r10);
            mov(qword[r8 + PageStack], r11);
            mov(rax, cr3);
            mov(dword[r8 + PageCr3], eax);
            mov(rax, cr4);
            and(eax, ~LaterCr4);
            mov(dword[r8 + PageCr4], eax);
            mov(rax, cr0);
            mov(dword[r8 + PageCr0], eax);
            mov(ecx, Msr.Efer);
            rdmsr();
            mov(dword[r8 + PageEfer], eax);
            ret();
        });
    }

    private void TrampolineCode()
    {
        section(".boot.trampoline", "ax");
        align(16);
        code16();
        bind(trampoline);
        FromReal();
        padTo(trampoline, In32, 0xf4);
        code32();
        From32();
        padTo(trampoline, In64, 0xf4);
        code64();
        var stop = label();
        mov(ebx, ebx); // the upper half is undefined after 32-bit code
        mov(rsp, qword[rbx + PageStack]);
        mov(rdi, qword[rbx + PageArgument]);
        mov(rax, qword[rbx + PageFunction]);
        xor(ebp, ebp);
        call(rax);
        bind(stop);
        hlt();
        jmp(stop);
        padTo(trampoline, PageDescriptors, 0xf4);
        dq(0, PageCode32Descriptor, KernelDataDescriptor, KernelCodeDescriptor);
        dw(4 * 8 - 1);
        padTo(trampoline, TrampolineBytes);
    }

    /// <summary>ds is the page, ebx its address.</summary>
    private void FromReal()
    {
        cli();
        cld();
        mov(ax, cs);
        mov(ds, ax);
        movzx(ebx, ax);
        shl(ebx, 4);
        lea(eax, ptr[ebx + PageDescriptors]);
        mov(dword[PagePointer + 2], eax);
        data16();
        lgdt(ptr[PagePointer]);
        lea(eax, ptr[ebx + In32]);
        mov(dword[Far32], eax);
        mov(word[Far32 + 4], PageCode32);
        mov(eax, cr0);
        or(eax, Cr0Protected);
        mov(cr0, eax);
        jmp(fword[Far32]);
    }

    private void From32()
    {
        mov(eax, PageData);
        mov(ds, eax);
        mov(es, eax);
        mov(ss, eax);
        mov(eax, dword[ebx + PageCr4]);
        mov(cr4, eax);
        mov(eax, dword[ebx + PageCr3]);
        mov(cr3, eax);
        mov(ecx, Msr.Efer);
        mov(eax, dword[ebx + PageEfer]);
        xor(edx, edx);
        wrmsr();
        mov(eax, dword[ebx + PageCr0]);
        mov(cr0, eax);
        lea(eax, ptr[ebx + In64]);
        mov(dword[ebx + Far64], eax);
        mov(word[ebx + (Far64 + 4)], PageCode64);
        jmp(fword[ebx + Far64]);
    }
}
