// SPDX-License-Identifier: MIT
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

    /// <summary>The tool as a process of a shell, for what only a process has: signals, streams, environment.</summary>
    /// <param name="arguments">Its arguments, as a shell reads them.</param>
    /// <param name="rest">What stands behind them: a redirection, or a pipe to another command.</param>
    /// <param name="environment">Variables to set.</param>
    public static Command Process(string arguments, string rest = "", params (string Name, string Value)[] environment)
    {
        // Where the tests run in the background, shells and nohup have signals ignored, and a child inherits that.
        var tool = Path.Combine(AppContext.BaseDirectory, "EntryAsm.Tool.dll");
        return Shell("exec env --default-signal=INT,HUP,TERM dotnet '" + tool + "' " + arguments + " " + rest, "", environment);
    }

    /// <summary>A script for the shell.</summary>
    public static Command Shell(string script, string folder = "", params (string Name, string Value)[] environment) => new("/bin/sh", "-c", script)
    {
        Folder = folder,
        Environment = environment.ToDictionary(static variable => variable.Name, static variable => (string?)variable.Value),
        Limit = TimeSpan.FromMinutes(1),
    };

    /// <summary>What a process ended with.</summary>
    public static ToolRun Of(CommandResult result) => new(result.ExitCode, result.Output, result.Error);

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
