// SPDX-License-Identifier: MIT
namespace EntryAsm.Import;

/// <summary>Why a source cannot be imported, at its line.</summary>
public sealed class ImportException : Exception
{
    internal ImportException(SourceLocation line, string reason)
        : base(line.Line == 0 ? OneLine(reason) : line + ": " + OneLine(reason))
    {
        Line = line;
        Reason = OneLine(reason);
    }

    /// <summary>A text of the source that the reason quotes may have line ends in it.</summary>
    private static string OneLine(string reason) => reason.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    /// <summary>The file and line of the assembler source; <see cref="SourceLocation.None"/> when none is to blame.</summary>
    public SourceLocation Line { get; }

    /// <summary>What is wrong and what to do, without the place.</summary>
    public string Reason { get; }
}
