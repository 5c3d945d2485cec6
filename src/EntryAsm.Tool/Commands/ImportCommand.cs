// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Import;
using EntryAsm.Import.Checking;
using EntryAsm.Tool.Evaluation;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm import</c>: an assembler source or an object as C#.</summary>
internal sealed class ImportCommand
{
    private readonly Argument<string> file = Shared.Input("FILE", "A source of GNU as, clang or NASM (.s, .S, .asm), or an ELF64 object (.o).");
    private readonly Option<string?> output = Shared.File("--output", "Writes the module; by default it goes to standard output.", "-o");
    private readonly Option<string?> space = Shared.Namespace("The module's namespace; by default Kernel.");
    private readonly Option<string?> className = new("--class") { Description = "The module's class; by default made from the file's name.", HelpName = "NAME" };
    private readonly Option<string?> syntax = new("--syntax") { Description = "att, intel or nasm; by default detected.", HelpName = "NAME" };
    private readonly Option<string?> preprocessor = new("--cpp") { Description = "Runs this command with the file added and reads what it prints, such as \"gcc -E\".", HelpName = "COMMAND" };
    private readonly Option<string[]> folders = new("--include", "-I") { Description = "A folder with included files.", HelpName = "FOLDER" };
    private readonly Option<string[]> definitions = new("--define", "-D") { Description = "A number that the source expects: NAME=VALUE.", HelpName = "NAME=VALUE" };
    private readonly Option<bool> check = new("--check") { Description = "Evaluates the module and compares it with what the assembler produces from the source. When they differ, nothing is written and the exit code is 1." };
    private readonly Option<string?> against = Shared.File("--against", "Compares with this object instead; implies --check.");
    private readonly Terminal terminal;

    private ImportCommand(Terminal terminal) => this.terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var import = new ImportCommand(terminal);
        var command = new ToolCommand("import", "Convert an assembler source or an object to C#.",
            "entryasm import entry.S -o Entry.cs", "entryasm import isr.asm -o Isr.cs --namespace Kernel --check", "entryasm import entry.S --cpp \"gcc -E -D__ASSEMBLY__\" -o Entry.cs")
        {
            import.file, import.output, import.space, import.className, import.syntax, import.preprocessor, import.folders, import.definitions, import.check, import.against,
        };
        command.SetAction(import.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        try
        {
            var path = result.GetRequiredValue(file);
            var options = Options(result);
            var imported = Importer.Import(path, options);
            if (!result.GetValue(check) && result.GetValue(against) is null)
            {
                Write(result, path, imported);
                return ExitCodes.Done;
            }

            // Nothing is written that is not equal.
            var (comparison, assembler) = Compare(result, path, imported, options);
            if (comparison.Differences.Count == 0)
                Write(result, path, imported);
            return Report(path, comparison, assembler);
        }
        catch (ImportException failure)
        {
            throw new ToolException(failure.Message);
        }
    }

    private ImportOptions Options(ParseResult result) => new()
    {
        Namespace = result.GetValue(space),
        ClassName = result.GetValue(className),
        IncludeFolders = result.GetValue(folders) ?? [],
        Preprocessor = result.GetValue(preprocessor),
        Definitions = Definitions(result.GetValue(definitions) ?? []),
        Syntax = result.GetValue(syntax) switch
        {
            null => null,
            "att" => SourceSyntax.Att,
            "intel" => SourceSyntax.Intel,
            "nasm" => SourceSyntax.Nasm,
            var other => throw ToolException.Usage("the syntax '" + other + "' is not known; it is att, intel or nasm"),
        },
    };

    private static Dictionary<string, string> Definitions(string[] texts)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            all[equals < 0 ? text : text[..equals]] = equals < 0 ? "1" : text[(equals + 1)..];
        }

        return all;
    }

    private void Write(ParseResult result, string source, ImportedModule imported)
    {
        if (result.GetValue(output) is not { } path)
        {
            terminal.Output.Write(imported.Source);
            return;
        }

        var files = new OutputFiles([source, .. imported.Included, .. new[] { result.GetValue(against) }.OfType<string>()]);
        files.Add(path, imported.Source);
        files.Write();
    }

    private (Comparison Comparison, string Assembler) Compare(ParseResult result, string path, ImportedModule imported, ImportOptions options)
    {
        var modules = SourceModule.Evaluate(result.GetValue(output) ?? imported.ClassName + ".cs", imported.Source, []);
        var (expected, assembler) = result.GetValue(against) is { } other ? (InputFile.Read(other), other)
            : imported.Syntax is null ? (InputFile.Read(path), path)
            : SourceAssembler.Assemble(path, imported.Lines, imported.Syntax.Value, options.IncludeFolders, imported.Origin is not null);
        if (imported.Origin is { } origin)
            return (FlatComparison.Compare(expected, modules[0], origin), assembler);
        return (ObjectComparison.Compare(Facts(assembler, expected), ElfFacts.Read(ElfWriter.Write(modules[0])), imported.Syntax, modules[0]), assembler);
    }

    private int Report(string path, Comparison comparison, string assembler)
    {
        foreach (var line in comparison.OfChoice)
            terminal.WriteLine("of choice: " + line);
        foreach (var line in comparison.Differences)
            terminal.WriteLine(line);
        terminal.WriteLine(comparison.Differences.Count == 0 ? path + ": equal to what " + assembler + " makes" + (comparison.OfChoice.Count > 0 ? ", but for what assemblers choose" : "")
            : path + ": differs from what " + assembler + " makes; no module is written");
        return comparison.Differences.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static ElfFacts Facts(string name, byte[] bytes)
    {
        try
        {
            return ElfFacts.Read(bytes);
        }
        catch (InvalidDataException failure)
        {
            throw new ToolException(name + ": " + failure.Message);
        }
    }
}
