// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// From a loader to the kernel's main function: page tables, 64-bit mode, the kernel's own addresses (Intel SDM vol. 3, 9.8.5). Until then the code runs where it is loaded, so its sections
// are linked at their physical address, below 4 GiB.
public abstract partial class KernelKit
{
    /// <summary>Where physical memory begins in the kernel's address space; the first 4 GiB are mapped there.</summary>
    public const ulong DirectMap = 0xffff_8000_0000_0000;

    /// <summary>Where the kernel is linked: physical memory once more, its first 2 GiB.</summary>
    public const ulong KernelBase = 0xffff_ffff_8000_0000;

    private const int PageBytes = 4096, TableEntries = 512, StartStackBytes = 16384;

    private const int Present = 1, Writable = 2, Large = 0x80, LargePageBytes = 2 << 20, Directories = 4;

    private const uint Cr0Paging = 0x8000_0000;

    private const int Cr0Protected = 1, Cr0MonitorFpu = 2, Cr0NumericError = 0x20, Cr0WriteProtect = 0x1_0000;

    private const int Cr4Pae = 0x20, Cr4Fxsave = 0x200, Cr4Simd = 0x400, Cr4Bases = 0x1_0000, Cr4Smep = 0x10_0000, Cr4Smap = 0x20_0000;

    private const int EferSyscall = 1, EferLong = 0x100, EferNoExecute = 0x800;

    private const int StartCode = 8, StartData = 16;

    private static readonly Symbol start_tables = Local(), start_stack_top = Local(), start_descriptors = Local(), start_pointer = Local(), start_pointer64 = Local(), start_common = Local(), start_64 = Local(),
        start_high = Local(), start_refused = Local();

    /// <summary>
    /// <c>kit_start_pvh</c>, <c>kit_start_multiboot2</c> and <c>kit_start_efi</c>, and the way from each to the kernel. Page tables map physical memory three times: where it lies (4 GiB; the
    /// kernel may take that away), at <see cref="DirectMap"/> (4 GiB) and at <see cref="KernelBase"/> (2 GiB). Large pages, writable and executable throughout: the kernel makes its own when
    /// it knows more.
    /// </summary>
    /// <param name="main"><c>void main(void *loader, int protocol)</c>: what the loader left, as a physical address, and 0 for PVH (start_info), 1 for Multiboot2 (boot information), 2 for
    /// UEFI (what the loader passed in rdi). It must not return.</param>
    public void StartUp(Symbol main)
    {
        CheckSettings();
        StartTables();
        section(".boot.text", "ax");
        code32();
        Start32(kit_start_pvh, protocol: 0);
        Start32(kit_start_multiboot2, protocol: 1);
        bind(start_common);
        cld();
        mov(esp, start_stack_top);
        FillTables();
        Enter64();
        Refused();

        code64();
        StartEfi();
        bind(start_64);
        mov(rax, start_high);
        jmp(rax); // no CPU has been trained by anyone yet

        text();
        align(16);
        bind(start_high);
        LandingPad();
        entry(EntryKind.Start, start_high);
        mov(rax, unchecked((long)KernelBase));
        add(rsp, rax);
        TurnOnFeatures();
        mov(edi, ebp);
        mov(esi, esi); // the upper half is undefined after 32-bit code
        xor(ebp, ebp);
        call(main);
        ud2(); // main does not return
    }

    /// <summary>Keeps what the loader left in ebp and the protocol in esi, which nothing on the way uses.</summary>
    private void Start32(Symbol name, int protocol)
    {
        align(16);
        bind(name);
        cli();
        mov(ebp, ebx);
        mov(esi, protocol);
        jmp(start_common);
        size(name);
    }

    /// <summary>
    /// <c>kit_start_efi</c>: where a loader that UEFI has started leaves the machine (UEFI specification, 2.3.4, and behind ExitBootServices): 64-bit mode, the loader's page tables, which map
    /// memory where it lies. The loader has put the kernel at its physical address.
    /// </summary>
    private void StartEfi()
    {
        align(16);
        bind(kit_start_efi);
        entry(EntryKind.Start, kit_start_efi);
        cli();
        cld();
        mov(ebp, edi);
        mov(esi, 2);
        mov(esp, start_stack_top);
        FillTables(); // the same instructions have the same effect here: all addresses are below 4 GiB
        lgdt(ptr[start_pointer64]);
        mov(eax, start_tables);
        mov(cr3, rax);
        assume(Fact.PageTables(areKernels: true)); // there are no others yet
        mov(eax, StartData);
        mov(ds, eax);
        mov(es, eax);
        mov(ss, eax);
        push(StartCode);
        mov(eax, start_64);
        push(rax);
        retfq();
    }

    private void StartTables()
    {
        section(".boot.data", "aw");
        align(8);
        bind(start_descriptors);
        dq(0);
        dq(KernelCodeDescriptor);
        dq(KernelDataDescriptor);
        bind(start_pointer);
        dw(3 * 8 - 1);
        dd(start_descriptors);
        bind(start_pointer64);
        dw(3 * 8 - 1);
        dq(start_descriptors);

        section(".boot.bss", "aw", SectionType.NoBits);
        align(PageBytes);
        bind(start_tables);
        skip((1 + 2 + Directories) * PageBytes);
        skip(StartStackBytes);
        bind(start_stack_top);
    }

    /// <summary>One top table; one table for the lower half and the direct map, one for the kernel; four directories.</summary>
    private void FillTables()
    {
        const int low = PageBytes, high = 2 * PageBytes, directories = 3 * PageBytes;
        Link(0, low);
        Link(TableEntries / 2 * 8, low);
        Link((TableEntries - 1) * 8, high);
        for (var i = 0; i < Directories; i++)
            Link(low + i * 8, directories + i * PageBytes);
        Link(high + (TableEntries - 2) * 8, directories);
        Link(high + (TableEntries - 1) * 8, directories + PageBytes);
        FillDirectories(directories);
    }

    private void Link(int place, int table)
    {
        mov(eax, start_tables + (table + (Present | Writable)));
        mov(dword[start_tables + place], eax);
    }

    private void FillDirectories(int directories)
    {
        var next = label();
        mov(eax, Present | Writable | Large);
        mov(edi, start_tables + directories);
        mov(ecx, Directories * TableEntries);
        bind(next);
        mov(dword[edi], eax);
        add(eax, LargePageBytes);
        add(edi, 8);
        sub(ecx, 1);
        jnz(next);
    }

    /// <summary>Goes to 64-bit mode in the order that Intel SDM vol. 3, 9.8.5 gives.</summary>
    private void Enter64()
    {
        mov(eax, 0x8000_0001);
        cpuid();
        test(edx, 1 << 29); // 64-bit mode
        jz(start_refused);
        mov(eax, Cr4Pae);
        mov(cr4, eax);
        mov(eax, start_tables);
        mov(cr3, eax);
        mov(ecx, Msr.Efer);
        rdmsr();
        or(eax, EferSyscall | EferLong | EferNoExecute);
        wrmsr();
        mov(eax, Cr0Paging | Cr0WriteProtect | Cr0Protected);
        mov(cr0, eax);
        lgdt(ptr[start_pointer]);
        mov(eax, StartData);
        mov(ds, eax);
        mov(es, eax);
        mov(ss, eax);
        push(StartCode);
        push(start_64);
        retf();
    }

    /// <summary>A processor that cannot run the kernel stops here, in 32-bit code.</summary>
    private void Refused()
    {
        var again = label();
        bind(start_refused);
        cli();
        bind(again);
        hlt();
        jmp(again);
    }

    /// <summary>SSE, and what the settings rely on: a processor without one of these stops.</summary>
    private void TurnOnFeatures()
    {
        const int bases = 1, smep = 1 << 7, smap = 1 << 20;
        Label stop = label(), go = label(), again = label();
        mov(rax, cr0);
        or(eax, Cr0MonitorFpu | Cr0NumericError);
        mov(cr0, rax);
        mov(r9, cr4);
        or(r9d, Cr4Fxsave | Cr4Simd);
        xor(eax, eax);
        cpuid();
        mov(r10d, eax);
        xor(eax, eax);
        mov(r11d, eax);
        cmp(r10d, 7);
        jb(go);
        mov(eax, 7);
        xor(ecx, ecx);
        cpuid();
        mov(r11d, ebx);
        bind(go);
        Optional(smep, Cr4Smep);
        if (Settings.AccessPrevention)
            Required(smap, Cr4Smap, stop);
        if (Settings.BaseInstructions)
            Required(bases, Cr4Bases, stop);
        mov(cr4, r9);
        fninit();
        if (!Settings.AccessPrevention && !Settings.BaseInstructions)
            return;
        var done = label();
        jmp(done);

        bind(stop);
        cli();
        bind(again);
        hlt();
        jmp(again);
        bind(done);
    }

    /// <summary>r11d holds CPUID.7.0:EBX, r9 what CR4 is to be.</summary>
    private void Optional(int feature, int bit)
    {
        var without = label();
        test(r11d, feature);
        jz(without);
        or(r9d, bit);
        bind(without);
    }

    private void Required(int feature, int bit, Label stop)
    {
        test(r11d, feature);
        jz(stop);
        or(r9d, bit);
    }

    /// <summary><c>kit_start_limine</c>: 64-bit mode, Limine's page tables and stack, the kernel where it is linked.</summary>
    /// <param name="main"><c>void main(void *loader, int protocol)</c> with null and 3; the answers to the requests are in <c>kit_limine_direct_map</c> and <c>kit_limine_memory</c>.</param>
    public void StartByLimine(Symbol main)
    {
        text();
        align(16);
        bind(kit_start_limine);
        entry(EntryKind.Start, kit_start_limine);
        LandingPad();
        cli();
        and(rsp, -16);
        xor(ebp, ebp);
        TurnOnFeatures();
        xor(edi, edi);
        mov(esi, 3);
        call(main);
        ud2(); // main does not return
        size(kit_start_limine);
    }
}
