// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm check</c>: what is wrong with entry code, with the path that leads there.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = Shared.Checked(new Argument<string[]>("FILE") { Description = "Compiled assemblies with entry modules, or ELF64 objects.", Arity = ArgumentArity.OneOrMore });
        var module = Shared.Module();
        var speculation = new Option<bool>("--speculation") { Description = "Also reports what only speculative execution can exploit." };
        var strict = new Option<bool>("--strict") { Description = "Lists what can be neither proved right nor proved wrong." };
        var entries = EntryOption.Create();
        var alignment = new Option<int?>("--stack-alignment") { Description = "Bytes that rsp is a multiple of where C is called: 8 or 16. By default what the module says, else 16.", HelpName = "8|16" };
        alignment.AcceptOnlyFromAmong("8", "16");
        var sarif = Shared.File("--sarif", "Writes the findings as SARIF 2.1.0, for code scanning.");
        var command = new ToolCommand("check", "Check the entry code of assemblies and objects: stack, GS base, page tables, registers, flags, gates. Exit code 1 on a finding.",
            "entryasm check bin/Debug/net10.0/Kernel.dll", "entryasm check entry.o --entry syscall=syscall_entry --entry idt:14=page_fault", "entryasm check Kernel.dll --speculation --sarif entry.sarif")
        {
            files, module, speculation, strict, entries, alignment, sarif,
        };
        command.SetAction(result =>
        {
            var options = new CheckOptions { Speculation = result.GetValue(speculation), Strict = result.GetValue(strict), StackAlignment = result.GetValue(alignment) };
            var modules = result.GetRequiredValue(files).SelectMany(path => Input.Load(path, result.GetValue(module)).Modules.Select(found => (Path: path, found.Object))).ToList();
            var given = EntryOption.Read(result.GetValue(entries) ?? [], [.. modules.Select(static found => found.Object)]);
            var reports = modules.Select((found, i) => new CheckedModule(found.Path, found.Object.Name, EntryChecker.Check(found.Object, options with { Entries = given[i] }))).ToList();
            if (result.GetValue(sarif) is { } path)
            {
                var outputs = new OutputFiles([.. modules.Select(static found => found.Path)]);
                outputs.Add(path, SarifReport.Write(reports));
                outputs.Write();
            }

            return new CheckText(terminal).Write(reports) == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
