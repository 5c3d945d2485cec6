// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Every module of the samples, evaluated by the generator as it runs.</summary>
public class SampleModuleTests
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    [Theory]
    [InlineData("HobbyKernel/Entry", "HobbyKernel/Shared")]
    [InlineData("LinuxEntry")]
    public void AreInterpretedAsTheyRun(params string[] folders)
    {
        var sources = folders.SelectMany(folder => RepositorySources.Sources("samples/" + folder)).Concat(RepositorySources.LinuxSources()).Append(("src/Usings.cs", ImplicitUsings)).ToArray();
        var generation = Generation.Run(sources);
        Assert.Empty(generation.Diagnostics);
        var compiled = Generation.Run(generation.Input.WithOptions(generation.Input.Options.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication)));
        var assembly = compiled.Load();

        Assert.NotEmpty(compiled.Sources);
        foreach (var module in compiled.Sources.Keys.Select(name => name.Replace(".g.cs", "", StringComparison.Ordinal)))
        {
            var executed = ((EntryAssembler)Activator.CreateInstance(assembly.GetType(module, throwOnError: true)!, nonPublic: true)!).Build();
            Assert.Equal(JsonWriter.Write(executed), JsonWriter.Write(compiled.Object(module)));
            Assert.Equal(EntryObjectFormat.Write(executed), EntryObjectFormat.Write(compiled.Object(module)));
        }
    }
}
