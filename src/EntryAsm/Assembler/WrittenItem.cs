// SPDX-License-Identifier: MIT
namespace EntryAsm.Assembler;

/// <summary>An item before the layout is known.</summary>
/// <param name="DataOffset">Where it starts in the section's buffer.</param>
/// <param name="Fragment">The number of the fragment it is in.</param>
/// <param name="Kind">What it is.</param>
/// <param name="File">Index of the C# file.</param>
/// <param name="Line">The line there.</param>
/// <param name="Detail">What else the kind needs, packed as in <see cref="EntryItem.Detail"/>.</param>
internal readonly record struct WrittenItem(int DataOffset, int Fragment, EntryItemKind Kind, ushort File, int Line, uint Detail);
