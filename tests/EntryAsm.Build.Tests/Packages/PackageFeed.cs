// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>The packages of this repository in a folder feed, packed once for all tests that consume them.</summary>
public sealed class PackageFeed : IDisposable
{
    public const string Version = "0.1.0";

    private static readonly string[] Packed = ["EntryAsm", "EntryAsm.Kernel", "EntryAsm.Linux", "EntryAsm.Tool"];

    private readonly TemporaryFolder folder = new();

    public PackageFeed()
    {
        // Packing writes beside the build's own files otherwise, where somebody else may be packing too.
        using var nuspecs = new TemporaryFolder();
        using var together = new TemporaryFolder();
        File.WriteAllText(together["Pack.proj"], $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(";", Packed.Select(static project => Repository.Root + "/src/" + project + "/" + project + ".csproj"))}" Targets="Pack" BuildInParallel="true"
                         Properties="NoBuild=true;Configuration={Repository.Configuration};PackageOutputPath={folder.Path};Version={Version};NuspecOutputPath={nuspecs.Path}/" />
              </Target>
            </Project>
            """);
        DotNet.Run(Repository.Root, null, "msbuild", together["Pack.proj"], "-t:Pack", "-nologo", "-v:q", "-m").Succeeded();
    }

    public string Path => folder.Path;

    public void Dispose() => folder.Dispose();
}

/// <summary>The tests that share the feed; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFeed>
{
    public const string Name = "Packages";
}
