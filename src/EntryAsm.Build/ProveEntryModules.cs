// SPDX-License-Identifier: MIT
using Microsoft.Build.Framework;

namespace EntryAsm.Build;

/// <summary>
/// The MSBuild task behind the property EntryAsmProve: executes every module of a compiled assembly in a process of its own and compares what it became with what the generator
/// put into the assembly. When that is not the same, or cannot be found out, the files that were written of the modules are deleted.
/// </summary>
public sealed class ProveEntryModules : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>Property EntryAsmProve.</summary>
    [Required]
    public string Prove { get; set; } = "";

    /// <summary>The compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The project's folder.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The assemblies that the assembly may need when it runs; of two with one name the first is meant.</summary>
    public string[] References { get; set; } = [];

    /// <summary>The file that says that this assembly was proved.</summary>
    [Required]
    public string Proof { get; set; } = "";

    /// <summary>The list of the files that were written of the modules.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>The file that says what each of them was made from.</summary>
    [Required]
    public string History { get; set; } = "";

    /// <summary>The folder of outputs that wait for the compiler.</summary>
    [Required]
    public string Aside { get; set; } = "";

    /// <summary>The command dotnet.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>What the project targets, such as <c>.NETCoreApp</c>.</summary>
    [Required]
    public string TargetFrameworkIdentifier { get; set; } = "";

    /// <summary>The version of .NET to run where the project says none, such as <c>10.0.0</c>.</summary>
    [Required]
    public string RuntimeVersion { get; set; } = "";

    /// <summary>The shared frameworks the project runs on, each with its version.</summary>
    public ITaskItem[] Frameworks { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var manifest = new OutputManifest(ProjectDirectory, Manifest);
        var proof = manifest.Full(Proof);
        try
        {
            OutputFiles.DeleteAll([proof]);
            if (Settings.IsOn("EntryAsmProve", Prove))
                Compare(manifest.Full(Assembly));
            OutputFiles.WriteAll([OutputFile.Written(proof, "", [])]);
            return true;
        }
        catch (Exception error)
        {
            OutputFiles.DeleteAll(manifest.Read());
            new OutputHistory(manifest, History, Aside).Delete();
            manifest.Delete();
            var told = error as BuildException ?? BuildException.Internal(error);
            Log.LogError(null, told.Code, null, told.File, told.Line, 0, 0, 0, "{0}", told.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    private void Compare(string assembly)
    {
        var modules = AssemblyReader.ReadModules(assembly).OrderBy(module => module.Object.Name, StringComparer.Ordinal).ToList();
        if (modules.Count == 0)
            return;
        if (TargetFrameworkIdentifier is not (".NETCoreApp" or ".NETStandard"))
            throw BuildException.NotExecutable(assembly, null, "the project targets " + TargetFrameworkIdentifier + ", and modules are executed on .NET");

        using var runner = new ModuleRunner(Host, new RuntimeChoice(Frameworks, RuntimeVersion), assembly, ProjectDirectory, References);
        foreach (var module in modules)
        {
            var executed = runner.Execute(module.Object.Name, cancellation.Token);
            if (executed != module.Value && ObjectDifference.Between(module.Object, AssemblyObjects.ReadValue(executed)) is { } difference)
                throw BuildException.NotAsExecuted(module.Object.Name, difference);
        }

        Log.LogMessage(MessageImportance.Low, "{0} modules executed: each becomes what the generator wrote.", modules.Count);
    }
}
