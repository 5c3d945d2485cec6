// SPDX-License-Identifier: MIT

namespace EntryAsm.Build.Tests.Proof;

/// <summary>Modules of this assembly, executed in processes of their own.</summary>
public class ModuleRunnerTests
{
    private static readonly string Assembly = typeof(SmallModule).Assembly.Location;

    [Theory]
    [InlineData(typeof(SmallModule))]
    [InlineData(typeof(FullModule))]
    public void WhatIsExecutedThereIsWhatIsExecutedHere(Type module)
    {
        var here = ((EntryAssembler)Activator.CreateInstance(module, nonPublic: true)!).Build();

        Assert.Equal(AssemblyObjects.WriteValue(here), Execute(module.FullName!));
    }

    [Theory]
    [InlineData("ThrowingModule", "EA0308", "executed, module 'EntryAsm.Build.Tests.ThrowingModule' ends with an exception, and the generator made an object of it: System.InvalidOperationException: no module this;")]
    [InlineData("MistakenModule", "EA0308", "EntryAsm.EntryAsmException: ")]
    [InlineData("EndingModule", "EA0309", "module 'EntryAsm.Build.Tests.EndingModule' cannot be executed to prove what the generator wrote: the process ended with code 3;")]
    [InlineData("NoModule", "EA0309", "module 'EntryAsm.Build.Tests.NoModule' cannot be executed to prove what the generator wrote: Could not ")]
    public void WhatGoesWrongIsToldOnce(string module, string code, string message)
    {
        var failure = Assert.Throws<BuildException>(() => Execute("EntryAsm.Build.Tests." + module));

        Assert.Equal(code, failure.Code);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(code == "EA0308" ? "ThrowingModule.cs" : Path.GetFileName(Assembly), Path.GetFileName(failure.File));
    }

    [Fact]
    public void AMissingRuntimeIsNamed()
    {
        Assert.Contains("the command '/no/dotnet' cannot be started", Assert.Throws<BuildException>(() => Execute(typeof(SmallModule).FullName!, "/no/dotnet")).Message, StringComparison.Ordinal);
        Assert.Equal("EA0309", Assert.Throws<BuildException>(() => Execute(typeof(SmallModule).FullName!, version: "99.0.0")).Code);
    }

    [Theory]
    [InlineData(".NETFramework", "true", "EA0309: the modules cannot be executed to prove what the generator wrote: the project targets .NETFramework, and modules are executed on .NET;")]
    [InlineData(".NETCoreApp", "perhaps", "EA0306: the property EntryAsmProve is 'perhaps'; it must be true or false")]
    [InlineData(".NETCoreApp", "true", "EA0309: module 'EntryAsm.Build.Tests.SmallModule' cannot be executed")]
    public void WhatCannotBeProvedLeavesNoOutputs(string framework, string prove, string message)
    {
        using var folder = new TemporaryFolder();
        HandMadeAssembly.Write(folder["Kernel.dll"], new SmallModule().Build());
        File.WriteAllText(folder["a.o"], "object");
        File.WriteAllText(folder["outputs"], "a.o\n");
        var engine = new BuildEngine();
        var task = new ProveEntryModules
        {
            BuildEngine = engine, Prove = prove, Assembly = "Kernel.dll", ProjectDirectory = folder.Path, Proof = "proof", Manifest = "outputs", History = "history", Aside = "aside/", Host = DotNet.HostFolder + "/dotnet",
            TargetFrameworkIdentifier = framework, RuntimeVersion = "10.0.0",
        };

        Assert.False(task.Execute());

        var error = Assert.Single(engine.Errors);
        Assert.StartsWith(message, error.Code + ": " + error.Message, StringComparison.Ordinal);
        Assert.Equal([folder["Kernel.dll"]], Directory.GetFiles(folder.Path));
    }

    private static string Execute(string module, string? host = null, string version = "10.0.0")
    {
        using var runner = new ModuleRunner(host ?? DotNet.HostFolder + "/dotnet", new RuntimeChoice([], version), Assembly, Path.GetDirectoryName(Assembly)!, Directory.GetFiles(Path.GetDirectoryName(Assembly)!));
        return runner.Execute(module, default);
    }
}
