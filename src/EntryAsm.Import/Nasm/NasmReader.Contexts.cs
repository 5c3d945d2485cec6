// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Nasm;

// Contexts, and the names that NASM itself defines.
internal sealed partial class NasmReader
{
    private readonly List<(string Name, int Number)> contexts = [];

    /// <summary>It is for a flat binary: <c>org</c> says the address.</summary>
    private bool isFlat;

    private bool TryContext(string word, string rest)
    {
        switch (word)
        {
            case "%push":
                contexts.Add((rest, ++expansions));
                return true;
            case "%pop" when contexts.Count > 0:
                contexts.RemoveAt(contexts.Count - 1);
                return true;
            case "%repl" when contexts.Count > 0:
                contexts[^1] = (rest, contexts[^1].Number);
                return true;
            case "%pop" or "%repl":
                throw new ImportException(line, word + " without %push");
            default:
                return false;
        }
    }

    private bool IsContext(string names) => contexts.Count > 0 && names.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Any(name => name.Equals(contexts[^1].Name, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>%$name</c> belongs to the innermost context, <c>%$$name</c> to the one around it: names like those of one expansion.</summary>
    private string InContexts(string text)
    {
        for (var at = text.IndexOf("%$", StringComparison.Ordinal); at >= 0; at = text.IndexOf("%$", at + 1, StringComparison.Ordinal))
        {
            var end = at + 1;
            while (end < text.Length && text[end] == '$')
                end++;
            if (end == text.Length || !NasmLexer.IsNameStart(text[end]) || !conditions.IsActive)
                continue;
            if (end - at - 1 > contexts.Count)
                throw new ImportException(line, "'" + text[at..end] + "' without so many %push");
            text = text[..at] + NasmMacro.LocalMark + contexts[^(end - at - 1)].Number.ToString(CultureInfo.InvariantCulture) + "." + text[end..];
        }

        return text;
    }

    /// <summary>Names that are defined before the first line.</summary>
    private void Predefine(string[] text)
    {
        isFlat = Array.Exists(text, static line => Flat().IsMatch(line));
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("OUTPUT_FORMAT", isFlat ? "bin" : "elf64"), ("NASM_MAJOR", "2"), ("NASM_MINOR", "16"), ("NASM_SUBMINOR", "1"), ("PASS", "2")])
            DefineOwn(name, value);
        DefineOwn("BITS", "64");
    }

    /// <summary>NASM's own names stand between <c>__?</c> and <c>?__</c>, and as before 2.15 between lines alone.</summary>
    private void DefineOwn(string name, string value)
    {
        defines.Set("__?" + name + "?__", null, value);
        defines.Set("__" + name + "__", null, value);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^\s*\[?\s*org\s", System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex Flat();
}
