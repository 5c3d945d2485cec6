// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Flow;

/// <summary>What the analysis costs, by counts that no load can upset: instructions executed for each that there is.</summary>
public class CostTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsLinearInTheModule(bool worlds)
    {
        var one = Steps(1, worlds);
        Assert.InRange(Steps(10, worlds), one * 10, one * 11);
        Assert.InRange(Steps(100, worlds), one * 100, one * 110);
    }

    /// <summary>Callers of one routine, each from another path: the routine is not followed once for each.</summary>
    [Fact]
    public void ARoutineIsNotFollowedOnceForEachCaller()
    {
        Assert.InRange(CallerSteps(100), 0, CallerSteps(10) * 15);
    }

    /// <summary>What call frames are made from does not depend on IF: without worlds, what follows is followed once for both.</summary>
    [Fact]
    public void WithoutWorldsModesAreNotToldApart()
    {
        Assert.InRange(ModeSteps(worlds: true), 2 * Tail, int.MaxValue);
        Assert.InRange(ModeSteps(worlds: false), 0, Tail + 10);
    }

    private const int Tail = 50;

    private static long ModeSteps(bool worlds) => FlowMap.Of(TestModule.Build(a =>
    {
        var (start, off) = (Global("start"), a.label());
        a.type(start, SymbolType.Function);
        a.bind(start);
        a.sti();
        a.test(edi, edi);
        a.jz(off);
        a.cli();
        a.bind(off);
        for (var i = 0; i < Tail; i++)
            a.mov(rcx, rax);
        a.ret();
    }), new FlowOptions { Worlds = worlds }).Steps;

    private static long CallerSteps(int callers) => FlowMap.Of(TestModule.Build(a =>
    {
        Symbol[] entries = [.. Enumerable.Range(0, callers).Select(static i => Global("caller" + i))];
        var routine = a.label();
        for (var i = 0; i < callers; i++)
        {
            a.bind(entries[i]);
            a.type(entries[i], SymbolType.Function);
            a.mov(eax, i);
            a.call(routine);
            a.ret();
        }

        a.bind(routine);
        for (var i = 0; i < 50; i++)
            a.mov(rcx, rax);
        a.ret();
    })).Steps;

    private static long Steps(int copies, bool worlds)
    {
        var map = FlowMap.Of(TestModule.Build(a =>
        {
            for (var i = 0; i < copies; i++)
                Entry(a, Global("entry" + i));
        }), new FlowOptions { Worlds = worlds });
        Assert.True(map.IsComplete);
        return map.Steps;
    }

    private static void Entry(TestModule a, Symbol symbol)
    {
        Label kernel = a.label(), done = a.label(), save = a.label();
        a.bind(symbol);
        a.entry(EntryKind.Interrupt, symbol, vector: 3);
        a.push(-1);
        a.call(save);
        a.mov(rdi, rsp);
        a.call(Extern("handler"));
        a.test(@byte[rsp + 32], 3);
        a.jz(kernel);
        a.swapgs();
        a.bind(kernel);
        a.pop(rax);
        a.pop(rcx);
        a.add(rsp, 8);
        a.iretq();
        a.bind(save);
        a.push(rax);
        a.mov(rax, qword[rsp + 8]);
        a.mov(qword[rsp + 8], rcx);
        a.xchg(rax, qword[rsp]);
        a.push(qword[rsp]);
        a.push(qword[rsp + 8]);
        a.test(@byte[rsp + 48], 3);
        a.jz(done);
        a.swapgs();
        a.bind(done);
        a.pop(rcx);
        a.pop(rcx);
        a.ret();
    }
}
