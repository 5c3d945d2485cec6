// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>A section of an <see cref="EntryImage"/>: those of one name from every linked object, one after the other.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Address">The address it is linked for.</param>
/// <param name="Size">Bytes in memory.</param>
/// <param name="Bytes">Its contents; empty when it has none and reads as zeros (<c>.bss</c>).</param>
public sealed record ImageSection(string Name, SectionFlags Flags, ulong Address, int Size, ReadOnlyMemory<byte> Bytes);
