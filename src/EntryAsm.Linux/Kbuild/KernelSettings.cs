// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using System.Collections.Generic;

namespace EntryAsm.Linux;

/// <summary>
/// A kernel's <c>.config</c>. What is absent, commented out or set to n is not set; of two settings of one name the later counts; a <c>#</c> outside
/// quotes begins a comment.
/// </summary>
internal sealed class KernelSettings
{
    private readonly Dictionary<string, Setting> settings = new(StringComparer.Ordinal);

    /// <param name="file">Its name, for messages.</param>
    /// <param name="text">Its contents.</param>
    /// <exception cref="KernelFileException">A line is no setting.</exception>
    public KernelSettings(string file, string text)
    {
        File = file;
        var number = 0;
        foreach (var line in text.TrimEnd().Split('\n'))
            ReadLine(line, ++number);
        LastLine = number;
    }

    public string File { get; }

    /// <summary>Where the file ends: what it lacks is reported there.</summary>
    public int LastLine { get; }

    /// <summary>The line of a setting, 0 when it is absent.</summary>
    public int LineOf(string name) => settings.TryGetValue(name, out var setting) ? setting.Line : 0;

    /// <summary>What <c>#ifdef</c> finds: the setting is y.</summary>
    /// <exception cref="KernelFileException">The value is none of y, m, n.</exception>
    public bool IsDefined(string name) => Tristate(name) == 'y';

    /// <summary>What <c>IS_ENABLED</c> finds: the setting is y or m.</summary>
    /// <exception cref="KernelFileException">The value is none of y, m, n.</exception>
    public bool IsEnabled(string name) => Tristate(name) != 'n';

    /// <exception cref="KernelFileException">The setting is absent or no number.</exception>
    public int Number(string name)
    {
        if (!settings.TryGetValue(name, out var setting))
            throw new KernelFileException(File, LastLine, "the file ends without " + name + "; the entry code needs its number");
        if (setting.IsQuoted || !KernelNumber.TryParse(setting.Value, out var number))
            throw new KernelFileException(File, setting.Line, name + " is " + setting.Shown + "; it must be a decimal or hexadecimal number");
        return number;
    }

    private char Tristate(string name)
    {
        if (!settings.TryGetValue(name, out var setting) || setting.Value.Length == 0)
            return 'n';
        if (setting.IsQuoted || setting.Value is not ("y" or "m" or "n"))
            throw new KernelFileException(File, setting.Line, name + " is " + setting.Shown + "; it must be y, m or n");
        return setting.Value[0];
    }

    private void ReadLine(string line, int number)
    {
        var text = line.Trim();
        if (text.StartsWith('#'))
            Unset(text, number);
        else if (text.Length != 0)
            Set(text, number);
    }

    /// <summary><c># CONFIG_X is not set</c> takes back an earlier setting.</summary>
    private void Unset(string comment, int number)
    {
        var words = comment.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["#", var name, "is", "not", "set"])
            settings[name] = new Setting("n", false, number);
    }

    private void Set(string text, int number)
    {
        var equals = text.IndexOf('=');
        if (equals <= 0)
            throw new KernelFileException(File, number, "'" + text + "' is no setting; write NAME=VALUE, or begin a comment with #");
        var value = text[(equals + 1)..].TrimStart();
        settings[text[..equals].TrimEnd()] = value.StartsWith('"')
            ? new Setting(Unquote(value, number), true, number)
            : new Setting(value.Split('#')[0].TrimEnd(), false, number);
    }

    /// <summary>The characters up to the closing quote; a backslash takes the next one as it is.</summary>
    private string Unquote(string value, int number)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '"')
            {
                var rest = value[(i + 1)..].TrimStart();
                return rest.Length == 0 || rest[0] == '#'
                    ? text.ToString()
                    : throw new KernelFileException(File, number, "'" + rest + "' follows the closing quote; only a comment may");
            }

            if (value[i] == '\\' && i + 1 < value.Length)
                i++;
            text.Append(value[i]);
        }

        throw new KernelFileException(File, number, "the string has no closing quote");
    }

    private readonly record struct Setting(string Value, bool IsQuoted, int Line)
    {
        public string Shown => IsQuoted ? "the string \"" + Value + "\"" : "'" + Value + "'";
    }
}
