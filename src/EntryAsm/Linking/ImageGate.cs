// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace EntryAsm;

/// <summary>One entry of the interrupt descriptor table, with the address it leads to.</summary>
/// <param name="Vector">0 to 255.</param>
/// <param name="Address">The entry point.</param>
/// <param name="HasErrorCode">True when the processor pushes an error code.</param>
/// <param name="Ist">Interrupt stack table index, 1 to 7; 0 for none.</param>
/// <param name="Dpl">Descriptor privilege level, 0 to 3.</param>
/// <param name="Type">Interrupt or trap gate.</param>
public readonly record struct ImageGate(int Vector, ulong Address, bool HasErrorCode, int Ist, int Dpl, GateType Type)
{
    /// <summary>Bytes of a gate descriptor.</summary>
    public const int Size = 16;

    /// <summary>Writes the gate descriptor (Intel SDM vol. 3, figure 6-8).</summary>
    /// <param name="descriptor">16 bytes.</param>
    /// <param name="codeSelector">The selector of the 64-bit kernel code segment.</param>
    /// <exception cref="ArgumentException">The span is shorter than 16 bytes.</exception>
    public void WriteTo(Span<byte> descriptor, ushort codeSelector)
    {
        if (descriptor.Length < Size)
            throw new ArgumentException("A gate descriptor takes 16 bytes.", nameof(descriptor));

        const int present = 0x8000;
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor, (ushort)Address);
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor.Slice(2), codeSelector);
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor.Slice(4), (ushort)(present | Dpl << 13 | (int)Type << 8 | Ist));
        BinaryPrimitives.WriteUInt16LittleEndian(descriptor.Slice(6), (ushort)(Address >> 16));
        BinaryPrimitives.WriteUInt64LittleEndian(descriptor.Slice(8), Address >> 32);
    }
}
