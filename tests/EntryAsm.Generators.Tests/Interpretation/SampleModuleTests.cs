// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.CSharp;

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
        var generation = Generation.Run(Compile(folders));
        Assert.Empty(generation.Diagnostics);
        var compiled = Generation.Run(AsProgram(generation.Input));
        var assembly = compiled.Load();

        Assert.NotEmpty(compiled.Sources);
        foreach (var module in compiled.Sources.Keys.Select(name => name.Replace(".g.cs", "", StringComparison.Ordinal)))
        {
            var executed = ((EntryAssembler)Activator.CreateInstance(assembly.GetType(module, throwOnError: true)!, nonPublic: true)!).Build();
            Assert.Equal(JsonWriter.Write(executed), JsonWriter.Write(compiled.Object(module)));
            Assert.Equal(EntryObjectFormat.Write(executed), EntryObjectFormat.Write(compiled.Object(module)));
        }
    }

    /// <summary>Lines, macros, routines and call frames, as a Debug build has them.</summary>
    [NeedsTools(DebugDataJudge.Readelf, DebugDataJudge.Dwarfdump, DebugDataJudge.Linker, DebugDataJudge.Lines)]
    [InlineData("HobbyKernel.KernelEntry", "HobbyKernel/Entry", "HobbyKernel/Shared")]
    [InlineData("Sample.KernelEntry", "LinuxEntry")]
    public void HaveTheDebugDataThatToolsTake(string module, params string[] folders)
    {
        using var judge = new DebugDataJudge(Generation.RunForDebugging(AsProgram(Compile(folders))).Object(module));
        judge.IsTakenWithoutAWord();
        judge.LeavesTheOtherSectionsAlone();
        Assert.True(judge.NamesTheLineOfEveryInstruction() > 500);
    }

    private static CSharpCompilation AsProgram(CSharpCompilation input) => input.WithOptions(input.Options.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication));

    private static CSharpCompilation Compile(IEnumerable<string> folders) =>
        Generation.Compile([.. folders.SelectMany(folder => RepositorySources.Sources("samples/" + folder)).Concat(RepositorySources.LinuxSources()).Append(("src/Usings.cs", ImplicitUsings))]);
}
