// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Tool.Kernels;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm linux</c>: a file of Linux' entry code for the configuration of a kernel; <c>entryasm entry64</c> is its short form for entry_64.</summary>
internal static class LinuxCommand
{
    public static Command Create(Terminal terminal)
    {
        var release = new Option<string?>("--release") { Description = "The release: " + KernelPort.Releases + ". What the header of .config says, unless given; 5.0 where it says nothing.", HelpName = "RELEASE" };
        var file = new Option<string>("--file") { Description = "The kernel's file, without its extension, such as entry_64 or entry_64_compat.", HelpName = "NAME", Required = true };
        var command = new ToolCommand("linux", "Assemble a file of Linux' entry code for the configuration of a kernel.",
            "entryasm linux --file entry_64 --config .config --asm-offsets include/generated/asm-offsets.h -o entry_64.o",
            "entryasm linux --release 6.12 --file retpoline --config .config --asm-offsets asm-offsets.h -o retpoline.o --listing retpoline.lst")
        {
            release, file,
        };
        Add(command, terminal, result => (result.GetValue(release), result.GetRequiredValue(file)));
        return command;
    }

    public static Command CreateEntry64(Terminal terminal)
    {
        var command = new ToolCommand("entry64", "Assemble Linux' entry_64 for the configuration of a kernel.",
            "entryasm entry64 --config .config --asm-offsets include/generated/asm-offsets.h -o entry_64.o",
            "entryasm entry64 --config .config --asm-offsets asm-offsets.h -o entry_64.o --listing entry_64.lst --gas entry_64.S --json entry_64.json");
        Add(command, terminal, static _ => (null, "entry_64"));
        return command;
    }

    private static void Add(ToolCommand command, Terminal terminal, Func<ParseResult, (string? Release, string File)> what)
    {
        var config = new Option<string>("--config") { Description = "The kernel's .config.", HelpName = "FILE", Required = true };
        var offsets = new Option<string>("--asm-offsets") { Description = "The kernel's generated asm-offsets.h.", HelpName = "FILE", Required = true };
        var outputs = new ModuleOutputs { RequiresObject = true };
        command.Add(config);
        command.Add(offsets);
        outputs.AddTo(command);
        command.SetAction(result =>
        {
            string[] inputs = [result.GetRequiredValue(config), result.GetRequiredValue(offsets)];
            var files = new OutputFiles(inputs);
            outputs.Check(files, result);
            var sources = KernelSources.Read(inputs[0], inputs[1]);
            var (release, file) = what(result);
            outputs.Add(files, result, KernelPort.Choose(release, sources).Build(file, sources), terminal);
            files.Write();
            return ExitCodes.Done;
        });
    }
}
