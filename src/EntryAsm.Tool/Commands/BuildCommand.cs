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
        var image = new ImageOutputs();
        var command = new ToolCommand("build", "Write object, listing, source or a linked blob from a compiled assembly.",
            "entryasm build bin/Debug/net10.0/Kernel.dll -o entry.o --listing entry.lst",
            "entryasm build Kernel.dll --csharp Entry.cs --namespace Kernel",
            "entryasm build Kernel.dll --blob entry.bin --address 0xffffffff81000000 --symbol do_syscall_64=0xffffffff81200000")
        {
            file, module, space,
        };
        outputs.AddTo(command);
        image.AddTo(command);
        command.SetAction(result =>
        {
            image.RequireAny(result, outputs);
            var path = result.GetRequiredValue(file);
            var built = Input.Load(path, result.GetValue(module)).Single();
            var files = new OutputFiles(path);
            outputs.Add(files, result, built.Object, terminal, result.GetValue(space));
            image.Add(files, result, built.Object);
            files.Write();
            return ExitCodes.Done;
        });
        return command;
    }
}
