// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.DebugData;
using EntryAsm.Flow;

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
    /// <summary>The stack of espfix, whose address the code computes from bits, comes there too: that a frame lies on it only the hint says.</summary>
    [Fact]
    public void AtIretqTheFrameIsFoundOnWhateverStack()
    {
        var built = new Entry64(new KernelConfig()).Build();
        var place = built.Symbols.Single(static symbol => symbol.Name == "native_irq_return_iret");
        var row = new FrameTable(FlowMap.Of(built, new FlowOptions { Worlds = false })).Of(place.Section)![(int)place.Value]!;
        Assert.Equal(new FrameRule(FrameRuleKind.AtRegister, MachineRegister.Rsp, 40), row.Frame);
        Assert.Equal(new FrameRule(FrameRuleKind.AtFrame, 0, -40), row[MachineRegister.Rip]);
    }
}
