// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Build.Tests;

/// <summary>The same project gives the same files: at another path, under another culture, with and without the compiler server.</summary>
[Collection(PackageCollection.Name)]
public class DeterminismTests(PackageFeed feed)
{
    private const string Everything = """
        <EntryAsmGas>true</EntryAsmGas><EntryAsmJson>true</EntryAsmJson><EntryAsmReport>true</EntryAsmReport><EntryAsmCSharp>true</EntryAsmCSharp>
        <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><CompilerGeneratedFilesOutputPath>generated</CompilerGeneratedFilesOutputPath>
        """;

    [Fact]
    public void PathCultureAndCompilerServerChangeNothing()
    {
        var first = Build("one", "en_US.UTF-8", useServer: true);

        Assert.Equal(7, first.Count);
        Assert.Equal(first, Build("somewhere else/deeper ü", "tr_TR.UTF-8", useServer: false));
        Assert.Equal(first, Build("two", "sv_SE.UTF-8", useServer: false));
    }

    /// <summary>Otherwise the test above would compare three builds under one culture.</summary>
    [Fact]
    public void TheCulturesAreKnownHere()
    {
        Assert.Equal("\u2212", CultureInfo.GetCultureInfo("sv-SE").NumberFormat.NegativeSign);
        Assert.Equal("\u0130", "i".ToUpper(CultureInfo.GetCultureInfo("tr-TR")));
    }

    /// <summary>Every output and the generated source, as text.</summary>
    private SortedDictionary<string, string> Build(string folder, string culture, bool useServer)
    {
        using var consumer = new Consumer(feed, folder, properties: Everything);
        var environment = new Dictionary<string, string> { ["LC_ALL"] = culture, ["LANG"] = culture };
        consumer.RunWith(environment, "build", "-p:UseSharedCompilation=" + (useServer ? "true" : "false")).Succeeded();

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in consumer.Outputs)
            files.Add(file, Convert.ToHexString(File.ReadAllBytes(consumer[file])));
        return files;
    }
}
