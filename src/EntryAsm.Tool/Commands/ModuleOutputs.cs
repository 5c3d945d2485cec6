// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary>The files every command that makes an object can write of it.</summary>
internal sealed class ModuleOutputs
{
    private readonly List<(Option<string?> Option, Func<EntryObject, string?, string> Write)> texts;
    private readonly Option<string?> entryObject = Shared.File("--output", "Writes the ELF64 object.", "-o");

    private readonly Option<bool> debug = new("--debug", "-g") { Description = "Adds to the object the data that debuggers need: C# lines, routines, call frame information." };
    private readonly Option<bool> ehFrame = new("--eh-frame") { Description = "Adds to the object call frame information that is loaded with the program (.eh_frame)." };
    private readonly Option<bool> orc = new("--orc") { Description = "Adds to the object the tables of the kernel's ORC unwinder, as objtool makes them." };

    public ModuleOutputs() => texts =
    [
        (Shared.File("--listing", "Writes the listing, made to be kept under version control."), static (module, _) => ListingWriter.Write(module)),
        (Shared.File("--gas", "Writes GNU assembler source."), static (module, _) => GasWriter.Write(module)),
        (Shared.File("--json", "Writes everything as JSON."), static (module, _) => JsonWriter.Write(module)),
        (Shared.File("--csharp", "Writes C# without dependencies, with a linker, for a kernel without a runtime."), static (module, space) => CSharpWriter.Write(module, CSharpOptions.ForKernel with { Namespace = space })),
    ];

    /// <summary>Makes the object obligatory.</summary>
    public bool RequiresObject
    {
        init => entryObject.Required = value;
    }

    public void AddTo(Command command)
    {
        command.Add(entryObject);
        command.Add(debug);
        command.Add(ehFrame);
        command.Add(orc);
        foreach (var (option, _) in texts)
            command.Add(option);
    }

    public bool AreAsked(ParseResult result) => result.GetValue(entryObject) is not null || texts.Exists(text => result.GetValue(text.Option) is not null);

    /// <summary>Refuses names that cannot be outputs', before the work that leads to them.</summary>
    public void Check(OutputFiles files, ParseResult result)
    {
        foreach (var path in texts.Select(text => result.GetValue(text.Option)).Prepend(result.GetValue(entryObject)).OfType<string>())
            files.Check(path);
    }

    public void Add(OutputFiles files, ParseResult result, EntryObject module, Terminal terminal, string? space = null)
    {
        if (result.GetValue(entryObject) is { } path)
            files.Add(path, ElfWriter.Write(WithTables(result, module, terminal)));
        foreach (var (option, write) in texts)
        {
            if (result.GetValue(option) is { } textPath)
                files.Add(textPath, write(module, space));
        }
    }

    private EntryObject WithTables(ParseResult result, EntryObject module, Terminal terminal)
    {
        if (result.GetValue(orc))
            module = OrcTable.AddTo(module);
        bool asked = result.GetValue(debug), loaded = result.GetValue(ehFrame);
        if (!asked && !loaded)
            return module;
        var with = DebugInformation.AddTo(module, new DebugOptions { Frames = asked, Lines = asked, LoadedFrames = loaded }, out var areFramesKnown);
        if (!areFramesKnown)
            terminal.Warn(DebugInformation.WithoutFrames(module));
        return with;
    }
}
