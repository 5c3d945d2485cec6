// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>Lines, routines and call frames of entry_64, by those who read them.</summary>
public class DebugDataTests
{
    [NeedsTools(DebugDataJudge.Readelf, DebugDataJudge.Dwarfdump, DebugDataJudge.Linker, DebugDataJudge.Lines)]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void IsWhatDebuggersTake(string name)
    {
        using var judge = new DebugDataJudge(new Entry64(Reference.Read(name).Config).Build());
        judge.IsTakenWithoutAWord();
        judge.LeavesTheOtherSectionsAlone();
        Assert.True(judge.NamesTheLineOfEveryInstruction() > 500);
    }
}
