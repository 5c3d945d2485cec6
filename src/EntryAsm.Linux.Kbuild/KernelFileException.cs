// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using System.Globalization;

namespace EntryAsm.Linux.Kbuild;

/// <summary>A file of a kernel's build says something that cannot be, or does not say what is needed.</summary>
public sealed class KernelFileException : Exception
{
    /// <param name="file">The file, as its reader names it.</param>
    /// <param name="line">The line, from 1; the last one for what the file lacks.</param>
    /// <param name="reason">What is wrong and what to do.</param>
    public KernelFileException(string file, int line, string reason)
        : base(file + ":" + line.ToString(CultureInfo.InvariantCulture) + ": " + reason)
    {
        File = file;
        Line = line;
        Reason = reason;
    }

    /// <summary>The file, as its reader names it.</summary>
    public string File { get; }

    /// <summary>The line, from 1; the last one for what the file lacks.</summary>
    public int Line { get; }

    /// <summary>What is wrong and what to do, without the place.</summary>
    public string Reason { get; }
}
