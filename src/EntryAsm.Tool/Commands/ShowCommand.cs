// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm show</c>: the listing of modules, or of one routine.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = Shared.Input();
        var routine = Shared.Checked(new Argument<string?>("ROUTINE") { Description = "A symbol; left out, everything is shown.", Arity = ArgumentArity.ZeroOrOne });
        var module = Shared.Module();
        var textConversion = new Option<bool>("--textconv") { Description = "Writes the form made to be compared: offsets and C# lines count from the last name above. For git's textconv." };
        var state = new Option<bool>("--state") { Description = "Shows next to each instruction the state of the machine before it: stack, GS base, CR3, flags." };
        var markdown = new Option<bool>("--markdown") { Description = "Writes the state as Markdown." };
        var entries = EntryOption.Create();
        var command = new ToolCommand("show", "Show machine code: offset, bytes, instruction, C# line and relocations.",
            "entryasm show bin/Debug/net10.0/Kernel.dll", "entryasm show entry_64.o error_entry", "entryasm show entry_64.o error_entry --state --entry idt:14=page_fault", "git config diff.entryasm.textconv 'entryasm show --textconv'")
        {
            file, routine, module, textConversion, state, markdown, entries,
        };
        command.SetAction(result =>
        {
            var input = Input.Load(result.GetRequiredValue(file), result.GetValue(module));
            if (result.GetValue(state) || result.GetValue(markdown))
                ShowState(new StateReport(terminal, result.GetValue(markdown)), input, result.GetValue(routine), result.GetValue(entries) ?? []);
            else if (result.GetValue(routine) is { } name)
                new RoutineReport(terminal).Write(input, name);
            else
                ShowAll(terminal, input, result.GetValue(textConversion));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void ShowState(StateReport report, Input input, string? routine, string[] entries)
    {
        foreach (var module in input.Modules)
            report.Write(module, routine, EntryOption.Read(entries, module.Object));
    }

    private static void ShowAll(Terminal terminal, Input input, bool toCompare)
    {
        for (var i = 0; i < input.Modules.Length; i++)
        {
            if (i != 0)
                terminal.WriteLine();
            terminal.Output.Write(input.Modules[i].Text(isAbsolute: !toCompare));
        }
    }
}
