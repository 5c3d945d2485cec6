// SPDX-License-Identifier: MIT
namespace EntryAsm.Import;

/// <summary>Which dialect a source is written in, by what only one of them has.</summary>
internal static class SyntaxDetection
{
    private const int LinesLookedAt = 4000;

    private static readonly string[] NasmWords =
    [
        "bits", "section", "segment", "global", "extern", "default", "org", "align", "times", "resb", "resw", "resd", "resq", "db", "dw", "dd", "dq", "%macro", "%define", "%include", "%assign",
        "%if", "%ifdef", "%rep", "struc", "use16", "use32", "use64", "[bits", "[section", "[global", "[extern", "[org", "cpu", "istruc", "incbin", "%endmacro", "alignb",
    ];

    public static SourceSyntax Of(string path, string[] lines)
    {
        var nasm = 0;
        var gas = 0;
        foreach (var line in lines.Take(LinesLookedAt))
        {
            var text = line.TrimStart();
            var word = text.Split([' ', '\t', ';'], 2)[0].ToLowerInvariant();
            if (word.StartsWith('.') && word.Length > 1 && !word.EndsWith(':'))
                gas++;
            if (text.StartsWith('%') || NasmWords.Contains(word))
                nasm++;
            if (line.Contains(", %", StringComparison.Ordinal) || line.Contains(" $", StringComparison.Ordinal) || line.Contains("(%", StringComparison.Ordinal))
                gas++;
        }

        if (nasm > gas || (nasm == gas && Path.GetExtension(path).ToLowerInvariant() is ".asm" or ".nasm"))
            return SourceSyntax.Nasm;
        return SourceSyntax.Att;
    }
}
