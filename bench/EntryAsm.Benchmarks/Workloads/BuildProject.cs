// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm.Benchmarks;

/// <summary>What a project holds beside a file of its own.</summary>
internal enum BuildParts
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The module and the macros, as any C#: the least the compiler must do for them.</summary>
    Sources,

    /// <summary>The same with all that the package EntryAsm brings to a build: generator, suppressor and task.</summary>
    All,
}

/// <summary>A project on disk that `dotnet build` builds.</summary>
internal sealed class BuildProject
{
    private readonly string folder;
    private readonly string edited;
    private int version;

    public BuildProject(string folder, BuildParts parts)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        edited = Path.Combine(folder, "Edited.cs");
        var root = Path.GetFullPath(Path.Combine(Here(), "../../.."));
        File.WriteAllText(Path.Combine(folder, "Kernel.csproj"), Project(root, parts));
        if (parts != BuildParts.None)
            File.WriteAllText(Path.Combine(folder, "KernelEntry.cs"), Module);
        ExternalTool.Run("dotnet", "restore", folder);
    }

    /// <summary>Builds after an edit, so that the compiler runs.</summary>
    public void Build()
    {
        File.WriteAllText(edited, $"class Edited {{ public const int Version = {++version}; }}");
        ExternalTool.Run("dotnet", "build", folder, "--no-restore", "--nologo", "-v", "q", "-p:UseSharedCompilation=true");
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Project(string root, BuildParts parts) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          {(parts == BuildParts.All ? $"<Import Project=\"{root}/src/EntryAsm.Build/buildTransitive/EntryAsm.props\" />" : "")}
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          {(parts == BuildParts.None ? "" : Sources(root))}
          {(parts == BuildParts.All ? Package(root) : "")}
        </Project>
        """;

    /// <summary>The package's layout, out of the output folders: the generator with the engine beside it, the build task with its own.</summary>
    private static string Package(string root)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var task = $"{root}/src/EntryAsm.Build/bin/{configuration}/netstandard2.0";
        return $"""
              <PropertyGroup>
                <EntryAsmTaskAssembly>{task}/EntryAsm.Build.dll</EntryAsmTaskAssembly>
              </PropertyGroup>
              <ItemGroup>
                <Analyzer Include="{root}/src/EntryAsm.Generators/bin/{configuration}/netstandard2.0/EntryAsm.Generators.dll" />
                <Analyzer Include="{task}/EntryAsm.dll;{task}/Iced.dll" />
              </ItemGroup>
              <Import Project="{root}/src/EntryAsm.Build/buildTransitive/EntryAsm.targets" />
            """;
    }

    private static string Sources(string root) => $"""
          <ItemGroup>
            <Compile Include="{root}/src/EntryAsm.Linux/**/*.cs" Exclude="{root}/src/EntryAsm.Linux/Kbuild/**;{root}/src/EntryAsm.Linux/bin/**;{root}/src/EntryAsm.Linux/obj/**" />
            <Reference Include="{typeof(EntryAssembler).Assembly.Location}" />
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
