// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Xml.Linq;

namespace EntryAsm.Build.Tests;

/// <summary>What is in the packages.</summary>
[Collection(PackageCollection.Name)]
public class PackageContentTests(PackageFeed feed)
{
    [Fact]
    public void EntryAsmHasLibraryGeneratorTaskAndTargets()
    {
        var files = Files("EntryAsm.0.1.0.nupkg");

        Assert.Equal(
            ["README.md", "THIRD-PARTY-NOTICES.txt", "analyzers/dotnet/cs/EntryAsm.CodeFixes.dll", "analyzers/dotnet/cs/EntryAsm.Generators.dll", "analyzers/dotnet/cs/EntryAsm.dll", "analyzers/dotnet/cs/Iced.dll",
             "buildTransitive/EntryAsm.props", "buildTransitive/EntryAsm.targets", "icon.png", "lib/net10.0/EntryAsm.dll", "lib/net10.0/EntryAsm.xml",
             "lib/netstandard2.0/EntryAsm.dll", "lib/netstandard2.0/EntryAsm.xml",
             "ready/linux-x64/EntryAsm.Build.dll", "ready/linux-x64/EntryAsm.Generators.dll", "ready/linux-x64/EntryAsm.Report.dll", "ready/linux-x64/EntryAsm.Runner.dll", "ready/linux-x64/EntryAsm.dll", "ready/linux-x64/Iced.dll",
             "tasks/netstandard2.0/EntryAsm.Build.dll", "tasks/netstandard2.0/EntryAsm.Report.dll", "tasks/netstandard2.0/EntryAsm.Runner.dll", "tasks/netstandard2.0/EntryAsm.dll",
             "tasks/netstandard2.0/Iced.dll", "tasks/netstandard2.0/System.Buffers.dll", "tasks/netstandard2.0/System.Collections.Immutable.dll",
             "tasks/netstandard2.0/System.Memory.dll", "tasks/netstandard2.0/System.Numerics.Vectors.dll", "tasks/netstandard2.0/System.Reflection.Metadata.dll",
             "tasks/netstandard2.0/System.Runtime.CompilerServices.Unsafe.dll"],
            files);
        Assert.Equal(["lib/net10.0/EntryAsm.pdb", "lib/netstandard2.0/EntryAsm.pdb"], Files("EntryAsm.0.1.0.snupkg"));
    }

    [Fact]
    public void EntryAsmLinuxHasSourcesOnlyEachUnderItsLicence()
    {
        using var package = Open("EntryAsm.Linux.0.1.0.nupkg");
        var sources = package.Entries.Where(entry => entry.FullName.EndsWith(".cs", StringComparison.Ordinal)).ToList();

        Assert.Contains(sources, entry => entry.FullName == "contentFiles/cs/any/EntryAsm.Linux/Assembler/LinuxEntry.cs");
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Contains(package.Entries, entry => entry.FullName == "LICENSE.txt");
        foreach (var source in sources)
        {
            using var reader = new StreamReader(source.Open());
            Assert.Equal("// SPDX-License-Identifier: GPL-2.0-only", reader.ReadLine());
        }
    }

    [Fact]
    public void EntryAsmKernelHasSourcesOnlyUnderMit()
    {
        using var package = Open("EntryAsm.Kernel.0.1.0.nupkg");
        var sources = package.Entries.Where(entry => entry.FullName.EndsWith(".cs", StringComparison.Ordinal)).ToList();

        Assert.Contains(sources, entry => entry.FullName == "contentFiles/cs/any/EntryAsm.Kernel/Entry/SystemCall.cs");
        Assert.DoesNotContain(package.Entries, entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal));
        foreach (var source in sources)
        {
            using var reader = new StreamReader(source.Open());
            Assert.Equal("// SPDX-License-Identifier: MIT", reader.ReadLine());
        }
    }

    [Theory]
    [InlineData("EntryAsm", "MIT")]
    [InlineData("EntryAsm.Kernel", "MIT")]
    [InlineData("EntryAsm.Linux", "GPL-2.0-only")]
    [InlineData("EntryAsm.Tool", "MIT AND GPL-2.0-only")]
    public void EachPackageSaysWhatItIs(string id, string licence)
    {
        using var package = Open(id + ".0.1.0.nupkg");
        using var stream = package.GetEntry(id + ".nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal(licence, Value("license"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEqual("Package Description", Value("description"));
        Assert.NotNull(package.GetEntry("icon.png"));
        Assert.NotNull(package.GetEntry("README.md"));
    }

    [Fact]
    public void TheToolInstallsAndAnswers()
    {
        using var folder = new TemporaryFolder();
        DotNet.Run(folder.Path, null, "tool", "install", "EntryAsm.Tool", "--version", PackageFeed.Version, "--tool-path", folder["tools"], "--source", feed.Path).Succeeded();

        Assert.Contains("entryasm", new Command(folder["tools/entryasm"], "--help").Run().Succeeded().Output, StringComparison.Ordinal);
    }

    [NeedsTools("python3")]
    public void TheIconIsWhatItsScriptDraws() => new Command("python3", Repository.PathOf("eng/make-icon.py"), "--check").Run().Succeeded();

    private ZipArchive Open(string package) => ZipFile.OpenRead(Path.Combine(feed.Path, package));

    /// <summary>The files of a package without those that packing itself makes.</summary>
    private string[] Files(string package)
    {
        using var archive = Open(package);
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => name != "[Content_Types].xml" && !name.EndsWith(".nuspec", StringComparison.Ordinal)
            && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
