// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Conformance;

/// <summary>What is a number already when the instruction is written takes the form of a number.</summary>
public sealed class KnownNumberTests
{
    [Fact]
    public void DistancesAndSymbolsSetBefore()
    {
        var built = new Module().Build();
        var source = GasWriter.Write(built);
        var answer = GnuAssembler.Assemble(source);
        Assert.True(answer.Object is not null, string.Join("\n", answer.Errors) + "\n" + source);
        var (ours, theirs) = (ElfFile.Read(CaseJudge.ElfBytes(built)).Sections[".text"], ElfFile.Read(answer.Object!).Sections[".text"]);
        Assert.Equal(Convert.ToHexString(theirs.Bytes), Convert.ToHexString(ours.Bytes));
        Assert.Equal(theirs.Relocations, ours.Relocations);

        // What GNU as makes of the same lines written by hand.
        const string ByHand = """
            .set five, 5
            a: nop
            b: add $b-a, %rsp
            .skip 3, 0x90
            c: add $c-a, %rsp
            mov c-a(%rax), %ecx
            push $c-a
            .p2align 2
            d: add $d-a, %rsp
            jmp d
            e: add $e-d, %rsp
            add $five, %rsp
            mov five(%rax), %ecx
            push $five
            cmpb $c-b, f-c(%rsi)
            f: add $g-f, %rsp
            g:
            """;
        Assert.Equal(Convert.ToHexString(ElfFile.Read(GnuAssembler.Assemble(ByHand + "\n").Object!).Sections[".text"].Bytes), Convert.ToHexString(ours.Bytes));
    }

    [EntryModule]
    private sealed class Module : EntryAssembler
    {
        protected override void Assemble()
        {
            Symbol five = Local("five");
            set(five, 5);
            var a = here();
            nop();
            var b = here();
            add(rsp, b - a);
            skip(3, 0x90);
            var c = here();
            add(rsp, c - a);
            mov(ecx, dword[rax + (c - a)]);
            push(c - a);
            p2align(2);
            var d = here();
            add(rsp, d - a);
            jmp(d);
            var e = here();
            add(rsp, e - d);
            add(rsp, five);
            mov(ecx, dword[rax + five]);
            push(five);
            Symbol f = label(), g = label();
            cmp(@byte[rsi + (f - c)], c - b);
            bind(f);
            add(rsp, g - f);
            bind(g);
        }
    }
}
