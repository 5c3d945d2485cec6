// SPDX-License-Identifier: MIT
using EntryAsm.DebugData;
using EntryAsm.Flow;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Flow;

/// <summary>Which rules call frames have where system calls and interrupts go the same way.</summary>
public class CallFrameRuleTests
{
    private static readonly Symbol interrupt = Global(), systemCall = Global("system_call"), own = Global("own"), shared = Global("shared"), handler = Extern(), stack = Extern();

    private static readonly int[] lost = [MachineRegister.Rax, MachineRegister.Rcx, MachineRegister.R11, MachineRegister.Cs, MachineRegister.Ss];

    /// <summary>The words of an interrupt's frame are found there, though for a system call they are not what the program had: it is what both go on with.</summary>
    [Fact]
    public void TheSharedWayBackHasTheWordsOfTheFrame()
    {
        var row = RowAt("shared");
        Assert.Equal(new FrameRule(FrameRuleKind.AtRegister, MachineRegister.Rsp, 64), row.Frame);
        Assert.Equal([AtFrame(-64), AtFrame(-56), AtFrame(-48), AtFrame(-32), AtFrame(-8)], lost.Select(register => row[register]));
        Assert.Equal([AtFrame(-40), AtFrame(-24), AtFrame(-16)], new[] { MachineRegister.Rip, MachineRegister.Rflags, MachineRegister.Rsp }.Select(register => row[register]));
    }

    [Fact]
    public void OnTheirOwnWaySystemCallsHaveLostThem()
    {
        var row = RowAt("own");
        Assert.Equal(new FrameRule(FrameRuleKind.AtRegister, MachineRegister.Rsp, 64), row.Frame);
        Assert.All(lost, register => Assert.Equal(FrameRuleKind.Undefined, row[register].Kind));
    }

    /// <summary>Paths that were not followed may come by in another state: no rule is certain then, and a debugger is given none.</summary>
    [Fact]
    public void WithoutTheBudgetForAllPathsThereAreNoRules()
    {
        var built = TestModule.Build(Entries);
        var table = new FrameTable(FlowMap.Of(built, new FlowOptions { Worlds = false, Budget = 20 }));
        Assert.All(built.Symbols.Where(static symbol => symbol.Section == 0), symbol => Assert.False(table.Of(0)![(int)symbol.Value]!.HasFrame));
    }

    private static FrameRule AtFrame(int offset) => new(FrameRuleKind.AtFrame, 0, offset);

    private static FrameRow RowAt(string symbol)
    {
        var built = TestModule.Build(Entries);
        var place = built.Symbols.Single(found => found.Name == symbol);
        return new FrameTable(FlowMap.Of(built, new FlowOptions { Worlds = false })).Of(place.Section)![(int)place.Value]!;
    }

    private static void Entries(TestModule a)
    {
        a.bind(systemCall);
        a.entry(EntryKind.Syscall, systemCall);
        a.mov(r10, rsp);
        a.mov(rsp, qword.gs[stack]);
        a.push(0x2b);
        a.push(r10);
        a.push(r11);
        a.push(0x33);
        a.push(rcx);
        a.push(r11);
        a.push(rcx);
        a.push(-38);
        Handle(a);
        a.bind(own);
        a.jmp(shared);

        a.bind(interrupt);
        a.entry(EntryKind.Interrupt, interrupt, vector: 3);
        a.push(r11);
        a.push(rcx);
        a.push(rax);
        Handle(a);
        a.bind(shared);
        a.pop(rax);
        a.pop(rcx);
        a.pop(r11);
        a.iretq();
    }

    private static void Handle(TestModule a)
    {
        a.mov(rdi, rsp);
        a.call(handler);
    }
}
