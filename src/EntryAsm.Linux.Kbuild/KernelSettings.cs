// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using System.Collections.Generic;

namespace EntryAsm.Linux.Kbuild;

/// <summary>
/// A kernel's <c>.config</c>. What is absent, commented out or set to n is not set; of two settings of one name the later counts; a <c>#</c> outside
/// quotes begins a comment.
/// </summary>
public sealed class KernelSettings
{
    private readonly Dictionary<string, Setting> settings = new(StringComparer.Ordinal);

    /// <summary>Reads one.</summary>
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

    /// <summary>Its name, for messages.</summary>
    public string File { get; }

    /// <summary>Where the file ends: what it lacks is reported there.</summary>
    public int LastLine { get; }

    /// <summary>The release that the file's own header names, as in <c># Linux/x86 6.12.117 Kernel Configuration</c>; empty when it names none.</summary>
    public static string ReleaseOf(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["#", var system, var release, "Kernel", "Configuration"] && system.StartsWith("Linux/", StringComparison.Ordinal))
                return release;
            if (words.Length != 0 && words[0][0] != '#')
                return "";
        }

        return "";
    }

    /// <summary>The line of a setting, 0 when it is absent.</summary>
    public int LineOf(string name) => settings.TryGetValue(name, out var setting) ? setting.Line : 0;

    /// <summary>The line of the setting that a message names in parentheses first, as in <c>Smp (CONFIG_SMP)</c>; 0 when it is absent.</summary>
    public int LineOfNamed(string message)
    {
        var start = message.IndexOf("(CONFIG_", StringComparison.Ordinal) + 1;
        return start == 0 ? 0 : LineOf(message[start..message.IndexOf(')', start)]);
    }

    /// <summary>What <c>#ifdef</c> finds: the setting is y.</summary>
    /// <exception cref="KernelFileException">The value is none of y, m, n.</exception>
    public bool IsDefined(string name) => Tristate(name) == 'y';

    /// <summary>The same of a setting that may be absent.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="otherwise">What it is then.</param>
    /// <exception cref="KernelFileException">The value is none of y, m, n.</exception>
    public bool IsDefined(string name, bool otherwise) => settings.ContainsKey(name) ? IsDefined(name) : otherwise;

    /// <summary>What <c>IS_ENABLED</c> finds: the setting is y or m.</summary>
    /// <exception cref="KernelFileException">The value is none of y, m, n.</exception>
    public bool IsEnabled(string name) => Tristate(name) != 'n';

    /// <summary>A number.</summary>
    /// <exception cref="KernelFileException">The setting is absent or no number.</exception>
    public int Number(string name)
    {
        if (!settings.TryGetValue(name, out var setting))
            throw new KernelFileException(File, LastLine, "the file ends without " + name + "; the entry code needs its number");
        if (setting.IsQuoted || !KernelNumber.TryParse(setting.Value, out var number))
            throw new KernelFileException(File, setting.Line, name + " is " + setting.Shown + "; it must be a decimal or hexadecimal number");
        return number;
    }

    /// <summary>A number that not every file of the kernel needs.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="isNeeded">False when it may be absent.</param>
    /// <param name="otherwise">What to take then.</param>
    /// <exception cref="KernelFileException">The setting is absent and needed, or no number.</exception>
    public int Number(string name, bool isNeeded, int otherwise) => isNeeded || settings.ContainsKey(name) ? Number(name) : otherwise;

    /// <summary>Stops at a setting that the kernel's sources read and the port does not know.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="reason">What it would change.</param>
    /// <exception cref="KernelFileException">It is set.</exception>
    public void Refuse(string name, string reason)
    {
        if (IsEnabled(name))
            throw new KernelFileException(File, LineOf(name), name + " is set, which the kernel's sources read for this file and the port does not know: " + reason);
    }

    /// <summary>Stops at a setting that is switched off in so many words, without which the sources read something that the port does not know.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="reason">What it would change.</param>
    /// <exception cref="KernelFileException">It is not set.</exception>
    public void Require(string name, string reason)
    {
        if (settings.ContainsKey(name) && !IsEnabled(name))
            throw new KernelFileException(File, LineOf(name), name + " is not set, which the kernel's sources read for this file; the port does not know what that makes of it: " + reason);
    }

    /// <summary>Stops at a kernel for 32-bit processors.</summary>
    /// <exception cref="KernelFileException">It is one.</exception>
    public void Require64Bit()
    {
        const string Reason = "it has the 64-bit form only";
        Refuse("CONFIG_X86_32", Reason);
        Require("CONFIG_64BIT", Reason);
        Require("CONFIG_X86_64", Reason);
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
