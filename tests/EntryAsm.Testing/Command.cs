// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace EntryAsm.Testing;

/// <summary>A program to run: how to start it, and how long it may take.</summary>
/// <param name="program">Its name on the PATH, or its path.</param>
/// <param name="arguments">Its arguments, each as the program is to see it.</param>
public sealed class Command(string program, params IEnumerable<string> arguments)
{
    private readonly string[] arguments = [.. arguments];

    /// <summary>The working directory; that of the tests when empty.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The environment variables to set; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the program reads from its standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>How long it may take before it is killed, with the processes that it started.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public CommandResult Run()
    {
        using var running = Start();
        return running.Finish();
    }

    /// <summary>Starts the program, for tests that do something while it runs.</summary>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public RunningCommand Start() => new(this, StartInfo(), Input);

    /// <summary>The command line, for messages.</summary>
    public override string ToString() => string.Join(' ', arguments.Prepend(program));

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C"; // the tools' messages in English, whatever the machine speaks
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
