// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What the psABI says about each relocation type.</summary>
public static class RelocationTypes
{
    /// <summary>The width of the field in bytes; 0 for a type EntryAsm does not know.</summary>
    public static int Width(this RelocationType type) => type switch
    {
        RelocationType.Abs8 or RelocationType.PC8 => 1,
        RelocationType.Abs16 or RelocationType.PC16 => 2,
        RelocationType.Abs64 or RelocationType.PC64 or RelocationType.DTPOFF64 or RelocationType.TPOFF64 or RelocationType.SIZE64
            or RelocationType.GOTOFF64 or RelocationType.GOT64 or RelocationType.GOTPCREL64 or RelocationType.GOTPC64 or RelocationType.GOTPLT64 or RelocationType.PLTOFF64 => 8,
        >= RelocationType.Abs64 and <= RelocationType.PLT32 or >= RelocationType.GOTPCREL and <= RelocationType.Abs32S or >= RelocationType.TLSGD and <= RelocationType.TPOFF32
            or RelocationType.GOTPC32 or RelocationType.SIZE32 or RelocationType.GOTPC32_TLSDESC or RelocationType.GOTPCRELX or RelocationType.REX_GOTPCRELX => 4,
        _ => 0,
    };

    /// <summary>True when the place of the field is subtracted (− P).</summary>
    public static bool IsRelative(this RelocationType type) =>
        type is RelocationType.PC8 or RelocationType.PC16 or RelocationType.PC32 or RelocationType.PC64 or RelocationType.PLT32 or RelocationType.GOTPCREL or RelocationType.GOTPCREL64
            or RelocationType.GOTPCRELX or RelocationType.REX_GOTPCRELX or RelocationType.GOTPC32 or RelocationType.GOTPC64 or RelocationType.GOTTPOFF or RelocationType.TLSGD
            or RelocationType.TLSLD or RelocationType.GOTPC32_TLSDESC;

    /// <summary>True for one that any linker of EntryAsm's own can apply; the others need tables that only <c>ld</c> makes, such as the global offset table.</summary>
    internal static bool IsPlain(this RelocationType type) => type is RelocationType.Abs8 or RelocationType.Abs16 or RelocationType.Abs32 or RelocationType.Abs32S or RelocationType.Abs64
        or RelocationType.PC8 or RelocationType.PC16 or RelocationType.PC32 or RelocationType.PC64 or RelocationType.PLT32;

    /// <summary>What GNU as writes after the <c>@</c> for it; null where it writes nothing.</summary>
    internal static string? Suffix(this RelocationType type) => type switch
    {
        RelocationType.GOT32 or RelocationType.GOT64 => "GOT",
        RelocationType.GOTPCREL or RelocationType.GOTPCREL64 or RelocationType.GOTPCRELX or RelocationType.REX_GOTPCRELX => "GOTPCREL",
        RelocationType.GOTOFF64 => "GOTOFF",
        RelocationType.GOTPLT64 => "GOTPLT",
        RelocationType.PLTOFF64 => "PLTOFF",
        RelocationType.SIZE32 or RelocationType.SIZE64 => "SIZE",
        RelocationType.TPOFF32 or RelocationType.TPOFF64 => "TPOFF",
        RelocationType.DTPOFF32 or RelocationType.DTPOFF64 => "DTPOFF",
        RelocationType.GOTTPOFF => "GOTTPOFF",
        RelocationType.TLSGD => "TLSGD",
        RelocationType.TLSLD => "TLSLD",
        RelocationType.GOTPC32_TLSDESC => "TLSDESC",
        _ => null,
    };

    /// <summary>The psABI's name, such as <c>R_X86_64_PC32</c>.</summary>
    public static string Name(this RelocationType type) => type switch
    {
        RelocationType.Abs8 => "R_X86_64_8",
        RelocationType.Abs16 => "R_X86_64_16",
        RelocationType.Abs32 => "R_X86_64_32",
        RelocationType.Abs32S => "R_X86_64_32S",
        RelocationType.Abs64 => "R_X86_64_64",
        _ when type.Width() != 0 => "R_X86_64_" + type,
        _ => "R_X86_64_" + ((int)type).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
