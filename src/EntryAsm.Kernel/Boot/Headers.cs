// SPDX-License-Identifier: MIT
#nullable enable
using EntryAsm;

namespace EntryAsm.Kernel;

// How loaders find a kernel's first instruction. Each header is a few words of data; which of them a module has decides who can load the kernel.
public abstract partial class KernelKit
{
    private const int PvhNoteType = 18;

    private const uint Multiboot2Magic = 0xe852_50d6;

    private const int Multiboot2EntryTag = 3, Multiboot2HeaderBytes = 16 + 16 + 8;

    private const long LimineCommon1 = unchecked((long)0xc7b1_dd30_df4c_8b88), LimineCommon2 = 0x0a82_e883_a194_f07b;

    /// <summary>
    /// The note of the PVH boot protocol, by which QEMU and Xen load a kernel (Xen, "x86/HVM direct boot ABI"): in <c>.note.pvh</c>, which needs a segment of type PT_NOTE. It leads to
    /// <c>kit_start_pvh</c>.
    /// </summary>
    public void PvhHeader()
    {
        Label name = label(), end = label();
        section(".note.pvh", "a", SectionType.Note);
        align(4);
        dd(end - name);
        dd(4);
        dd(PvhNoteType);
        bind(name);
        asciz("Xen");
        bind(end);
        dd(kit_start_pvh);
    }

    /// <summary>The header of Multiboot2, by which GRUB loads a kernel ("Multiboot2 Specification", 3.1): in <c>.boot.header</c>, which must lie in the file's first 32 KiB. It leads to <c>kit_start_multiboot2</c>.</summary>
    public void Multiboot2Header()
    {
        section(".boot.header", "a");
        align(8);
        dd(Multiboot2Magic);
        dd(0); // 32-bit protected mode
        dd(Multiboot2HeaderBytes);
        dd(unchecked((uint)-(long)(Multiboot2Magic + Multiboot2HeaderBytes)));
        dw(Multiboot2EntryTag, 0);
        dd(12);
        dd(kit_start_multiboot2);
        align(8);
        dw(0, 0);
        dd(8);
    }

    /// <summary>
    /// Requests of the Limine boot protocol, base revision 3 ("The Limine Boot Protocol"): the entry point <c>kit_start_limine</c>, the direct map and the memory map, in
    /// <c>.limine_requests</c>. Limine enters in 64-bit mode with the kernel mapped as it is linked.
    /// </summary>
    /// <remarks>Written from the protocol's text; no test boots it.</remarks>
    public void LimineHeader()
    {
        section(".limine_requests", "aw");
        align(8);
        dq(unchecked((long)0xf956_2b2d_5c95_a6c8), 0x6a7b_3849_4453_6bdc, 3);
        LimineRequest(kit_limine_entry, 0x13d8_6c03_5a1c_d3e1, 0x2b0c_aa89_d8f3_026a, kit_start_limine);
        LimineRequest(kit_limine_direct_map, 0x48dc_f1cb_8ad2_b852, 0x6398_4e95_9a98_244b);
        LimineRequest(kit_limine_memory, 0x67cf_3d9d_378a_806f, unchecked((long)0xe304_acdf_c50c_3c62));
    }

    /// <summary>Four words that say what is wanted, a revision, the place of the answer, and a word of the request's own.</summary>
    private void LimineRequest(Symbol name, long first, long second, Symbol? own = null)
    {
        bind(name);
        dq(LimineCommon1, LimineCommon2, first, second);
        dq(0, 0);
        if (own is not null)
            dq(own);
    }
}
