// SPDX-License-Identifier: MIT
using EntryAsm.Report;
using EntryAsm.Report.Model;
using Microsoft.Build.Framework;

namespace EntryAsm.Build;

/// <summary>
/// The MSBuild task behind EntryAsm.targets: reads the objects of all entry modules from a compiled assembly and writes them as files named after the modules. All
/// files of an assembly are written, or none; files of an earlier build that this one does not write are deleted.
/// </summary>
public sealed class WriteEntryObjects : Microsoft.Build.Utilities.Task
{
    /// <summary>The compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The project's folder: what relative paths are relative to.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>Property EntryAsmOutputDirectory: the folder to write into; made if it is missing.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>The file that lists what was written, one path a line, for the next build to compare with and for clean to delete.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>The file that says what each output was made from.</summary>
    [Required]
    public string History { get; set; } = "";

    /// <summary>The folder that the outputs of the last build were moved to before the compiler ran.</summary>
    [Required]
    public string Aside { get; set; } = "";

    /// <summary>Property EntryAsmObject: write ELF64 objects, NAME.o.</summary>
    public string Object { get; set; } = "";

    /// <summary>Property EntryAsmDebugData: give the objects C# lines and call frame information.</summary>
    public string DebugData { get; set; } = "";

    /// <summary>Property EntryAsmEhFrame: give the objects call frame information that is loaded with the program.</summary>
    public string EhFrame { get; set; } = "";

    /// <summary>Property EntryAsmListing: write listings, NAME.lst.</summary>
    public string Listing { get; set; } = "";

    /// <summary>Property EntryAsmCSharp: write C# for a kernel without a runtime, NAME.cs.</summary>
    public string CSharp { get; set; } = "";

    /// <summary>Property EntryAsmCSharpNamespace: the namespace in NAME.cs; by default the module's.</summary>
    public string CSharpNamespace { get; set; } = "";

    /// <summary>Property EntryAsmGas: write GNU assembler source, NAME.S.</summary>
    public string Gas { get; set; } = "";

    /// <summary>Property EntryAsmJson: write NAME.json.</summary>
    public string Json { get; set; } = "";

    /// <summary>Property EntryAsmReport: write a page to look at, NAME.html.</summary>
    public string Report { get; set; } = "";

    /// <summary>Property EntryAsmReportSources: show in the report the C# lines that made the instructions.</summary>
    public string ReportSources { get; set; } = "";

    /// <summary>The C# files of the project, full paths.</summary>
    public string[] Sources { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var manifest = new OutputManifest(ProjectDirectory, Manifest);
        var history = new OutputHistory(manifest, History, Aside);
        var files = new List<OutputFile>();
        try
        {
            history.Read();
            Render(files, history);
            OutputFiles.WriteAll(files);
            OutputFiles.DeleteAll(manifest.Read().Except(files.Select(file => file.Path), StringComparer.Ordinal));
            history.Write(files);
            manifest.Write(files.Select(file => file.Path));
            return true;
        }
        catch (Exception error)
        {
            OutputFiles.DeleteAll(files.Select(file => file.Path).Concat(manifest.Read()));
            history.Delete();
            manifest.Delete();
            Tell(error as BuildException ?? BuildException.Internal(error));
            return false;
        }
    }

    private void Tell(BuildException error) => Log.LogError(null, error.Code, null, error.File, error.Line, 0, 0, 0, "{0}", error.Message);

    private void TellWithoutFrames(EntryObject module) =>
        Log.LogWarning(null, Check.Rules.NotAnalysed.Id, null, null, 0, 0, 0, 0, "{0}", DebugInformation.WithoutFrames(module));

    private void Render(List<OutputFile> files, OutputHistory history)
    {
        var formats = EnabledFormats();
        if (formats.Count == 0)
            return;

        var assembly = Path.Combine(ProjectDirectory, Assembly);
        var modules = AssemblyReader.ReadModules(assembly).Select(module => Named(module, history)).OrderBy(static one => one.Name, StringComparer.Ordinal).ToList();
        AssemblyReader.CheckFileNames(assembly, [.. modules.Select(static one => one.Name)]);

        var directory = Path.GetFullPath(Path.Combine(ProjectDirectory, OutputDirectory));
        var withoutFrames = new List<EntryObject>();
        var options = new OutputOptions(CSharpNamespace, DebugOptions(), Settings.IsOn("EntryAsmReportSources", ReportSources) ? SourceTexts.Among(Sources) : SourceTexts.None, module =>
        {
            lock (withoutFrames)
                withoutFrames.Add(module);
        });
        var outputs = new List<Task<OutputFile>>();
        foreach (var (module, source, name) in modules)
        {
            foreach (var format in formats)
            {
                var path = Path.Combine(directory, name + format.Extension);
                var all = format.HasSources ? OutputHistory.Digest(source + "\n" + options.Sources.AllOf(module.Object.Files)) : source;
                outputs.Add(history.Unchanged(path, all) is { } kept ? Task.FromResult(kept) : Begin(path, all, module.Object, format, options));
            }
        }

        foreach (var output in outputs)
            files.Add(output.GetAwaiter().GetResult());
        foreach (var module in withoutFrames.OrderBy(static module => module.Name, StringComparer.Ordinal))
            TellWithoutFrames(module);
    }

    /// <summary>Outputs are rendered beside each other: most of the time goes into code that runs for the first time, and other processors have nothing to do then. The lines of sources are read by one thread.</summary>
    private static Task<OutputFile> Begin(string path, string source, EntryObject entryObject, OutputFormat format, OutputOptions options)
    {
        var rendering = new Task<OutputFile>(() => OutputFile.Written(path, source, Render(entryObject, format, options)));
        if (format.HasSources)
            rendering.RunSynchronously();
        else
            rendering.Start(TaskScheduler.Default);
        return rendering;
    }

    private NamedModule Named(CarriedModule module, OutputHistory history)
    {
        var source = SourceOf(module);
        return new NamedModule(module, source, history.ModuleName(source) ?? module.Object.Name);
    }

    /// <summary>All that the outputs of a module depend on: the module, the settings, and who writes.</summary>
    private string SourceOf(CarriedModule module) => OutputHistory.Digest(string.Join("\n",
        typeof(EntryObject).Module.ModuleVersionId, typeof(HtmlReport).Module.ModuleVersionId, typeof(WriteEntryObjects).Module.ModuleVersionId,
        CSharpNamespace, DebugData, EhFrame, module.Value));

    /// <param name="Module">A module.</param>
    /// <param name="Source">The digest of what its outputs depend on.</param>
    /// <param name="Name">What they are called.</param>
    private sealed record NamedModule(CarriedModule Module, string Source, string Name);

    private static byte[] Render(EntryObject entryObject, OutputFormat format, OutputOptions options)
    {
        try
        {
            return format.Write(entryObject, options);
        }
        catch (EntryAsmException error)
        {
            throw BuildException.NotExpressible(entryObject.Name + format.Extension, error);
        }
    }

    private DebugOptions? DebugOptions()
    {
        bool debugData = Settings.IsOn("EntryAsmDebugData", DebugData), ehFrame = Settings.IsOn("EntryAsmEhFrame", EhFrame);
        return debugData || ehFrame ? new DebugOptions { Frames = debugData, Lines = debugData, LoadedFrames = ehFrame } : null;
    }

    private List<OutputFormat> EnabledFormats()
    {
        var enabled = new List<OutputFormat>();
        foreach (var format in OutputFormat.All)
        {
            var value = format.Name switch { nameof(Object) => Object, nameof(Listing) => Listing, nameof(CSharp) => CSharp, nameof(Gas) => Gas, nameof(Json) => Json, _ => Report };
            if (Settings.IsOn(format.Property, value))
                enabled.Add(format);
        }

        return enabled;
    }
}
