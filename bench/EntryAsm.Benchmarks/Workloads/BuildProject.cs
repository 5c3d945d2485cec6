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
    /// <param name="package">The folder of the package, for a project that has it.</param>
    public BuildProject(string folder, BuildParts parts, string package = "")
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        edited = Path.Combine(folder, "Edited.cs");
        File.WriteAllText(Path.Combine(folder, "Kernel.csproj"), Project(parts, package));
        if (parts != BuildParts.None)
            File.WriteAllText(Path.Combine(folder, "KernelEntry.cs"), Module(0));
        ExternalTool.Run("dotnet", "restore", folder);
    }

    private static string Root => Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The package as authors have it, with its images compiled beforehand, in a folder.</summary>
    public static string Pack(string folder)
    {
        ExternalTool.Run("dotnet", "pack", Path.Combine(Root, "src/EntryAsm"), "-c", Configuration, "-v", "q", "-o", folder);
        ZipFile.ExtractToDirectory(Directory.EnumerateFiles(folder, "*.nupkg").Single(), folder);
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

    private static string Project(BuildParts parts, string package) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          {(parts == BuildParts.All ? $"<Import Project=\"{package}/buildTransitive/EntryAsm.props\" />" : "")}
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          {(parts == BuildParts.None ? "" : Sources)}
          {(parts == BuildParts.All ? Package(package) : "")}
        </Project>
        """;

    private static string Package(string package) => $"""
          <ItemGroup>
            <Analyzer Include="{package}/analyzers/dotnet/cs/*.dll" NuGetPackageId="EntryAsm" />
          </ItemGroup>
          <Import Project="{package}/buildTransitive/EntryAsm.targets" />
        """;

    private static string Sources => $"""
          <ItemGroup>
            <Compile Include="{Root}/src/EntryAsm.Linux/**/*.cs" Exclude="{Root}/src/EntryAsm.Linux/Kbuild/**;{Root}/src/EntryAsm.Linux/bin/**;{Root}/src/EntryAsm.Linux/obj/**" />
            <Reference Include="{typeof(EntryAssembler).Assembly.Location}" />
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
