// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>Symbol visibility (gABI, "Symbol Visibility").</summary>
public enum SymbolVisibility : byte
{
    /// <summary><c>STV_DEFAULT</c>.</summary>
    Default = 0,

    /// <summary><c>STV_INTERNAL</c>.</summary>
    Internal = 1,

    /// <summary><c>STV_HIDDEN</c>: not visible outside the linked image.</summary>
    Hidden = 2,

    /// <summary><c>STV_PROTECTED</c>.</summary>
    Protected = 3,
}

/// <summary>A symbol of an <see cref="EntryObject"/>.</summary>
/// <param name="Name">Its name; that of the section for a section symbol.</param>
/// <param name="Binding">Local, global or weak.</param>
/// <param name="Type">What it stands for.</param>
/// <param name="Visibility">Its visibility.</param>
/// <param name="Section">Index into <see cref="EntryObject.Sections"/>, <see cref="Undefined"/>, <see cref="Absolute"/> or <see cref="Common"/>.</param>
/// <param name="Value">Offset in bytes from the start of the section, the absolute value, or the alignment of common data.</param>
/// <param name="Size">Size in bytes as <c>.size</c> states it, else 0.</param>
/// <param name="Line">The C# line that defines it, or that first uses it when undefined.</param>
public readonly record struct EntrySymbol(string Name, SymbolBinding Binding, SymbolType Type, SymbolVisibility Visibility, int Section, long Value, long Size, SourceLocation Line)
{
    /// <summary>The <see cref="Section"/> of a symbol another object defines (<c>SHN_UNDEF</c>).</summary>
    public const int Undefined = -1;

    /// <summary>The <see cref="Section"/> of a plain number (<c>SHN_ABS</c>).</summary>
    public const int Absolute = -2;

    /// <summary>The <see cref="Section"/> of data that the linker gives room (<c>SHN_COMMON</c>); the value is its alignment in bytes.</summary>
    public const int Common = -3;

    /// <summary>True when this object defines it; of common data it only says how much there is.</summary>
    public bool IsDefined => Section is not (Undefined or Common);
}

/// <summary>A place inside a section that is not a symbol of the object.</summary>
/// <param name="Name">Its <c>.L</c> name, or empty for a label made by <c>label()</c> or <c>L(n)</c>.</param>
/// <param name="Section">Index into <see cref="EntryObject.Sections"/>.</param>
/// <param name="Offset">Offset in bytes.</param>
/// <param name="File">Index into <see cref="EntryObject.Files"/> of the C# file that bound it.</param>
/// <param name="Line">The line there, from 1; 0 when not known.</param>
public readonly record struct EntryLabel(string Name, int Section, int Offset, ushort File, int Line);
