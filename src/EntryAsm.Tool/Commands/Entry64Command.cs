// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text;
using EntryAsm.Linux;
using EntryAsm.Primitives;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm entry64</c>: Linux' entry code for the configuration of a kernel.</summary>
internal static class Entry64Command
{
    public static Command Create(Terminal terminal)
    {
        var config = new Option<string>("--config") { Description = "The kernel's .config.", HelpName = "FILE", Required = true };
        var offsets = new Option<string>("--asm-offsets") { Description = "The kernel's generated asm-offsets.h.", HelpName = "FILE", Required = true };
        var outputs = new ModuleOutputs { RequiresObject = true };
        var command = new ToolCommand("entry64", "Assemble Linux' entry_64 for the configuration of a kernel.",
            "entryasm entry64 --config .config --asm-offsets include/generated/asm-offsets.h -o entry_64.o",
            "entryasm entry64 --config .config --asm-offsets asm-offsets.h -o entry_64.o --listing entry_64.lst --gas entry_64.S --json entry_64.json")
        {
            config, offsets,
        };
        outputs.AddTo(command);
        command.SetAction(result =>
        {
            var files = new OutputFiles();
            outputs.Add(files, result, Assemble(result.GetRequiredValue(config), result.GetRequiredValue(offsets)));
            files.Write();
            return ExitCodes.Done;
        });
        return command;
    }

    private static EntryObject Assemble(string config, string offsets)
    {
        try
        {
            return new Entry64(KernelBuild.Read(config, ReadText(config), offsets, ReadText(offsets))).Build();
        }
        catch (KernelFileException mistake)
        {
            throw new ToolException(mistake.Message);
        }
    }

    /// <summary>A kernel's file. Names in it are ASCII; a comment may be anything.</summary>
    private static string ReadText(string path)
    {
        var bytes = InputFile.Read(path);
        var zero = Array.IndexOf(bytes, (byte)0);
        if (zero >= 0)
            throw new ToolException(path + ": is no text: it has a zero byte at offset " + NumberText.Decimal(zero));
        return System.Text.Encoding.UTF8.GetString(bytes);
    }
}
