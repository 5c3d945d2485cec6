// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>
/// The kernel's own checker, objtool 6.1, follows every path through the code and finds nothing to object to: the stack at every join, the unwind hints,
/// the flags around user access. docs/objtool.md says what it cannot judge, and why.
/// </summary>
public class ObjtoolTests
{
    private const string Objtool = "/usr/lib/linux-kbuild-6.1/tools/objtool/objtool";
    private const int Slices = 5, EachSlice = 10;

    public static TheoryData<int> SliceNumbers => [.. Enumerable.Range(0, Slices)];

    [NeedsTools(Objtool, MayBeMissing = true)]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void OnTheReferences(string name)
    {
        var elf = ElfWriter.Write(new Entry64(Reference.Read(name).Config).Build());
        Assert.Equal("", Complaints(ObjtoolCopy.Of(elf), "--orc", "--uaccess"));
    }

    [NeedsTools(Objtool, MayBeMissing = true)]
    [MemberData(nameof(SliceNumbers))]
    public void OnDrawnConfigurationsOfSlice(int slice)
    {
        // Beyond lines of 64 bytes the padding before common_interrupt begins with a jump, which objtool takes for code.
        var judged = Configurations.Draw(200, seed: 20190303).Where(c => c is { StackValidation: true, L1CacheShift: <= 6 });
        foreach (var config in judged.Skip(slice * EachSlice).Take(EachSlice))
        {
            var elf = ElfWriter.Write(new Entry64(config).Build());
            var complaints = Complaints(ObjtoolCopy.Of(elf), "--orc", "--uaccess");
            Assert.True(complaints.Length == 0, config + "\n" + complaints);
        }
    }

    [NeedsTools(Objtool, MayBeMissing = true)]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void WithoutAlternatives(string name)
    {
        // What stands behind the jump of a left-out alternative is out of reach. Return trampolines cannot be left out: objtool reads the code itself.
        var elf = ElfWriter.Write(new Entry64(Reference.Read(name).Config with { Retpoline = false }).Build());
        using var folder = new TemporaryFolder();
        folder.Add("entry.o", elf);
        Assert.Equal("", folder.Run("objcopy", "--remove-section", ".altinstructions", "entry.o", "part.o"));
        Assert.Equal("", Complaints(folder.Read("part.o"), "--orc", "--no-unreachable"));
    }

    [NeedsTools(Objtool, MayBeMissing = true)]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void ButNotWithoutUnwindHints(string name)
    {
        // So its silence above means something.
        var elf = ElfWriter.Write(new Entry64(Reference.Read(name).Config with { StackValidation = false }).Build());
        Assert.Contains("warning: objtool:", Complaints(ObjtoolCopy.Of(elf), "--orc", "--uaccess"), StringComparison.Ordinal);
    }

    /// <summary>What objtool writes; it ends with success even then.</summary>
    private static string Complaints(byte[] elf, params string[] actions)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Add("entry.o", elf);
        var output = new Command(Objtool, [.. actions, path]).Run().Succeeded().Text;
        if (output.Length == 0)
            Assert.Contains(".orc_unwind", ElfFacts.Read(File.ReadAllBytes(path)).Sections.Keys, StringComparer.Ordinal); // it looked
        return output;
    }
}
