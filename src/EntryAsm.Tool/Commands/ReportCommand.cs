// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Report;
using EntryAsm.Report.Model;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm report</c>: entry code as one HTML file to look at.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var files = Shared.Checked(new Argument<string[]>("FILE") { Description = "Compiled assemblies with entry modules, or ELF64 objects.", Arity = ArgumentArity.OneOrMore });
        var module = Shared.Module();
        var output = Shared.File("--output", "The file to write; by default the first input's name with .html, in the current folder.", "-o");
        var against = Shared.File("--against", "An older assembly, object or listing to compare with: its routines are shown side by side.");
        var sources = new Option<string[]>("--sources") { Description = "A folder with the C# files that the modules name; may be given more than once. By default that of the project whose output the assembly is.", HelpName = "FOLDER" };
        var noSources = new Option<bool>("--no-sources") { Description = "Leaves C# lines out of the report." };
        var entries = EntryOption.Create();
        var command = new ToolCommand("report", "Write one HTML file that shows control flow, the stack at every instruction, tables, findings. It needs no network.",
            "entryasm report bin/Debug/net10.0/Kernel.dll", "entryasm report entry_64.o -o entry.html --entry syscall=entry_SYSCALL_64", "entryasm report new/Kernel.dll --against old/Kernel.dll -o changes.html")
        {
            files, module, output, against, sources, noSources, entries,
        };
        command.SetAction(result =>
        {
            var paths = result.GetRequiredValue(files);
            var loaded = paths.Select(path => (Path: path, Input.Load(path, result.GetValue(module)).Modules)).ToList();
            var modules = loaded.SelectMany(static input => input.Modules).ToList();
            var texts = loaded.SelectMany(input => Enumerable.Repeat(result.GetValue(noSources) ? SourceTexts.None : SourceTexts.Below([.. result.GetValue(sources) ?? [], .. ProjectFolder(input.Path)]), input.Modules.Length)).ToList();
            var given = EntryOption.Read(result.GetValue(entries) ?? [], [.. modules.Select(static found => found.Object)]);
            var changes = result.GetValue(against) is { } old ? ReportChanges.Between(Input.Load(old), modules) : null;
            var reported = modules.Select((found, i) => new ReportedModule(found.Object) { Check = new CheckOptions { Entries = given[i] }, Changes = changes?[i], Sources = texts[i] });
            var outputs = new OutputFiles(result.GetValue(against) is { } older ? [.. paths, older] : [.. paths]);
            outputs.Add(result.GetValue(output) ?? Path.GetFileNameWithoutExtension(paths[0]) + ".html", HtmlReport.Write([.. reported]));
            outputs.Write();
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The folder of the project that an assembly comes from: the first above it with a project file.</summary>
    private static IEnumerable<string> ProjectFolder(string assembly)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(assembly)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.EnumerateFiles(folder, "*.csproj").Any())
                return [folder];
        }

        return [];
    }
}
