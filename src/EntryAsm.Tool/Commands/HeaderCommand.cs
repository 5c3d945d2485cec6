// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm header</c>: what other languages need to know of a module.</summary>
internal static class HeaderCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = Shared.Input("FILE", "A compiled assembly with entry modules, or an ELF64 object.");
        var module = Shared.Module();
        var c = Shared.File("--c", "Writes a C header.");
        var csharp = Shared.File("--csharp", "Writes a C# file.");
        var rust = Shared.File("--rust", "Writes a Rust file.");
        var space = Shared.Namespace();
        var command = new ToolCommand("header", "Write a C header, a C# or a Rust file with symbols, offsets, gates and the structure that registers are saved in. Without an option the C header goes to standard output.",
            "entryasm header bin/Debug/net10.0/Kernel.dll --c entry.h --csharp Entry.cs", "entryasm header entry_64.o > entry.h")
        {
            file, module, c, csharp, rust, space,
        };
        command.SetAction(result =>
        {
            var path = result.GetRequiredValue(file);
            var model = new HeaderModel(Input.Load(path, result.GetValue(module)).Single().Object);
            var files = new OutputFiles(path);
            if (result.GetValue(c) is { } cPath)
                files.Add(cPath, CHeader.Write(model));
            if (result.GetValue(csharp) is { } csharpPath)
                files.Add(csharpPath, CSharpHeader.Write(model, result.GetValue(space)));
            if (result.GetValue(rust) is { } rustPath)
                files.Add(rustPath, RustHeader.Write(model));
            if (files.IsEmpty)
                terminal.Output.Write(CHeader.Write(model));
            files.Write();
            return ExitCodes.Done;
        });
        return command;
    }
}
