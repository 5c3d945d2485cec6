// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>Which names a symbol or section may have: those GNU as takes without quotes.</summary>
internal static class SymbolNames
{
    /// <summary>Sections that assemblers and linkers make: GNU as gives these names types that no directive has, or a second section of that name confuses readers.</summary>
    private static readonly HashSet<string> Tables =
    [
        ".dynamic", ".dynstr", ".dynsym", ".gnu.conflict", ".gnu.hash", ".gnu.liblist", ".gnu.version", ".gnu.version_d", ".gnu.version_r", ".hash", ".rel", ".relr.dyn",
        ".shstrtab", ".stab", ".stabstr", ".strtab", ".symtab",
    ];

    private static readonly string[] PrefixesOfTables = [".rel.", ".rela", ".stab.", ".stabstr."];

    /// <summary>True for names that GNU as keeps out of the symbol table.</summary>
    public static bool IsTemporary(string name) => name.StartsWith(".L", StringComparison.Ordinal);

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Problem(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "the symbol's name is empty; declare it as a field, or name it as in Extern(\"name\")";
        if (name![0] is >= '0' and <= '9')
            return "symbol name '" + Visible(name) + "' begins with a digit; numeric labels are made by L(number)";

        foreach (var character in name)
        {
            if (!IsAllowed(character))
                return "symbol name '" + Visible(name) + "' has the character U+" + ((int)character).ToString("X4", System.Globalization.CultureInfo.InvariantCulture)
                    + "; names are made of ASCII letters, digits, '_', '.', '$'";
        }

        return null;
    }

    /// <summary>What is wrong with a section's name, or null.</summary>
    public static string? SectionProblem(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "the section's name is empty";
        foreach (var character in name!)
        {
            if (!IsAllowed(character) && character is not ('+' or '-'))
                return "section name '" + Visible(name) + "' has a character that needs quotes in assembler source, which is not supported; use ASCII letters, digits, '_', '.', '$', '+', '-'";
        }

        return Tables.Contains(name) || Array.Exists(PrefixesOfTables, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            ? "section name '" + name + "' is that of a table that assemblers and linkers make themselves; choose another" : null;
    }

    private static bool IsAllowed(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.' or '$';

    private static string Visible(string name)
    {
        var text = new System.Text.StringBuilder();
        foreach (var character in name)
            text.Append(character is >= ' ' and <= '~' ? character : '?');
        return text.ToString();
    }
}
