// SPDX-License-Identifier: MIT
namespace EntryAsm.Testing;

/// <summary>What a program left behind.</summary>
/// <param name="Command">The command line.</param>
/// <param name="ExitCode">Its exit code; what the kill left if it ran out of time.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
/// <param name="TimedOut">True if it was killed because it ran out of time.</param>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error, bool TimedOut)
{
    /// <summary>Both streams, standard output first.</summary>
    public string Text => Output + Error;

    /// <summary>Fails the test unless the program ended with 0.</summary>
    /// <returns>This result.</returns>
    public CommandResult Succeeded() => ExitCode == 0 && !TimedOut ? this : throw new CommandException("should have succeeded", this);

    /// <summary>Fails the test unless the program ended with 0 and wrote nothing to standard error.</summary>
    /// <returns>This result.</returns>
    public CommandResult SucceededSilently() => Succeeded().Error.Length == 0 ? this : throw new CommandException("should have reported nothing", this);

    /// <summary>Fails the test unless the program ended in time and with an exit code other than 0.</summary>
    /// <returns>This result.</returns>
    public CommandResult Failed() => ExitCode != 0 && !TimedOut ? this : throw new CommandException("should have failed", this);
}

/// <summary>A program did not end as the test expects; the message holds its command line and everything it wrote.</summary>
/// <param name="expectation">What it should have done.</param>
/// <param name="result">What it did.</param>
public sealed class CommandException(string expectation, CommandResult result)
    : Exception($"{result.Command} {expectation}, but it {(result.TimedOut ? "ran out of time" : "ended with " + result.ExitCode)}.\n{result.Text}");
