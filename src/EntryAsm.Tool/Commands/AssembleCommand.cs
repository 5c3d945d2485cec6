// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Tool.Evaluation;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm assemble</c>: a module's file without a project.</summary>
internal static class AssembleCommand
{
    public static System.CommandLine.Command Create(Terminal terminal)
    {
        var file = Shared.Input("FILE.cs", "A C# file with an entry module.");
        var module = Shared.Module();
        var inputs = new Option<string[]>("--input") { Description = "A file that the module names with incbin, by its path from the module's folder on. May be given several times.", HelpName = "FILE" };
        var outputs = new ModuleOutputs();
        var image = new ImageOutputs();
        var command = new ToolCommand("assemble", "Assemble one C# file to an object, without a project.",
            "entryasm assemble entry.cs -o entry.o", "entryasm assemble entry.cs -o entry.o --listing entry.lst",
            "entryasm assemble boot.cs --blob boot.bin --address 0x7c00")
        {
            file, module, inputs,
        };
        outputs.AddTo(command);
        image.AddTo(command);
        command.SetAction(result =>
        {
            image.RequireAny(result, outputs);
            var path = result.GetRequiredValue(file);
            var built = Single(path, SourceModule.Evaluate(path, Text(path), result.GetValue(inputs) ?? [], terminal.Warn), result.GetValue(module));
            var files = new OutputFiles([path, .. result.GetValue(inputs) ?? []]);
            outputs.Add(files, result, built, terminal);
            image.Add(files, result, built);
            files.Write();
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Text(string path) => System.Text.Encoding.UTF8.GetString(InputFile.Read(path)).TrimStart('\ufeff');

    private static EntryObject Single(string path, IReadOnlyList<EntryObject> modules, string? name)
    {
        var found = name is null ? modules : [.. modules.Where(module => module.Name == name || module.Name.EndsWith("." + name, StringComparison.Ordinal))];
        return found.Count switch
        {
            1 => found[0],
            0 when name is not null => throw new ToolException(path + ": has no entry module '" + name + "'"),
            0 => throw new ToolException(path + ": holds no entry module; mark a class with [EntryModule]"),
            _ => throw new ToolException(path + ": holds " + found.Count + " entry modules: " + string.Join(", ", found.Select(static module => module.Name)) + "; name one with --module"),
        };
    }
}
