// SPDX-License-Identifier: MIT
using System.Text;
using Spectre.Console;

namespace EntryAsm.Tool;

/// <summary>Where the tool writes: standard output and standard error, with colour where someone looks at it.</summary>
internal sealed class Terminal
{
    private readonly IAnsiConsole? colours;

    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="useColour">True on a terminal that takes colour.</param>
    public Terminal(TextWriter output, TextWriter error, bool useColour)
    {
        Output = output;
        Error = error;
        if (useColour)
            colours = CreateColours(output);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>True when styles are shown.</summary>
    public bool HasColour => colours is not null;

    /// <summary>The process' own streams: UTF-8, <c>\n</c>, coloured on a terminal unless NO_COLOR is set (https://no-color.org).</summary>
    public static Terminal OfProcess() => new(
        Writer(Console.OpenStandardOutput(), autoFlush: false),
        Writer(Console.OpenStandardError(), autoFlush: true),
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    public void WriteLine(string text = "") => Output.Write(text + "\n");

    public void Write(string text, Style? style = null)
    {
        if (colours is null || style is null || text.Length == 0)
            Output.Write(text);
        else
            colours.Write(new Text(text, style));
    }

    public void WriteLine(string text, Style style)
    {
        Write(text, style);
        WriteLine();
    }

    /// <summary>Says on standard error what went wrong.</summary>
    /// <returns><paramref name="exitCode"/>.</returns>
    public int Fail(string message, int exitCode) => Fail([message], exitCode);

    /// <inheritdoc cref="Fail(string, int)"/>
    /// <param name="messages">A line for each thing that went wrong.</param>
    /// <param name="exitCode">What the process ends with.</param>
    public int Fail(IReadOnlyList<string> messages, int exitCode)
    {
        try
        {
            Output.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Standard output is what failed, and the message says so.
        }

        foreach (var message in messages)
            Warn(message);
        return exitCode;
    }

    /// <summary>A line on standard error.</summary>
    public void Warn(string message)
    {
        try
        {
            Error.Write("entryasm: " + OneLine(message) + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed or full: the exit code alone tells.
        }
    }

    private static string OneLine(string message)
    {
        var line = new StringBuilder(message.Length);
        foreach (var letter in message)
            line.Append(char.IsControl(letter) ? ' ' : letter);
        return line.ToString();
    }

    private static StreamWriter Writer(Stream stream, bool autoFlush) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024) { NewLine = "\n", AutoFlush = autoFlush };

    private static IAnsiConsole CreateColours(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = int.MaxValue / 2; // a listing's columns are never wrapped
        return console;
    }
}
