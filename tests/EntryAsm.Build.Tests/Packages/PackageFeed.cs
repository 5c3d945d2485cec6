// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>The packages of this repository in a folder feed, packed once for all tests that consume them.</summary>
public sealed class PackageFeed : IDisposable
{
    public const string Version = "0.1.0";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly TemporaryFolder folder = new();

    public PackageFeed()
    {
        // Packing writes beside the build's own files otherwise, where somebody else may be packing too.
        using var nuspecs = new TemporaryFolder();
        foreach (var project in (string[])["EntryAsm", "EntryAsm.Kernel", "EntryAsm.Linux", "EntryAsm.Tool"])
        {
            DotNet.Run(Repository.Root, null, "pack", "src/" + project, "--no-build", "--nologo", "-v", "q", "-c", Configuration, "-o", folder.Path, "-p:Version=" + Version,
                "-p:NuspecOutputPath=" + nuspecs.Path + "/").Succeeded();
        }
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
