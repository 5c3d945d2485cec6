// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What came of one boot.</summary>
/// <param name="ExitCode">The emulator's exit code; 33 where the kernel said that all is well.</param>
/// <param name="Serial">Everything on the serial port.</param>
/// <param name="Elapsed">From the emulator's start to its end.</param>
/// <param name="TimedOut">The machine hung and was stopped.</param>
public sealed record BootResult(int ExitCode, string Serial, TimeSpan Elapsed, bool TimedOut)
{
    /// <summary>How many tests there are.</summary>
    public const int AllTests = (int)Test.Count - 1;

    /// <summary>How many the kernel runs: all but the three of faults that Linux' entry code does not expect.</summary>
    public const int Tests = AllTests - 3;

    /// <summary>The exit code by which a kernel reports success: 2 times what it writes to the exit device, plus 1.</summary>
    public const int SuccessCode = 33;

    /// <summary>The last line of a report without a failure.</summary>
    public static string LastLine { get; } = FormattableString.Invariant($"HobbyKernel: {Tests} tests passed");

    /// <summary>True if the report ends as it must. A machine that resets also exits, so the last line is asked for too.</summary>
    public bool ReportsSuccess => Serial.TrimEnd().EndsWith(LastLine, StringComparison.Ordinal);

    /// <summary>True if both exit code and report say success.</summary>
    public bool Passed => ExitCode == SuccessCode && ReportsSuccess;
}
