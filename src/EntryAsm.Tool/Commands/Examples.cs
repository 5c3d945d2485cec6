// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EntryAsm.Tool.Commands;

/// <summary>Examples at the end of a command's help.</summary>
internal static class Examples
{
    private static readonly string[] OfRoot =
    [
        "entryasm entry64 --config .config --asm-offsets include/generated/asm-offsets.h -o entry_64.o",
        "entryasm show bin/Debug/net10.0/Kernel.dll error_entry",
        "entryasm diff old.o new.o --markdown",
    ];

    /// <summary>Gives the root and, through it, every command its examples.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new ExamplesHelpAction(help);
        }
    }

    public static string[] Of(Command command) => command switch
    {
        RootCommand => OfRoot,
        ToolCommand tool => tool.Examples,
        _ => [],
    };
}

/// <summary>A command that shows how it is used.</summary>
internal sealed class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public string[] Examples { get; } = examples;
}

/// <summary>The usual help, then the examples.</summary>
internal sealed class ExamplesHelpAction(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Help is given however wrong the rest of the line is.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        var usual = new StringWriter();
        configuration.Output = usual;
        var result = help.Invoke(parseResult);
        configuration.Output = output;
        output.Write(usual.ToString().ReplaceLineEndings("\n").Replace("\n  " + RootCommand.ExecutableName, "\n  entryasm", StringComparison.Ordinal).TrimEnd('\n') + "\n\n");
        output.Write("Examples:\n");
        foreach (var example in Examples.Of(parseResult.CommandResult.Command))
            output.Write("  " + example + "\n");
        output.Write("\nExit code: 0 done, 1 failed or different, 2 wrong usage.\n");
        return result;
    }
}
