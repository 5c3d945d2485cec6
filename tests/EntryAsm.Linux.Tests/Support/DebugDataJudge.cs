// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Testing;

/// <summary>What those who read debug data say of an object's: readelf, llvm-dwarfdump, ld and addr2line.</summary>
internal sealed class DebugDataJudge : IDisposable
{
    /// <summary>The tools it takes.</summary>
    public const string Readelf = "readelf", Dwarfdump = "llvm-dwarfdump", Linker = "ld", Lines = "addr2line";

    private const string With = "with.o";

    private readonly TemporaryFolder folder = new();
    private readonly EntryObject built, described;

    public DebugDataJudge(EntryObject built)
    {
        this.built = built;
        described = DebugInformation.AddTo(built, new DebugOptions { LoadedFrames = true });
        folder.Add(With, ElfWriter.Write(described));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Every tool takes the data without a word.</summary>
    public void IsTakenWithoutAWord()
    {
        Assert.DoesNotContain("arning", folder.Run(Readelf, "--debug-dump", With), StringComparison.Ordinal);
        Assert.EndsWith("No errors.\n", folder.Run(Dwarfdump, "--verify", With), StringComparison.Ordinal);
        Assert.Equal("", folder.Run(Linker, "-r", "-o", "joined.o", With));
        Assert.Equal("", folder.Run(Linker, "--eh-frame-hdr", "--unresolved-symbols=ignore-all", "-e", "0", "-Ttext=0xffffffff81000000", "-o", "linked", "joined.o"));
        Assert.EndsWith("No errors.\n", folder.Run(Dwarfdump, "--verify", "linked"), StringComparison.Ordinal);
    }

    /// <summary>All that the object is without the data stays as it is.</summary>
    public void LeavesTheOtherSectionsAlone()
    {
        EntryObject before = ElfReader.Read(ElfWriter.Write(built), "without"), after = ElfReader.Read(ElfWriter.Write(described), "with");
        Assert.True(after.Sections.Length > before.Sections.Length);
        foreach (var section in before.Sections)
        {
            var same = after.FindSection(section.Name)!;
            Assert.Equal((section.Flags, section.Type, section.EntrySize, section.Alignment, section.Size), (same.Flags, same.Type, same.EntrySize, same.Alignment, same.Size));
            Assert.True(section.Bytes.Span.SequenceEqual(same.Bytes.Span), section.Name);
            Assert.Equal(section.Relocations.Select(field => Text(before, field)), same.Relocations.Select(field => Text(after, field)));
        }
    }

    /// <summary>addr2line names the C# line of every instruction that the listing tells.</summary>
    /// <returns>How many there are.</returns>
    public int NamesTheLineOfEveryInstruction()
    {
        var count = 0;
        foreach (var section in built.Sections.Where(static section => (section.Flags & SectionFlags.Execute) != 0))
        {
            var instructions = section.Items.Where(static item => item.Kind == EntryItemKind.Instruction && item.Line != 0).ToList();
            if (instructions.Count == 0)
                continue;
            folder.Add("addresses", string.Concat(instructions.Select(static item => Invariant($"0x{item.Offset:x}\n"))));
            var said = folder.Run(Lines, "-e", With, "-j", section.Name, "@addresses").TrimEnd('\n').Split('\n');
            Assert.Equal(instructions.Select(item => Invariant($"./{built.Files[item.File]}:{item.Line}")), said);
            count += instructions.Count;
        }

        return count;
    }

    /// <summary>The functions and lines of an address, the innermost first.</summary>
    public string[] Frames(string section, long offset)
    {
        var said = folder.Run(Lines, "-f", "-i", "-e", With, "-j", section, Invariant($"0x{offset:x}")).TrimEnd('\n').Split('\n');
        return [.. said.Chunk(2).Select(static frame => frame[0] + " " + frame[1][(frame[1].LastIndexOf(':') + 1)..])];
    }

    private static string Text(EntryObject file, EntryRelocation field) => Invariant($"{field.Offset} {field.Type} {Name(file, field)} {field.Addend}");

    private static string Name(EntryObject file, EntryRelocation field)
    {
        var symbol = file.Symbols[field.Symbol];
        return symbol.Type == SymbolType.Section ? file.Sections[symbol.Section].Name : symbol.Name;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
