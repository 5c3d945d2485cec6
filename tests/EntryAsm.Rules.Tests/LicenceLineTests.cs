// SPDX-License-Identifier: MIT
namespace EntryAsm.Rules.Tests;

/// <summary>Each source file names its licence in its first line, or in its second where the first belongs to the system or says that the file is generated.</summary>
public sealed class LicenceLineTests
{
    private const string Mark = "SPDX-License-Identifier: ";

    [NeedsTools("git")]
    public void EachSourceFileNamesItsLicence() =>
        Assert.Empty(SourceFiles.Matching("*.cs", "*.sh", "*.py").Where(static file => !Licence(file).StartsWith("MIT", StringComparison.Ordinal) && !IsGpl(file)).ToList());

    [NeedsTools("git")]
    public void ThePortIsUnderTheLicenceOfLinux() => Assert.Empty(SourceFiles.Matching("src/EntryAsm.Linux/*.cs", "src/EntryAsm.Linux612/*.cs", "src/EntryAsm.Linux.Kbuild/*.cs").Where(static file => !IsGpl(file)).ToList());

    /// <summary>The kit may be taken into a kernel under any licence, so it has nothing of the ports.</summary>
    [NeedsTools("git")]
    public void TheKitIsFreeOfTheLicenceOfLinux()
    {
        Assert.Empty(SourceFiles.Matching("src/EntryAsm.Kernel/*", "src/EntryAsm.Templates/*", "samples/KitKernel/*").Where(static file => File.ReadAllText(Repository.PathOf(file)).Contains("EntryAsm.Linux", StringComparison.Ordinal)).ToList());
        Assert.Empty(SourceFiles.Matching("src/EntryAsm.Kernel/*.cs", "src/EntryAsm.Templates/*.cs").Where(static file => !Licence(file).StartsWith("MIT", StringComparison.Ordinal)).ToList());
    }

    private static bool IsGpl(string file) => Licence(file).StartsWith("GPL-2.0-only", StringComparison.Ordinal);

    private static string Licence(string file)
    {
        var line = File.ReadLines(Repository.PathOf(file)).Take(2).FirstOrDefault(static line => line.Contains(Mark, StringComparison.Ordinal)) ?? "";
        var mark = line.IndexOf(Mark, StringComparison.Ordinal);
        return mark < 0 ? "" : line[(mark + Mark.Length)..];
    }
}
