// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using System.Collections.Generic;
using System.Text;

namespace EntryAsm.Linux.Kbuild;

/// <summary>A kernel's generated <c>asm-offsets.h</c>: <c>#define NAME NUMBER</c>, with C's comments anywhere. Of two definitions the later counts.</summary>
internal sealed class AsmOffsets
{
    private readonly Dictionary<string, (string Value, int Line)> definitions = new(StringComparer.Ordinal);

    /// <param name="file">Its name, for messages.</param>
    /// <param name="text">Its contents.</param>
    /// <exception cref="KernelFileException">A comment does not end.</exception>
    public AsmOffsets(string file, string text)
    {
        File = file;
        var number = 0;
        foreach (var line in WithoutComments(text.TrimEnd()).Split('\n'))
            ReadLine(line, ++number);
        LastLine = number;
    }

    public string File { get; }

    /// <summary>Where the file ends: what it lacks is reported there.</summary>
    public int LastLine { get; }

    public bool Has(string name) => definitions.ContainsKey(name);

    /// <summary>An offset, or 0 where the file has none.</summary>
    /// <exception cref="KernelFileException">It is not a number.</exception>
    public int Offset(string name)
    {
        if (!definitions.TryGetValue(name, out var definition))
            return 0;
        return KernelNumber.TryParse(definition.Value.Trim().TrimStart('(').TrimEnd(')'), out var number)
            ? number
            : throw new KernelFileException(File, definition.Line, name + " is '" + definition.Value + "'; it must be a decimal or hexadecimal number");
    }

    /// <summary>Stops at the end of the file when it lacks what the entry code needs.</summary>
    /// <param name="needs">The offsets, each with the setting that is the reason, if one is.</param>
    /// <param name="settings">Where the settings are.</param>
    /// <exception cref="KernelFileException">Some are missing; all are named.</exception>
    public void Require(IEnumerable<(string Offset, string Setting)> needs, KernelSettings settings)
    {
        var missing = new List<string>();
        foreach (var (offset, setting) in needs)
        {
            if (!Has(offset))
                missing.Add(setting.Length == 0 ? offset : offset + " (for " + setting + ", " + settings.File + ":" + settings.LineOf(setting) + ")");
        }

        if (missing.Count != 0)
            throw new KernelFileException(File, LastLine, "the file ends without a #define of " + string.Join(", ", missing)
                + "; the entry code needs " + (missing.Count == 1 ? "it" : "them"));
    }

    private void ReadLine(string line, int number)
    {
        var text = line.Trim();
        if (!text.StartsWith('#'))
            return;
        var words = text[1..].TrimStart().Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        if (words is ["define", var name, var value])
            definitions[name] = (value.Trim(), number);
        else if (words is ["undef", var undefined, ..])
            definitions.Remove(undefined);
    }

    /// <summary>The text with a blank for every comment; line ends inside comments stay, so that line numbers do.</summary>
    private string WithoutComments(string text)
    {
        var code = new StringBuilder(text.Length);
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (Begins(text, i, "//"))
            {
                while (i + 1 < text.Length && text[i + 1] != '\n')
                    i++;
                continue;
            }

            if (Begins(text, i, "/*"))
            {
                var end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw new KernelFileException(File, line, "the comment that begins here does not end");
                code.Append(' ').Append('\n', text.AsSpan(i, end - i).Count('\n'));
                line += text.AsSpan(i, end - i).Count('\n');
                i = end + 1;
                continue;
            }

            if (text[i] == '\n')
                line++;
            code.Append(text[i]);
        }

        return code.ToString();
    }

    private static bool Begins(string text, int at, string with) => string.CompareOrdinal(text, at, with, 0, with.Length) == 0;
}
