// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm build</c>: writes what a module became as files.</summary>
internal static class BuildCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = Shared.Input("FILE", "A compiled assembly with entry modules, or an ELF64 object.");
        var module = Shared.Module();
        var outputs = new ModuleOutputs();
        var space = Shared.Namespace();
        var blob = Shared.File("--blob", "Writes a flat binary, linked for --address.");
        var map = Shared.File("--map", "Writes the addresses of the linked symbols, one a line.");
        var link = new LinkArguments();
        var command = new ToolCommand("build", "Write object, listing, source or a linked blob from a compiled assembly.",
            "entryasm build bin/Debug/net10.0/Kernel.dll -o entry.o --listing entry.lst",
            "entryasm build Kernel.dll --csharp Entry.cs --namespace Kernel",
            "entryasm build Kernel.dll --blob entry.bin --address 0xffffffff81000000 --symbol do_syscall_64=0xffffffff81200000")
        {
            file, module, space, blob, map,
        };
        outputs.AddTo(command);
        link.AddTo(command);
        command.SetAction(result =>
        {
            RequireOutput(result, outputs, blob, map);
            var path = result.GetRequiredValue(file);
            var built = Input.Load(path, result.GetValue(module)).Single();
            var files = new OutputFiles(path);
            outputs.Add(files, result, built.Object, result.GetValue(space));
            if ((result.GetValue(blob) ?? result.GetValue(map)) is not null)
                AddImage(files, link.Link(result, built.Object), result.GetValue(blob), result.GetValue(map));
            files.Write();
            return ExitCodes.Done;
        });
        return command;
    }

    private static void RequireOutput(ParseResult result, ModuleOutputs outputs, Option<string?> blob, Option<string?> map)
    {
        if (!outputs.AreAsked(result) && result.GetValue(blob) is null && result.GetValue(map) is null)
            throw ToolException.Usage("name at least one output: -o, --listing, --gas, --json, --csharp, --blob or --map; see 'entryasm build --help'");
    }

    private static void AddImage(OutputFiles files, EntryImage image, string? blob, string? map)
    {
        if (blob is not null)
            files.Add(blob, FlatImage.Bytes(image));
        if (map is not null)
            files.Add(map, FlatImage.Map(image));
    }
}
