// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>
/// From the first instruction to C#: the PVH note, 32-bit code that builds the first page tables (four or five levels) and turns on
/// long mode, and the jump to the kernel's own addresses.
/// </summary>
[EntryModule]
public sealed partial class BootModule : EntryAssembler
{
    private const int ElfNoteXenPhys32Entry = 18;
    private const int TableEntries = 512;
    private const int BootStackBytes = 16384;

    private const int Present = 1, Writable = 2, Large = 0x80;
    private const int Cr0ProtectedMode = 1, Cr0MonitorCoprocessor = 2, Cr0NumericError = 0x20, Cr0WriteProtect = 0x10000;
    private const uint Cr0Paging = 0x80000000;
    private const int Cr4Pae = 0x20, Cr4Fxsr = 0x200, Cr4Simd = 0x400, Cr4La57 = 0x1000;
    private const uint MsrEfer = 0xc0000080;
    private const int EferSyscall = 1, EferLongMode = 0x100, EferNoExecute = 0x800;
    private const int CodeSelector = 0x10, DataSelector = 0x18;

    private static readonly Symbol kernel_main = Extern();
    private static readonly Symbol boot_entry = Global();
    private static readonly Symbol boot_entry64 = Local();
    private static readonly Symbol boot_kernel = Local();
    private static readonly Symbol boot_pml5 = Local();
    private static readonly Symbol boot_pml4 = Local();
    private static readonly Symbol boot_pdpt_low = Local();
    private static readonly Symbol boot_pdpt_high = Local();
    private static readonly Symbol boot_directory = Local();
    private static readonly Symbol boot_gdt = Local();
    private static readonly Symbol boot_gdt_end = Local();
    private static readonly Symbol boot_gdt_pointer = Local();
    private static readonly Symbol boot_stack_top = Local();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        PvhNote();
        Tables();

        section(".boot.text", "ax");
        code32();
        ENTRY(boot_entry);
        cli();
        cld();
        mov(ebp, ebx); // the start_info of the boot loader
        mov(esp, boot_stack_top);
        BuildPageTables();
        ChoosePagingMode();
        EnterLongMode();

        code64();
        bind(boot_entry64);
        mov(rax, boot_kernel);
        jmp(rax);

        text();
        bind(boot_kernel);
        EnableSse();
        mov(rax, Layout.KernelBase);
        add(rsp, rax); // the same stack at its kernel address
        mov(edi, ebp);
        call(kernel_main);
        ud2(); // kernel_main does not return
    }

    private void ENTRY(Symbol name)
    {
        align(16);
        bind(name);
    }

    /// <summary>Tells a PVH boot loader where to enter, in 32-bit mode without paging (Xen, "x86/HVM direct boot ABI").</summary>
    private void PvhNote()
    {
        var name = label();
        var nameEnd = label();
        section(".note.pvh", "a", SectionType.Note);
        dd(nameEnd - name);
        dd(4);
        dd(ElfNoteXenPhys32Entry);
        bind(name);
        asciz("Xen");
        bind(nameEnd);
        dd(boot_entry);
    }

    private void Tables()
    {
        section(".boot.data", "aw");
        align(8);
        bind(boot_gdt);
        dq(0, 0);
        dq(0x00af9a000000ffff); // CodeSelector: 64-bit code, ring 0
        dq(0x00cf92000000ffff); // DataSelector: data, ring 0
        bind(boot_gdt_end);
        bind(boot_gdt_pointer);
        dw(boot_gdt_end - boot_gdt - 1);
        dd(boot_gdt);

        section(".boot.bss", "aw", SectionType.NoBits);
        align(Layout.PageSize);
        foreach (var table in new[] { boot_pml5, boot_pml4, boot_pdpt_low, boot_pdpt_high, boot_directory })
        {
            bind(table);
            skip(Layout.PageSize);
        }

        skip(BootStackBytes);
        bind(boot_stack_top);
    }

    /// <summary>Maps the first GiB twice: where it lies, and at <see cref="Layout.KernelBase"/>.</summary>
    private void BuildPageTables()
    {
        Link(boot_pml5, 0, boot_pml4);
        Link(boot_pml5, 511, boot_pml4);
        Link(boot_pml4, 0, boot_pdpt_low);
        Link(boot_pml4, 511, boot_pdpt_high);
        Link(boot_pdpt_low, 0, boot_directory);
        Link(boot_pdpt_high, 510, boot_directory);

        var next = label();
        mov(eax, Present | Writable | Large);
        mov(edi, boot_directory);
        mov(ecx, TableEntries);
        bind(next);
        mov(dword[edi], eax);
        add(eax, 2 << 20);
        add(edi, 8);
        dec(ecx);
        jne(next);
    }

    private void Link(Symbol table, int index, Symbol target)
    {
        mov(eax, target + (Present | Writable));
        mov(dword[table + index * 8], eax);
    }

    /// <summary>Leaves the top table in esi and CR4 set: five levels where the CPU has them (CPUID leaf 7, ECX bit 16).</summary>
    private void ChoosePagingMode()
    {
        var chosen = label();
        mov(esi, boot_pml4);
        mov(edi, Cr4Pae);
        xor(eax, eax);
        cpuid();
        cmp(eax, 7);
        jb(chosen);
        mov(eax, 7);
        xor(ecx, ecx);
        cpuid();
        test(ecx, 1 << 16);
        je(chosen);
        mov(esi, boot_pml5);
        or(edi, Cr4La57);
        bind(chosen);
        mov(cr4, edi);
        mov(cr3, esi);
    }

    private void EnterLongMode()
    {
        mov(ecx, MsrEfer);
        rdmsr();
        or(eax, EferSyscall | EferLongMode | EferNoExecute);
        wrmsr();
        mov(eax, Cr0Paging | Cr0WriteProtect | Cr0ProtectedMode);
        mov(cr0, eax);
        lgdt(ptr[boot_gdt_pointer]);
        mov(eax, DataSelector);
        mov(ss, eax);
        mov(ds, eax);
        mov(es, eax);
        push(CodeSelector);
        push(boot_entry64);
        retf();
    }

    /// <summary>C# keeps values in xmm registers.</summary>
    private void EnableSse()
    {
        mov(rax, cr0);
        or(rax, Cr0MonitorCoprocessor | Cr0NumericError);
        mov(cr0, rax);
        mov(rax, cr4);
        or(rax, Cr4Fxsr | Cr4Simd);
        mov(cr4, rax);
        fninit();
    }
}
