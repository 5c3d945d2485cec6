// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using EntryAsm.Import.Engine;

namespace EntryAsm.Import.Gas;

/// <summary>Registers as assemblers name them.</summary>
internal static class RegisterNames
{
    private static readonly FrozenSet<string> Segments = new[] { "es", "cs", "ss", "ds", "fs", "gs" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The engine's name of a register, or null when there is none of that name.</summary>
    public static string? Find(string name)
    {
        var lower = name.ToLowerInvariant();
        if (lower == "st")
            return "st0";
        if (lower is "riz" or "eiz")
            return lower;
        if (lower.StartsWith("db", StringComparison.Ordinal) && lower.Length > 2 && char.IsAsciiDigit(lower[2]))
            lower = "dr" + lower[2..];
        if (lower is ['r', .., 'l'] && Vocabulary.IsRegister(lower[..^1] + "b"))
            lower = lower[..^1] + "b";
        return Vocabulary.IsRegister(lower) ? lower : null;
    }

    public static bool IsSegment(string name) => Segments.Contains(name);

    /// <summary>Bytes of a register that an instruction's size suffix can stand for; 0 for all others.</summary>
    public static int GeneralSize(string name)
    {
        if (name is "al" or "cl" or "dl" or "bl" or "ah" or "ch" or "dh" or "bh" or "spl" or "bpl" or "sil" or "dil")
            return 1;
        if (name is "ax" or "cx" or "dx" or "bx" or "sp" or "bp" or "si" or "di")
            return 2;
        if (name.Length < 2 || name == "rip" || name == "eip")
            return 0;
        if (name[0] == 'e' && name.Length == 3 && name[1] != 's')
            return 4;
        if (name == "esp" || name == "esi")
            return 4;
        if (name[0] != 'r')
            return 0;
        return name[^1] switch { 'b' => 1, 'w' => 2, 'd' => 4, _ => 8 };
    }

    /// <summary>Bytes of a vector or MMX register, else 0.</summary>
    public static int VectorSize(string name) => name.Length < 3 ? 0 : name[..2] switch
    {
        "xm" => 16,
        "ym" => 32,
        "zm" => 64,
        "mm" => 8,
        _ => 0,
    };
}
