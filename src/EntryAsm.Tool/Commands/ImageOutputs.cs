// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary>The files that are written of a module linked for an address.</summary>
internal sealed class ImageOutputs
{
    private readonly Option<string?> blob = Shared.File("--blob", "Writes a flat binary, linked for --address.");
    private readonly Option<string?> map = Shared.File("--map", "Writes the addresses of the linked symbols, one per line.");
    private readonly LinkArguments link = new();

    public void AddTo(Command command)
    {
        command.Add(blob);
        command.Add(map);
        link.AddTo(command);
    }

    /// <summary>Refuses to build a module when no output is requested.</summary>
    public void RequireAny(ParseResult result, ModuleOutputs others)
    {
        if (!others.AreAsked(result) && !AreAsked(result))
            throw ToolException.Usage("name at least one output: -o, --listing, --gas, --json, --csharp, --blob or --map; see 'entryasm " + result.CommandResult.Command.Name + " --help'");
    }

    private bool AreAsked(ParseResult result) => (result.GetValue(blob) ?? result.GetValue(map)) is not null;

    public void Add(OutputFiles files, ParseResult result, EntryObject module)
    {
        if (!AreAsked(result))
            return;
        var image = link.Link(result, module);
        if (result.GetValue(blob) is { } blobPath)
            files.Add(blobPath, FlatImage.Bytes(image));
        if (result.GetValue(map) is { } mapPath)
            files.Add(mapPath, FlatImage.Map(image));
    }
}
