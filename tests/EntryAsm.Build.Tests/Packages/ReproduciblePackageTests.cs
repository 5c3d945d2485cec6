// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Text;

namespace EntryAsm.Build.Tests;

/// <summary>The same files make the same packages, and neither they nor what a consumer builds tell the folder it was done in.</summary>
[Collection(PackageCollection.Name)]
public class ReproduciblePackageTests(PackageFeed feed)
{
    [Fact]
    public void PackedAgainThePackagesAreTheSame()
    {
        using var again = new PackageFeed();

        var names = Directory.GetFiles(feed.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(6, names.Count); // four packages, and the symbols of two
        Assert.Equal(names, Directory.GetFiles(again.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.True(File.ReadAllBytes(Path.Combine(feed.Path, name!)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(again.Path, name!))), name));
    }

    [Theory]
    [InlineData("EntryAsm.0.1.0.nupkg")]
    [InlineData("EntryAsm.0.1.0.snupkg")]
    [InlineData("EntryAsm.Kernel.0.1.0.nupkg")]
    [InlineData("EntryAsm.Linux.0.1.0.nupkg")]
    [InlineData("EntryAsm.Tool.0.1.0.nupkg")]
    public void NoFileOfAPackageHoldsTheFolderItWasBuiltIn(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(feed.Path, package));
        Assert.All(archive.Entries, static entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            AssertHasNoPath(content.ToArray(), Repository.Root, entry.FullName);
        });
    }

    [Fact]
    public void NeitherDoesTheAssemblyOfAConsumer()
    {
        using var consumer = new Consumer(feed);
        consumer.Build("-c", "Release").Succeeded();

        Assert.NotEmpty(consumer.Outputs);
        foreach (var file in consumer.Outputs.Append("bin/Release/net10.0/Kernel.dll"))
            AssertHasNoPath(File.ReadAllBytes(consumer[file]), consumer.Path, file);
    }

    private static void AssertHasNoPath(byte[] content, string folder, string name)
    {
        foreach (var encoding in (System.Text.Encoding[])[System.Text.Encoding.UTF8, System.Text.Encoding.Unicode])
            Assert.True(content.AsSpan().IndexOf(encoding.GetBytes(folder)) < 0, name + " holds " + folder);
    }
}
