// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm explain</c>: what a diagnostic means and how to fix it, without a network.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = Shared.Checked(new Argument<string?>("ID") { Description = "The id of a diagnostic; left out, all are listed.", Arity = ArgumentArity.ZeroOrOne });
        var command = new ToolCommand("explain", "Explain a diagnostic: its cause, an example and the fix.", "entryasm explain EA0004", "entryasm explain")
        {
            id,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(id) is { } name)
                new PageWriter(terminal).Write(DiagnosticPage.Read(name));
            else
                List(terminal);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void List(Terminal terminal)
    {
        foreach (var id in DiagnosticPage.Ids)
            terminal.WriteLine(id + "  " + DiagnosticPage.Read(id).Title);
    }
}
