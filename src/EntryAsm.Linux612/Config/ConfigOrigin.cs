// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;

namespace EntryAsm.Linux612;

/// <summary>Where a configuration was written. It is no part of the configuration: two origins are always equal.</summary>
internal sealed class ConfigOrigin : IEquatable<ConfigOrigin>
{
    /// <summary>Notes where a configuration comes from.</summary>
    /// <param name="file">The C# file.</param>
    /// <param name="line">Its line.</param>
    /// <param name="isAuthors">True when an author wrote it; false when it was read from a kernel's own files, whose Kconfig has resolved the dependencies.</param>
    public ConfigOrigin(string file, int line, bool isAuthors)
    {
        File = file;
        Line = line;
        IsAuthors = isAuthors;
    }

    public string File { get; }

    public int Line { get; }

    public bool IsAuthors { get; }

    public bool Equals(ConfigOrigin? other) => other is not null;

    public override bool Equals(object? obj) => obj is ConfigOrigin;

    public override int GetHashCode() => 0;
}
