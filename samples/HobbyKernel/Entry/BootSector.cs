// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>
/// The first sector of a disk, for machines whose firmware knows no PVH: 16-bit code that reads the kernel with the BIOS, then 32-bit code that moves it to
/// 1 MiB and enters it as a PVH boot loader would.
/// </summary>
/// <param name="chunks">How many times <see cref="ChunkSectors"/> sectors to read, from the second one on.</param>
/// <param name="entryPoint">The physical address to enter.</param>
public sealed class BootSector(int chunks, uint entryPoint) : EntryAssembler
{
    /// <summary>Where the BIOS loads the sector and runs it.</summary>
    public const uint Address = 0x7c00;

    /// <summary>Bytes of a sector.</summary>
    public const int Bytes = 512;

    /// <summary>Sectors that one request reads: 32 KiB.</summary>
    public const int ChunkSectors = 64;

    /// <summary>Most requests: what fits below the BIOS' own memory.</summary>
    public const int MostChunks = 15;

    private const int Buffer = 0x10000, KernelStart = 0x100000;
    private const int CodeSelector = 8, DataSelector = 16;
    private const int ExtendedRead = 0x42, DiskService = 0x13;

    /// <inheritdoc/>
    protected override void Assemble()
    {
        Label packet = label(), segment = label(), sector = label(), count = label(), gdtPointer = label(), protectedMode = label();
        code16();
        cli();
        xor(ax, ax);
        mov(ds, ax);
        mov(es, ax);
        mov(ss, ax);
        mov(sp, Address);
        Read(packet, segment, sector, count);
        EnterProtectedMode(gdtPointer, protectedMode);

        code32();
        bind(protectedMode);
        MoveKernel();
        xor(ebx, ebx); // no start_info
        mov(eax, entryPoint);
        jmp(eax);

        Data(packet, segment, sector, count, gdtPointer);
    }

    /// <summary>Reads chunk after chunk; the BIOS leaves the drive's number in dl.</summary>
    private void Read(Label packet, Label segment, Label sector, Label count)
    {
        Label next = label(), failed = label(), done = label();
        bind(next);
        mov(si, packet);
        mov(ah, ExtendedRead);
        @int(DiskService);
        jc(failed);
        add(word[segment], ChunkSectors * Bytes / 16);
        add(dword[sector], ChunkSectors);
        dec(word[count]);
        jne(next);
        jmp(done);
        bind(failed);
        hlt();
        jmp(failed);
        bind(done);
    }

    private void EnterProtectedMode(Label gdtPointer, Label target)
    {
        @in(al, 0x92); // the gate of address line 20
        or(al, 2);
        @out(0x92, al);
        lgdt(ptr[gdtPointer]);
        mov(eax, cr0);
        or(eax, 1);
        mov(cr0, eax);
        push(CodeSelector);
        push(target);
        retf();
    }

    private void MoveKernel()
    {
        mov(eax, DataSelector);
        mov(ds, eax);
        mov(es, eax);
        mov(ss, eax);
        mov(esp, Address);
        cld();
        mov(esi, Buffer);
        mov(edi, KernelStart);
        mov(ecx, chunks * ChunkSectors * Bytes / 4);
        rep();
        movsd();
    }

    private void Data(Label packet, Label segment, Label sector, Label count, Label gdtPointer)
    {
        var gdt = label();
        align(4, 0);
        bind(packet); // of the BIOS' extended read
        dw(16, ChunkSectors, 0);
        bind(segment);
        dw(Buffer / 16);
        bind(sector);
        dq(1);
        bind(count);
        dw(chunks);
        align(8, 0);
        bind(gdt);
        dq(0, 0x00cf9a000000ffff, 0x00cf92000000ffff);
        bind(gdtPointer);
        dw(23);
        dd(gdt);
    }
}
