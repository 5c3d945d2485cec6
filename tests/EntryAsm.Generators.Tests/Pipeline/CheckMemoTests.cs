// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>What checking an object came to is not found out again, in this build or the next.</summary>
public class CheckMemoTests
{
    private static readonly string Object = AssemblyObjects.WriteValue(new Entry().Build());

    [Fact]
    public void TheSameObjectIsCheckedOnce()
    {
        var memo = new CheckMemo(1 << 20);

        var first = memo.Check(Object, new CheckOptions());

        Assert.Contains(first, static finding => finding.Rule.Id == "EA0402");
        Assert.Equal(first, memo.Check(Object, new CheckOptions()));
        Assert.Equal(1, memo.Runs);
    }

    [Fact]
    public void OtherOptionsAreAReason()
    {
        var memo = new CheckMemo(1 << 20);

        memo.Check(Object, new CheckOptions());
        memo.Check(Object, new CheckOptions { Speculation = true });

        Assert.Equal(2, memo.Runs);
    }

    [Fact]
    public void WhatDoesNotFitIsCheckedAgain()
    {
        var memo = new CheckMemo(0);

        memo.Check(Object, new CheckOptions());
        memo.Check(Object, new CheckOptions());

        Assert.Equal(2, memo.Runs);
    }

    [EntryModule]
    private sealed class Entry : EntryAssembler
    {
        protected override void Assemble()
        {
            var handler = Global("handler");
            gate(6, handler);
            bind(handler);
            push(rax);
            iretq();
        }
    }
}
