// SPDX-License-Identifier: MIT
using Xunit;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Speed;

/// <summary>Guards of speed that no machine's load can upset: how often something is done, not how long it takes.</summary>
public class CountTests
{
    [Fact]
    public void LayoutOfPlainBranchesLooksAtEachOnce()
    {
        Assert.Equal(1000, Steps(a =>
        {
            for (var i = 0; i < 1000; i++)
                a.jmp(a.here());
        }));
    }

    /// <summary>Each branch grows only after the one behind it has: as many passes as branches, and yet no more than a few looks at each.</summary>
    [Fact]
    public void LayoutOfADeepChainIsLinear()
    {
        var thousand = Steps(a => Chain(a, 1_000));
        var tenThousand = Steps(a => Chain(a, 10_000));
        Assert.InRange(tenThousand, 0, thousand * 11);
        Assert.InRange(thousand, 0, 8_000);
    }

    [Fact]
    public void EveryBranchOfAChainGrows() => Assert.DoesNotContain("eb", TestModule.Text(a => Chain(a, 100)).Split(' '));

    [Fact]
    public void AnInstructionAllocatesLittle() => Assert.InRange(AllocatedFor(static a => a.mov(rax, qword[rsp + 8])), 0, 30);

    /// <summary>What the object keeps of a row, 164 bytes (four items, a reference, a relocation, a label, 12 bytes of data), and no label or list on the way.</summary>
    [Fact]
    public void ARowAllocatesWhatTheObjectKeeps() => Assert.InRange(AllocatedFor(static a => a.unwind_hint(UnwindRegister.Sp, 8)), 0, 170);

    /// <summary>Bytes for each of many calls, the least of some builds: a pool may have given its arrays to other threads.</summary>
    private static long AllocatedFor(Action<TestModule> call)
    {
        const int Calls = 10_000;

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            TestModule.Build(a =>
            {
                for (var i = 0; i < Calls; i++)
                    call(a);
            });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return Enumerable.Range(0, 5).Min(_ => Allocated()) / Calls;
    }

    private static long Steps(Action<TestModule> body)
    {
        var program = new TestModule(body);
        program.Build();
        return program.LayoutSteps;
    }

    private static void Chain(TestModule a, int length)
    {
        Label before = a.label(), target = a.label();
        a.jmp(before);
        for (var i = 0; i < length; i++)
        {
            a.skip(125, 0xcc);
            a.jmp(target);
            a.bind(before);
            (before, target) = (target, a.label());
        }

        a.skip(200, 0xcc);
        a.bind(before);
        a.bind(target);
    }
}
