// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace EntryAsm.Tool.Tests;

/// <summary>What a run of the tool ended with.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command line in this process.</summary>
    public static ToolRun Of(params string[] arguments) => Of(useColour: false, arguments);

    public static ToolRun Of(bool useColour, params string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var exitCode = Application.Run(arguments, new Terminal(output, error, useColour));
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Starts the tool as a process, for what only a process has: signals, streams, environment.</summary>
    public static Process Start(string arguments, string redirect = "", string workingDirectory = "", params (string Name, string Value)[] environment)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "EntryAsm.Tool.dll");

        // Where the tests run in the background, shells and nohup have signals ignored, and a child inherits that.
        return StartShell("exec env --default-signal=INT,HUP,TERM dotnet '" + tool + "' " + arguments + " " + redirect, workingDirectory, environment);
    }

    public static Process StartShell(string script, params (string Name, string Value)[] environment) => StartShell(script, "", environment);

    public static Process StartShell(string script, string workingDirectory, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", script }, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workingDirectory };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<ToolRun> Finish(Process process, int minutes = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return new ToolRun(process.ExitCode, await output, await error);
    }

    /// <summary>Asserts that the run failed as it should: one line on standard error, nothing on standard output.</summary>
    public void FailedWith(int exitCode, string message)
    {
        Assert.Equal("entryasm: " + message + "\n", Error);
        Assert.Equal("", Output);
        Assert.Equal(exitCode, ExitCode);
    }

    /// <summary>Asserts that the run did what it should and said nothing else.</summary>
    public string Succeeded()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return Output;
    }
}
