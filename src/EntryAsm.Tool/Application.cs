// SPDX-License-Identifier: MIT
using System.CommandLine.Help;
using System.CommandLine;
using EntryAsm.Tool.Commands;

namespace EntryAsm.Tool;

/// <summary>The command line from its arguments to an exit code. Every failure ends here, as one line.</summary>
internal static class Application
{
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    public static int Run(string[] arguments, Terminal terminal)
    {
        try
        {
            var exitCode = Invoke(WithOperands(arguments), terminal);
            terminal.Output.Flush();
            return exitCode;
        }
        catch (ToolException failure)
        {
            return terminal.Fail(failure.Lines, failure.ExitCode);
        }
        catch (EntryAsmException error)
        {
            return terminal.Fail(error.Message, ExitCodes.Failed);
        }
        catch (IOException failure)
        {
            return terminal.Fail("cannot write the output: " + failure.Message, ExitCodes.Failed);
        }
        catch (UnauthorizedAccessException)
        {
            return terminal.Fail("cannot write the output: standard output is closed", ExitCodes.Failed);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return terminal.Fail($"internal error ({failure.GetType().Name}: {failure.Message}); please report it with the input that caused it", ExitCodes.Failed);
        }
    }

    public static RootCommand CreateRoot(Terminal terminal)
    {
        var root = new RootCommand("Build, show, compare and check x86-64 kernel entry code made with EntryAsm.");
        root.Add(LinuxCommand.CreateEntry64(terminal));
        root.Add(LinuxCommand.Create(terminal));
        root.Add(BuildCommand.Create(terminal));
        root.Add(ShowCommand.Create(terminal));
        root.Add(DiffCommand.Create(terminal));
        root.Add(ImportCommand.Create(terminal));
        root.Add(AssembleCommand.Create(terminal));
        root.Add(HeaderCommand.Create(terminal));
        root.Add(VerifyCommand.Create(terminal));
        root.Add(CheckCommand.Create(terminal));
        root.Add(ReportCommand.Create());
        root.Add(ExplainCommand.Create(terminal));
        Examples.AddTo(root);
        return root;
    }

    private static int Invoke(string[] arguments, Terminal terminal)
    {
        var result = CreateRoot(terminal).Parse(arguments, Parser);
        if (result.Errors.Count != 0 && result.Action is not HelpAction and not ExamplesHelpAction)
            throw ToolException.Usage(Reason(result) + "; see '" + HelpOf(result.CommandResult.Command) + "'");

        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Error });
    }

    /// <summary>What follows <c>--</c> is the name of a file, even where it begins like an option.</summary>
    private static string[] WithOperands(string[] arguments)
    {
        var end = Array.IndexOf(arguments, "--");
        return end < 0 ? arguments : [.. arguments[..end], .. arguments[end..].Select(static (argument, index) => index > 0 && argument.StartsWith('-') ? "./" + argument : argument)];
    }

    /// <summary>A word that is no command says more than that a command is missing.</summary>
    private static string Reason(ParseResult result) =>
        (result.Errors.FirstOrDefault(static error => error.Message.Contains('\'', StringComparison.Ordinal)) ?? result.Errors[0]).Message.TrimEnd('.').ReplaceLineEndings(" ");

    private static string HelpOf(Command command) => command is RootCommand ? "entryasm --help" : "entryasm " + command.Name + " --help";
}
