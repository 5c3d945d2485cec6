// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool;

/// <summary>What went wrong: a line for the user, or one for each error of a module.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(string message, int exitCode = ExitCodes.Failed)
        : this([message], exitCode)
    {
    }

    public ToolException(IReadOnlyList<string> lines, int exitCode = ExitCodes.Failed)
        : base(string.Join('\n', lines)) => (Lines, ExitCode) = (lines, exitCode);

    public IReadOnlyList<string> Lines { get; }

    public int ExitCode { get; }

    /// <summary>An error in the command line itself.</summary>
    public static ToolException Usage(string message) => new(message, ExitCodes.Usage);
}

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done; nothing differs.</summary>
    public const int Done = 0;

    /// <summary>Failed, or the inputs differ.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;
}
