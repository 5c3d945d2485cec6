// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.Objects;

namespace EntryAsm.Linux.Tests;

/// <summary>
/// objtool believes the unwind hints of entry_64; the checker compares each with the state. All hints of the port are made wrong in one way, and those are counted that are reported: the others stand
/// where the state does not know what lies there, such as on the stack of a new task, or where the wrong hint is as true as the right one.
/// </summary>
public class WrongHintTests
{
    private const string Rule = "EA0489";

    private static readonly EntryObject module = new Entry64(new KernelConfig()).Build();

    private static readonly Dictionary<string, (Func<UnwindHintEntry, bool> On, Action<Span<byte>> Make)> mistakes = new(StringComparer.Ordinal)
    {
        ["offset too large"] = (HasFrame, static row => row[4] += 8),
        ["offset too small"] = (HasFrame, static row => System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(row[4..], (short)(System.Buffers.Binary.BinaryPrimitives.ReadInt16LittleEndian(row[4..]) - 8))),
        ["rbp for rsp"] = (IsByRsp, static row => row[6] = (byte)UnwindRegister.Bp),
        ["rdi for rsp"] = (IsByRsp, static row => row[6] = (byte)UnwindRegister.Di),
        ["rsp for another"] = (static hint => HasFrame(hint) && !IsByRsp(hint), static row => row[6] = (byte)UnwindRegister.Sp),
        ["indirect for direct"] = (IsByRsp, static row => row[6] = (byte)UnwindRegister.SpIndirect),
        ["a call for a frame"] = (static hint => HasFrame(hint) && hint.Type != UnwindHintType.Call, static row => row[7] = (byte)UnwindHintType.Call),
        ["all registers for less"] = (static hint => HasFrame(hint) && hint.Type != UnwindHintType.Regs, static row => row[7] = (byte)UnwindHintType.Regs),
        ["a bare frame for more or less"] = (static hint => HasFrame(hint) && hint.Type != UnwindHintType.RegsIret, static row => row[7] = (byte)UnwindHintType.RegsIret),
        ["an end, or none"] = (static _ => true, static row => row[8] ^= 1),
        ["an end for a frame"] = (HasFrame, static row => (row[4], row[5], row[6], row[7], row[8]) = (0, 0, 0, 0, 1)),
    };

    [Theory]
    [InlineData("offset too large", 26, 17)]
    [InlineData("offset too small", 26, 20)]
    [InlineData("rbp for rsp", 20, 17)]
    [InlineData("rdi for rsp", 20, 14)]
    [InlineData("rsp for another", 6, 4)]
    [InlineData("indirect for direct", 20, 12)]
    [InlineData("a call for a frame", 20, 14)]
    [InlineData("all registers for less", 15, 11)]
    [InlineData("a bare frame for more or less", 18, 14)]
    [InlineData("an end, or none", 31, 31)]
    [InlineData("an end for a frame", 26, 10)]
    public void AreReportedWhereTheStateKnows(string mistake, int lines, int reported)
    {
        var (on, make) = mistakes[mistake];
        var hints = EntryTables.Of(module).UnwindHints;
        var found = EntryChecker.Check(With(hints, on, make)).Findings.Where(static finding => finding.Rule.Id == Rule).Select(static finding => (finding.Line, finding.Place)).Distinct().Count();
        Assert.Equal((lines, reported), (hints.Where(on).Select(static hint => (hint.Line, LineOf(hint))).Distinct().Count(), found));
    }

    [Fact]
    public void AreNotThoseOfThePort() => Assert.DoesNotContain(EntryChecker.Check(module).Findings, static finding => finding.Rule.Id == Rule);

    private static bool HasFrame(UnwindHintEntry hint) => hint.Register != UnwindRegister.Undefined;

    private static bool IsByRsp(UnwindHintEntry hint) => hint.Register == UnwindRegister.Sp;

    /// <summary>A macro gives hints in many places by one line; the code beside each tells them apart.</summary>
    private static SourceLocation LineOf(UnwindHintEntry hint) => module.LineOf(module.Sections[hint.Place.Section], (int)hint.Place.Offset);

    private static EntryObject With(IReadOnlyList<UnwindHintEntry> hints, Func<UnwindHintEntry, bool> on, Action<Span<byte>> make)
    {
        var section = module.FindSection(".discard.unwind_hints")!;
        var bytes = section.Bytes.ToArray();
        for (var i = 0; i < hints.Count; i++)
        {
            if (on(hints[i]))
                make(bytes.AsSpan(i * UnwindHintEntry.Size, UnwindHintEntry.Size));
        }

        var wrong = new EntrySection(section.Name, section.Flags, section.Type, section.EntrySize, section.Alignment, section.Size, bytes, section.Relocations, section.References, section.Items);
        return module.With(module.Sections.SetItem(module.Sections.IndexOf(section), wrong), module.Symbols);
    }
}
