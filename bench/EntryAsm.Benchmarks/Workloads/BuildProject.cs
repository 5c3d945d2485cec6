// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm.Benchmarks;

/// <summary>A project on disk that `dotnet build` builds, with the module or with ordinary C# in its place.</summary>
internal sealed class BuildProject
{
    private readonly string folder;
    private readonly string edited;
    private int version;

    public BuildProject(string folder, bool module)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        edited = Path.Combine(folder, "Edited.cs");
        var root = Path.GetFullPath(Path.Combine(Here(), "../../.."));
        File.WriteAllText(Path.Combine(folder, "Kernel.csproj"), Project(root, module));
        if (module)
            File.WriteAllText(Path.Combine(folder, "KernelEntry.cs"), Module);
        ExternalTool.Run("dotnet", "restore", folder);
    }

    /// <summary>Builds after an edit, so that the compiler runs.</summary>
    public void Build()
    {
        File.WriteAllText(edited, $"class Edited {{ public const int Version = {++version}; }}");
        ExternalTool.Run("dotnet", "build", folder, "--no-restore", "--nologo", "-v", "q");
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Project(string root, bool module) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          {(module ? Imports(root) : "")}
        </Project>
        """;

    private static string Imports(string root) => $"""
          <ItemGroup>
            <Compile Include="{root}/src/EntryAsm.Linux/**/*.cs" Exclude="{root}/src/EntryAsm.Linux/Kbuild/**;{root}/src/EntryAsm.Linux/bin/**;{root}/src/EntryAsm.Linux/obj/**" />
            <Reference Include="{typeof(EntryAssembler).Assembly.Location}" />
            <Analyzer Include="{typeof(EntryAsm.Generators.EntryModuleGenerator).Assembly.Location}" />
          </ItemGroup>
        """;

    private const string Module = $$"""
        using EntryAsm;
        using EntryAsm.Linux;
        namespace Kernel;
        [EntryModule]
        public sealed partial class KernelEntry : LinuxEntry
        {
            protected override KernelConfig Config => {{MaximalConfig.Source}};
            protected override void Assemble() => WholeEntry64();
        }
        """;
}
