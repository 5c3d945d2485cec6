// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Flow;

/// <summary>What is known at a place of a small module, case by case. The place is the symbol <c>here</c>.</summary>
public class StateTests
{
    private static readonly Symbol start = Global(), place = Global("here"), other = Extern(), keeps = Extern();

    [Fact]
    public void APoppedRegisterHoldsWhatWasPushed() => Assert.Equal(["rbx"], At(EntryKind.Function, a =>
    {
        a.push(rbx);
        a.mov(ebx, 7);
        a.pop(rcx);
    }, s => s.Register(1)));

    [Fact]
    public void WherePathsMeetOnlyWhatIsSoOnBothIsKnown() => Assert.Equal(["rsi, differs, stack-8"], At(EntryKind.Function, a =>
    {
        var skip = a.label();
        a.mov(rcx, rsi);
        a.mov(edx, 1);
        a.test(rdi, rdi);
        a.je(skip);
        a.mov(edx, 2);
        a.bind(skip);
    }, s => s.Register(1) + ", " + s.Register(2) + ", " + s.Register(4)));

    /// <summary>The frame is found from rsp though rsp is on one stack or the other.</summary>
    [Fact]
    public void AfterAStackSwitchOnOnePathTheFrameIsStillOnTop() => Assert.Equal(["rip, differs"], At(EntryKind.Interrupt, a =>
    {
        CopyFrameFromRing3(a);
        a.mov(rdi, qword[rsp]);
    }, s => s.Register(7) + ", " + s.Register(4), worlds: false));

    /// <summary>However far from it the bit may be.</summary>
    [Fact]
    public void ABitThatIsSetInPerCpuDataIsNoneOfTheStack() => Assert.Equal(["rip, differs"], At(EntryKind.Interrupt, a =>
    {
        CopyFrameFromRing3(a);
        a.bts(qword.gs[0x2000], rax);
        a.mov(rdi, qword[rsp]);
    }, s => s.Register(7) + ", " + s.Register(4), worlds: false));

    /// <summary>What no operand names is written all the same: ENTER and PUSHFW write below rsp, MASKMOVDQU where rdi points.</summary>
    [Theory]
    [InlineData("c8100000", "rbp")]
    [InlineData("c8100001", "memory")]
    [InlineData("669c", "memory")]
    [InlineData("660ff7c8", "memory")]
    [InlineData("90", "rax")]
    public void WhatNoOperandNamesIsWrittenToo(string bytes, string held) => Assert.Equal([held], At(EntryKind.Function, a =>
    {
        a.push(rax);
        a.mov(rcx, rsp);
        a.mov(rdi, rsp);
        a.pop(rdx);
        foreach (var value in Convert.FromHexString(bytes))
            a.db(value);
        a.nop();
        a.mov(rsi, qword[rcx]);
    }, s => s.Register(6).ToLowerInvariant()));

    [Theory]
    [InlineData(14, "error code")]
    [InlineData(8, "error code")]
    [InlineData(3, "rip")]
    [InlineData(18, "rip")]
    [InlineData(30, "error code")]
    public void AnErrorCodeLiesOnTopWhereTheVectorHasOne(int vector, string top) =>
        Assert.Equal([top], At(EntryKind.Interrupt, a => a.pop(rax), s => s.Register(0), vector));

    [Fact]
    public void ATestOfTheSavedSelectorTellsTheGsBase() => Assert.Equal(["kernel from kernel", "kernel from user"], At(EntryKind.Interrupt, a =>
    {
        var kernel = a.label();
        a.test(@byte[rsp + 8], 3);
        a.jz(kernel);
        a.swapgs();
        a.bind(kernel);
    }, s => s.Gs + " from " + s.Origin));

    [Fact]
    public void ASwapgsThatOnlyOneWayNeedsLeavesTheOtherWrong() => Assert.Equal(["kernel or user"], At(EntryKind.Interrupt, a => a.swapgs(), s => s.Gs));

    [Fact]
    public void TheSignOfTheGsBaseAndARegisterThatKeepsItAgree() => Assert.Equal(["0: user at entry", "1: kernel at entry"], At(EntryKind.Interrupt, a =>
    {
        var kernel = a.label();
        a.mov(ebx, 1);
        a.mov(ecx, 0xc0000101);
        a.rdmsr();
        a.test(edx, edx);
        a.js(kernel);
        a.swapgs();
        a.xor(ebx, ebx);
        a.bind(kernel);
    }, s => s.Register(3) + ": " + s.GsAtEntry + " at entry", vector: 2));

    [Fact]
    public void OneBitOfCr3TellsWhosePageTablesItIs() => Assert.Equal(["kernel"], At(EntryKind.Syscall, a =>
    {
        a.mov(rsp, cr3);
        a.and(rsp, ~0x1800);
        a.mov(cr3, rsp);
    }, s => s.Cr3));

    [Fact]
    public void AFunctionOfAnotherObjectKeepsWhatThePsAbiSays() => Assert.Equal(["rbx, result, result"], At(EntryKind.Function, a => a.call(other), s => s.Register(3) + ", " + s.Register(0) + ", " + s.Register(6)));

    [Fact]
    public void ADeclaredFunctionKeepsWhatIsDeclared() => Assert.Equal(["rsi"], At(EntryKind.Function, a =>
    {
        a.call(keeps);
        a.callee(keeps, CalleeTraits.KeepsRegisters);
    }, s => s.Register(6)));

    /// <summary>The callee takes its own return address off, puts something below it, and puts it back.</summary>
    [Fact]
    public void ARoutineOfTheModuleIsFollowedWithItsCallersStack() => Assert.Equal(["rdx, stack-16"], At(EntryKind.Function, a =>
    {
        Label routine = a.label(), end = a.label();
        a.call(routine);
        a.mov(rcx, qword[rsp]);
        a.jmp(end);
        a.bind(routine);
        a.pop(rax);
        a.push(rdx);
        a.push(rax);
        a.ret();
        a.bind(end);
    }, s => s.Register(1) + ", " + s.Register(4)));

    [Fact]
    public void APushThenReturnIsAJump() => Assert.Equal(["5"], At(EntryKind.Function, a =>
    {
        var target = a.label();
        a.lea(rax, ptr[rip + target]);
        a.mov(ecx, 5);
        a.push(rax);
        a.ret();
        a.mov(ecx, 6);
        a.bind(target);
    }, s => s.Register(1)));

    [Fact]
    public void BytesWrittenAsDataAreCodeToo() => Assert.Equal(["1"], At(EntryKind.Function, a =>
    {
        var target = a.label();
        a.mov(ecx, 1);
        a.db(0xe9);
        a.dd(target - dot - 4);
        a.mov(ecx, 2);
        a.bind(target);
    }, s => s.Register(1)));

    [Fact]
    public void AReplacementAndItsOriginalBothRun() => Assert.Equal(["differs"], At(EntryKind.Function, a => a.alternative(() => a.mov(ecx, 1), () => a.mov(ecx, 2), feature: 7), s => s.Register(1)));

    /// <summary>What is decided once on a path stays decided.</summary>
    [Fact]
    public void DecisionsAreRemembered() => Assert.Equal(["0", "2"], At(EntryKind.Function, a =>
    {
        a.xor(ecx, ecx);
        for (var i = 0; i < 2; i++)
        {
            var skip = a.label();
            a.alternative(() => a.jmp(skip), () => { }, feature: 7);
            a.inc(rcx);
            a.bind(skip);
        }
    }, s => s.Register(1)));

    [Fact]
    public void AFaultGoesOnAtItsFixup() => Assert.Equal(["rsi"], At(EntryKind.Function, a =>
    {
        Label faulting = a.label(), end = a.label();
        a.bind(faulting);
        a.mov(rax, qword[rdi]);
        a.ud2();
        a.bind(end);
        a.extable(faulting, end, other);
    }, s => s.Register(6)));

    /// <summary>Four rows of three fields are as long as six of two; their third fields name functions.</summary>
    [Fact]
    public void AnEvenNumberOfRowsIsNoTableOfPairs() => Assert.Equal(["rdx"], At(EntryKind.Function, a =>
    {
        Label faulting = a.label(), end = a.label();
        var function = EntryAssembler.Global("function");
        a.bind(function);
        a.type(function, SymbolType.Function);
        a.mov(rsi, rdx);
        a.bind(faulting);
        a.mov(rax, qword[rdi]);
        a.ud2();
        a.bind(end);
        for (var row = 0; row < 4; row++)
            a.extable(faulting, end, function);
    }, s => s.Register(6)));

    [Fact]
    public void ABitThatWasSetDecides() => Assert.Equal(["1"], At(EntryKind.Function, a =>
    {
        var skip = a.label();
        a.mov(ecx, 1);
        a.mov(rax, qword[rdi]);
        a.or(rax, 3);
        a.test(al, 3);
        a.jnz(skip);
        a.mov(ecx, 2);
        a.bind(skip);
    }, s => s.Register(1)));

    [Fact]
    public void WhatIsResumedEndsThePath() => Assert.Equal(["2"], At(EntryKind.Function, a =>
    {
        Label other = a.label(), end = a.label();
        a.mov(ecx, 1);
        a.test(edi, edi);
        a.jnz(other);
        a.assume(Fact.Resumed);
        a.jmp(end);
        a.bind(other);
        a.mov(ecx, 2);
        a.bind(end);
    }, s => s.Register(1)));

    [Fact]
    public void AStaticBranchGoesBothWays() => Assert.Equal(["differs"], At(EntryKind.Function, a =>
    {
        var skip = a.label();
        a.mov(ecx, 1);
        a.static_branch(skip, other);
        a.mov(ecx, 2);
        a.bind(skip);
    }, s => s.Register(1)));

    [Fact]
    public void ALoopThatPushesACountedNumberOfTimesIsCounted() => Assert.Equal(["stack-8"], At(EntryKind.Function, a =>
    {
        a.mov(rcx, 16);
        var loop = a.here();
        a.push(rdi);
        a.push(rdi);
        a.dec(rcx);
        a.jnz(loop);
        a.add(rsp, 256);
    }, s => s.Register(4)));

    [Fact]
    public void RunningOutOfTheBudgetIsSaid()
    {
        var built = Module(EntryKind.Function, -1, a =>
        {
            for (var i = 0; i < 100; i++)
                a.nop();
        });
        Assert.True(FlowMap.Of(built).IsComplete);
        Assert.False(FlowMap.Of(built, new FlowOptions { Budget = 50 }).IsComplete);
    }

    [Fact]
    public void AnEntryFromOutsideIsFollowed()
    {
        var built = TestModule.Build(a =>
        {
            a.bind(start);
            a.nop();
        });
        Assert.Empty(FlowMap.Of(built).States);
        var options = new FlowOptions { Entries = [new EntryPoint(EntryKind.Syscall, 0, -1, 1, 0, SourceLocation.None)] };
        Assert.NotEmpty(FlowMap.Of(built, options).States);
    }

    private static EntryObject Module(EntryKind kind, int vector, Action<TestModule> body) => TestModule.Build(a =>
    {
        a.bind(start);
        a.entry(kind, start, kind == EntryKind.Interrupt ? Math.Max(vector, 3) : -1);
        body(a);
        a.bind(place);
        a.ud2();
    });

    /// <summary>From ring 3 the frame goes to another stack; from the kernel it stays where it is.</summary>
    private static void CopyFrameFromRing3(TestModule a)
    {
        var kernel = a.label();
        a.test(@byte[rsp + 8], 3);
        a.je(kernel);
        a.mov(rdi, rsp);
        a.mov(rsp, qword.gs[0x1000]);
        for (var word = 4; word >= 0; word--)
            a.push(qword[rdi + 8 * word]);
        a.bind(kernel);
    }

    private static List<string> At(EntryKind kind, Action<TestModule> body, Func<Look, string> look, int vector = -1, bool worlds = true)
    {
        var built = Module(kind, vector, body);
        var at = (int)built.Symbols.Single(static symbol => symbol.Name == "here").Value;
        var result = new List<string>();
        var map = FlowMap.Of(built, new FlowOptions { Worlds = worlds });
        map.ForEach((instruction, state, _) =>
        {
            if (instruction.Place == new CodePlace(0, at))
                result.Add(look(new Look(map.Bases, state)));
        });
        return [.. result.Order(StringComparer.Ordinal)];
    }

    /// <summary>A state in words.</summary>
    private sealed record Look(Bases Bases, MachineState State)
    {
        public string Gs => Whose(World.Decide(State.World.Gs, World.KernelNow, World.UserNow));

        public string GsAtEntry => Whose(World.Decide(State.World.Gs, World.KernelAtEntry, World.UserAtEntry));

        public string Cr3 => Whose(World.Decide(State.World.Cr3, World.KernelNow, World.UserNow));

        public string Origin => Whose(World.Decide(State.World.Gs, World.FromKernel, World.FromUser));

        public string Register(int register)
        {
            var value = State.Registers[register];
            var key = Bases[value.Base];
            var offset = value.Offset == 0 ? "" : value.Offset.ToString("+0;-0", System.Globalization.CultureInfo.InvariantCulture);
            return key.Kind switch
            {
                BaseKind.Constant => value.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture),
                BaseKind.Register => MachineRegister.Name((int)key.A) + offset,
                BaseKind.Stack => "stack" + offset,
                BaseKind.Joined => "differs",
                BaseKind.Result => "result",
                BaseKind.Unknown => "unknown",
                _ => key.Kind + offset,
            };
        }

        private static string Whose(bool? kernel) => kernel switch { true => "kernel", false => "user", null => "kernel or user" };
    }
}
