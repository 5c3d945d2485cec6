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
    private readonly Task fed;
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
        fed = Task.Run(() => Feed(input)); // a program that does not read its input must not stop the test
    }

    /// <summary>The number of the process, for signals.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Waits for the end, and kills the program and its children when its time is up.</summary>
    public CommandResult Finish()
    {
        var ended = process.WaitForExit(TimeLeft) && Task.WaitAll([output, error], TimeLeft); // a child may outlive it and hold the streams
        Kill();
        return new CommandResult(command.ToString(), process.ExitCode, TextOf(output), TextOf(error), !ended);
    }

    /// <summary>Kills the program if it still runs.</summary>
    public void Dispose()
    {
        Kill();
        try
        {
            fed.Wait(TimeSpan.FromSeconds(1)); // or both would close its input
            process.Dispose();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // What it did not read is of no use to anybody.
        }
    }

    private TimeSpan TimeLeft
    {
        get
        {
            var left = command.Limit - Stopwatch.GetElapsedTime(started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>What was read; nothing when the stream is still open a moment after the kill.</summary>
    private static string TextOf(Task<string> stream) => stream.Wait(TimeSpan.FromSeconds(1)) ? stream.Result : "";

    private void Feed(string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program ended, or closed its input, without reading it all.
        }
    }

    private void Kill()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit(TimeSpan.FromSeconds(10)); // with a limit it does not wait for the streams
    }
}
