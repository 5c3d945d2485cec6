// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using EntryAsm;

namespace HobbyKernel;

/// <summary>A disk that a PC's BIOS boots the kernel from.</summary>
public static class DiskImage
{
    private const int KernelStart = 0x100000, ProgramHeaderBytes = 56, Load = 1;
    private const int BootMark = 0xaa55;
    private const int ChunkBytes = BootSector.ChunkSectors * BootSector.Bytes, MostBytes = BootSector.MostChunks * ChunkBytes;

    /// <summary>Bytes of a cylinder, of 16 heads and 63 sectors: a disk has whole ones.</summary>
    public const int CylinderBytes = 16 * 63 * BootSector.Bytes;

    /// <summary>Boot sector and kernel.</summary>
    /// <param name="kernel">The linked kernel (ELF).</param>
    /// <exception cref="InvalidOperationException">The kernel is too big to be read below the BIOS.</exception>
    public static byte[] Create(ReadOnlySpan<byte> kernel)
    {
        var memory = Flatten(kernel);
        var chunks = (memory.Length + ChunkBytes - 1) / ChunkBytes;
        var disk = new byte[((1 + chunks * BootSector.ChunkSectors) * BootSector.Bytes + CylinderBytes - 1) / CylinderBytes * CylinderBytes];
        var entry = (uint)BinaryPrimitives.ReadUInt64LittleEndian(kernel[24..]);
        Sector(chunks, entry).CopyTo(disk.AsSpan());
        BinaryPrimitives.WriteUInt16LittleEndian(disk.AsSpan(BootSector.Bytes - 2), BootMark);
        memory.CopyTo(disk.AsSpan(BootSector.Bytes));
        return disk;
    }

    private static ReadOnlySpan<byte> Sector(int chunks, uint entry) =>
        EntryImage.Link(new BootSector(chunks, entry).Build(), BootSector.Address).FindSection(".text")!.Bytes.Span;

    /// <summary>The loaded segments as they lie in memory from 1 MiB on.</summary>
    private static byte[] Flatten(ReadOnlySpan<byte> kernel)
    {
        var memory = new byte[MostBytes];
        var used = 0;
        var headers = (int)BinaryPrimitives.ReadUInt64LittleEndian(kernel[32..]);
        for (var i = 0; i < BinaryPrimitives.ReadUInt16LittleEndian(kernel[56..]); i++)
        {
            var header = kernel.Slice(headers + i * ProgramHeaderBytes, ProgramHeaderBytes);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Load)
                continue;
            var bytes = kernel.Slice((int)BinaryPrimitives.ReadUInt64LittleEndian(header[8..]), (int)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]));
            var start = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[24..]) - KernelStart;
            if (bytes.Length == 0)
                continue; // nothing to load, wherever it lies
            if (start + bytes.Length > MostBytes)
                throw new InvalidOperationException($"the kernel ends {start + bytes.Length} bytes behind 1 MiB; the boot sector reads {MostBytes} at most");
            bytes.CopyTo(memory.AsSpan(start));
            used = Math.Max(used, start + bytes.Length);
        }

        return memory[..used];
    }
}
