// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Diagnostics;

namespace EntryAsm.Testing;

/// <summary>A program that runs. Both of its streams are read all the time, so it never waits for the test.</summary>
public sealed class RunningCommand : IDisposable
{
    private readonly Command command;
    private readonly Process process;
    private readonly Task<string> output, error;
    private readonly long started = Stopwatch.GetTimestamp();

    internal RunningCommand(Command command, ProcessStartInfo start, string input)
    {
        this.command = command;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{command} could not be started: {e.Message}", e);
        }

        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
        Feed(input);
    }

    /// <summary>The number of the process, for signals.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Waits for the end, and kills the program and its children when its time is up.</summary>
    public CommandResult Finish()
    {
        var left = command.Limit - Stopwatch.GetElapsedTime(started);
        var ended = process.WaitForExit(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        Kill();
        return new CommandResult(command.ToString(), process.ExitCode, output.Result, error.Result, !ended);
    }

    /// <summary>Kills the program if it still runs.</summary>
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Feed(string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended, or closed its input, without reading it all.
        }
    }

    private void Kill()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }
}
