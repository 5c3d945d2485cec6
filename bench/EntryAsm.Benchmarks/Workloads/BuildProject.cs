// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace EntryAsm.Benchmarks;

/// <summary>What a project holds beside a file of its own.</summary>
internal enum BuildParts
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The module and the macros, as any C#: the least the compiler must do for them.</summary>
    Sources,

    /// <summary>The same with all that the package EntryAsm brings to a build: generator, analyzers and task.</summary>
    All,
}

/// <summary>A project on disk that `dotnet build` builds.</summary>
internal sealed class BuildProject
{
    private readonly string folder;
    private readonly string edited;
    private int version;

    /// <param name="folder">Where it is made.</param>
    /// <param name="parts">What it holds.</param>
    /// <param name="packages">The folder of the packages.</param>
    public BuildProject(string folder, BuildParts parts, string packages)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        edited = Path.Combine(folder, "Edited.cs");
        File.WriteAllText(Path.Combine(folder, "Kernel.csproj"), Project(parts, packages));
        if (parts != BuildParts.None)
            File.WriteAllText(Path.Combine(folder, "KernelEntry.cs"), Module(0));
        ExternalTool.Run("dotnet", "restore", folder);
    }

    private static string Root => Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The packages EntryAsm and EntryAsm.Linux as authors have them, each in a folder of its name.</summary>
    public static string Pack(string folder)
    {
        foreach (var name in new[] { "EntryAsm", "EntryAsm.Linux" })
        {
            ExternalTool.Run("dotnet", "pack", Path.Combine(Root, "src", name), "-c", Configuration, "-v", "q", "-o", folder);
            ZipFile.ExtractToDirectory(Directory.EnumerateFiles(folder, name + ".0*.nupkg").Single(), Path.Combine(folder, name));
        }

        return folder;
    }

    /// <summary>Builds after an edit elsewhere, so that the compiler runs.</summary>
    public void Build()
    {
        File.WriteAllText(edited, $"class Edited {{ public const int Version = {++version}; }}");
        Compile();
    }

    /// <summary>Builds after an edit in the module.</summary>
    public void BuildEditedModule()
    {
        File.WriteAllText(Path.Combine(folder, "KernelEntry.cs"), Module(++version));
        Compile();
    }

    private void Compile() => ExternalTool.Run("dotnet", "build", folder, "--no-restore", "--nologo", "-v", "q", "-p:UseSharedCompilation=true");

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Project(BuildParts parts, string packages) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          {(parts == BuildParts.All ? $"<Import Project=\"{packages}/EntryAsm/buildTransitive/EntryAsm.props\" />" : "")}
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          {(parts == BuildParts.None ? "" : Sources(packages))}
          {(parts == BuildParts.All ? Engine(packages) : "")}
        </Project>
        """;

    private static string Engine(string packages) => $"""
          <ItemGroup>
            <Analyzer Include="{packages}/EntryAsm/analyzers/dotnet/cs/*.dll" NuGetPackageId="EntryAsm" />
          </ItemGroup>
          <Import Project="{packages}/EntryAsm/buildTransitive/EntryAsm.targets" />
        """;

    private static string Sources(string packages) => $"""
          <ItemGroup>
            <Compile Include="{packages}/EntryAsm.Linux/contentFiles/cs/any/**/*.cs" />
            <Reference Include="{packages}/EntryAsm/lib/net10.0/EntryAsm.dll" />
          </ItemGroup>
        """;

    private static string Module(int number) => $$"""
        using EntryAsm;
        using EntryAsm.Linux;
        namespace Kernel;
        [EntryModule]
        public sealed partial class KernelEntry : LinuxEntry
        {
            protected override KernelConfig Config => {{MaximalConfig.Source}};
            protected override void Assemble()
            {
                WholeEntry64();
                dd({{number}});
            }
        }
        """;
}
