// SPDX-License-Identifier: GPL-2.0-only
using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace EntryAsm.Linux.Tests;

/// <summary>The tables for the kernel's unwinder are what objtool makes: that of Linux 5.0.1 of the reference objects, and that of 6.1 of drawn ones (docs/objtool.md).</summary>
public class OrcTableTests
{
    private const string Objtool = "/usr/lib/linux-kbuild-6.1/tools/objtool/objtool";
    private const int Slices = 5, EachSlice = 10;

    /// <summary>Other fifty of them by another number: <c>ENTRYASM_ORC_SEED=7 dotnet test tests/EntryAsm.Linux.Tests --filter OrcTableTests</c>.</summary>
    private static readonly ulong seed = ulong.Parse(Environment.GetEnvironmentVariable("ENTRYASM_ORC_SEED") ?? "20190304", CultureInfo.InvariantCulture);

    public static TheoryData<int> SliceNumbers => [.. Enumerable.Range(0, Slices)];

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void AreThoseOfTheKernelsOwnObjtool(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "orc", name + ".json")));
        var expected = file.RootElement.EnumerateArray().Select(row => string.Join(' ', row.EnumerateArray().Select(static cell => cell.ToString())));
        var built = new Entry64(Reference.Read(name).Config).Build();
        Assert.Equal(expected, OrcTable.Of(built).Select(row => Text(built, row)).OrderBy(static row => row, ByPlace));
    }

    /// <summary>In sections with the names, flags and relocations that the kernel's linker script and sorter expect, and nothing else changed.</summary>
    [NeedsTools(Objtool, MayBeMissing = true)]
    [MemberData(nameof(SliceNumbers))]
    public void AreThoseOfObjtoolOfLinux61(int slice)
    {
        // Beyond lines of 64 bytes the padding before common_interrupt begins with a jump, which objtool takes for code.
        var judged = Configurations.Draw(300, seed).Where(c => c is { StackValidation: true, L1CacheShift: <= 6 });
        foreach (var config in judged.Skip(slice * EachSlice).Take(EachSlice))
        {
            var built = new Entry64(config).Build();
            var theirs = ElfReader.Read(Generated(ObjtoolCopy.Of(ElfWriter.Write(built))), "objtool");
            var ours = ElfReader.Read(ElfWriter.Write(OrcTable.AddTo(built, OrcRules.Linux6)), "ours");
            Assert.True(Rows(theirs).SequenceEqual(Rows(ours)), config + "\n" + string.Join("\n", Rows(theirs).Except(Rows(ours)).Select(static row => "objtool " + row).Concat(Rows(ours).Except(Rows(theirs)).Select(static row => "ours " + row))));
            foreach (var name in new[] { ".orc_unwind", ".orc_unwind_ip" })
                Assert.Equal(Header(theirs.FindSection(name)!), Header(ours.FindSection(name)!));
        }
    }

    [Fact]
    public void WithoutHintsThereIsNothingToSayOfMostCode()
    {
        // So the agreement above means something.
        var config = Reference.Read("defconfig").Config;
        Assert.True(OrcTable.Of(new Entry64(config).Build()).Length > 10 * OrcTable.Of(new Entry64(config with { StackValidation = false }).Build()).Length);
    }

    private static string Text(EntryObject built, OrcRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{built.Sections[row.Section].Name} {row.Offset} {row.StackOffset} {row.FrameOffset} {(int)row.StackRegister} {(int)row.FrameRegister} {(int)row.Type} {(row.IsEnd ? 1 : 0)}");

    private static readonly Comparer<string> ByPlace = Comparer<string>.Create(static (a, b) =>
    {
        string[] left = a.Split(' '), right = b.Split(' ');
        var section = string.CompareOrdinal(left[0], right[0]);
        return section != 0 ? section : int.Parse(left[1], CultureInfo.InvariantCulture).CompareTo(int.Parse(right[1], CultureInfo.InvariantCulture));
    });

    private static string Header(EntrySection section) => section.Flags + " " + section.Type + " " + section.EntrySize + " " + section.Alignment;

    private static byte[] Generated(byte[] elf)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("", folder.Run(Objtool, "--orc", folder.Add("entry.o", elf)));
        return folder.Read("entry.o");
    }

    private static List<string> Rows(EntryObject built)
    {
        EntrySection places = built.FindSection(".orc_unwind_ip")!, rows = built.FindSection(".orc_unwind")!;
        return [.. places.Relocations.Select(place => built.Symbols[place.Symbol].Name + "+" + place.Addend.ToString("x", CultureInfo.InvariantCulture) + " " + place.Type + " "
            + Convert.ToHexString(rows.Bytes.Span.Slice(place.Offset / 4 * OrcRow.Size, OrcRow.Size)))];
    }
}
