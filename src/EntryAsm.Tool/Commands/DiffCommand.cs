// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm diff</c>: what differs in the machine code of two inputs.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var old = Shared.Input("OLD", "The old assembly, object or listing.");
        var now = Shared.Input("NEW", "The new assembly, object or listing.");
        var module = Shared.Module();
        var markdown = new Option<bool>("--markdown") { Description = "Writes Markdown, for a comment on a pull request." };
        var command = new ToolCommand("diff", "Compare the machine code of two assemblies, objects or listings, routine by routine. Exit code 1 when they differ.",
            "entryasm diff old/Kernel.dll new/Kernel.dll", "entryasm diff old.o new.o --markdown > comment.md", "entryasm diff Kernel.lst bin/Debug/net10.0/Kernel.dll --module KernelEntry")
        {
            old, now, module, markdown,
        };
        command.SetAction(result =>
        {
            var (oldPath, newPath) = (result.GetRequiredValue(old), result.GetRequiredValue(now));
            var differences = InputComparison.Compare(Input.Load(oldPath, result.GetValue(module)), Input.Load(newPath, result.GetValue(module)));
            return Report(terminal, oldPath, newPath, differences, result.GetValue(markdown));
        });
        return command;
    }

    private static int Report(Terminal terminal, string oldPath, string newPath, List<ModuleDifference> differences, bool isMarkdown)
    {
        var isSame = differences.All(static module => module.IsEmpty);
        if (isMarkdown)
            terminal.Output.Write(MarkdownReport.Write(oldPath, newPath, differences));
        else if (!isSame)
            new TextReport(terminal).Write(oldPath, newPath, differences);
        return isSame ? ExitCodes.Done : ExitCodes.Failed;
    }
}
