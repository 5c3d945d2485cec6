// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What the psABI says of each relocation type.</summary>
public static class RelocationTypes
{
    /// <summary>The width of the field in bytes; 0 for a type EntryAsm does not know.</summary>
    public static int Width(this RelocationType type) => type switch
    {
        RelocationType.Abs8 or RelocationType.PC8 => 1,
        RelocationType.Abs16 or RelocationType.PC16 => 2,
        RelocationType.Abs32 or RelocationType.Abs32S or RelocationType.PC32 or RelocationType.PLT32 => 4,
        RelocationType.Abs64 or RelocationType.PC64 => 8,
        _ => 0,
    };

    /// <summary>True when the place of the field is subtracted (− P).</summary>
    public static bool IsRelative(this RelocationType type) =>
        type is RelocationType.PC8 or RelocationType.PC16 or RelocationType.PC32 or RelocationType.PC64 or RelocationType.PLT32;

    /// <summary>The psABI's name, such as <c>R_X86_64_PC32</c>.</summary>
    public static string Name(this RelocationType type) => type switch
    {
        RelocationType.Abs8 => "R_X86_64_8",
        RelocationType.Abs16 => "R_X86_64_16",
        RelocationType.Abs32 => "R_X86_64_32",
        RelocationType.Abs32S => "R_X86_64_32S",
        RelocationType.Abs64 => "R_X86_64_64",
        RelocationType.PC8 => "R_X86_64_PC8",
        RelocationType.PC16 => "R_X86_64_PC16",
        RelocationType.PC32 => "R_X86_64_PC32",
        RelocationType.PC64 => "R_X86_64_PC64",
        RelocationType.PLT32 => "R_X86_64_PLT32",
        _ => "R_X86_64_" + ((int)type).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
