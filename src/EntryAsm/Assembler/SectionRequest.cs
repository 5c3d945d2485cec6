// SPDX-License-Identifier: MIT
namespace EntryAsm.Assembler;

/// <summary>What a directive says of the section to go on in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Flags">Its flags as letters; null where they are left out.</param>
/// <param name="Type">Its type.</param>
/// <param name="EntrySize">Bytes of an element.</param>
/// <param name="Group">The group it is in.</param>
/// <param name="IsComdat">Of groups of that name the linker keeps one.</param>
/// <param name="LinkedTo">The section in whose order it lies, or a symbol there.</param>
internal readonly record struct SectionRequest(string Name, string? Flags, SectionType Type, int EntrySize, string? Group = null, bool IsComdat = false, string? LinkedTo = null)
{
    /// <summary>True for what names more than the section itself.</summary>
    public bool IsLinked => Group is not null || IsComdat || LinkedTo is not null;
}
