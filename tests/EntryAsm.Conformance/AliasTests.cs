// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Conformance;

/// <summary><c>.set alias, symbol</c>: another name for a place here, for a place of another object, for another name, and for a distance.</summary>
public sealed class AliasTests
{
    /// <summary>The lines of the module below, written by hand.</summary>
    private const string Text = """
        .globl start
        start: nop
        .set before, middle
        jmp before
        .skip 130, 0x90
        middle: call before + 1
        .set after, middle
        jmp after
        lea after(%rip), %rax
        mov $after, %rbx
        .globl visible
        .set visible, start + 2
        call visible
        .quad visible, after - start, again
        .set again, after
        .set elsewhere, other + 4
        call elsewhere
        jmp elsewhere
        jnz elsewhere
        call elsewhere - 4
        jmp elsewhere - 4
        lea elsewhere(%rip), %rax
        .quad elsewhere
        .set plain, other
        call plain
        jmp plain + 4
        .set length, last - start
        mov $length, %ecx
        .long length
        .set current, .
        jmp current
        last: ret
        .section .more, "aw"
        .quad after, length, elsewhere + 8
        """;

    [NeedsTools("as")]
    public void AreAsGnuAsHasThem()
    {
        var answer = GnuAssembler.Assemble(Text + "\n");
        Assert.True(answer.Object is not null, string.Join("\n", answer.Errors));
        var (ours, theirs) = (ElfFile.Read(CaseJudge.ElfBytes(new Module().Build())), ElfFile.Read(answer.Object!));
        foreach (var name in (string[])[".text", ".more"])
        {
            Assert.Equal(Convert.ToHexString(theirs.Sections[name].Bytes), Convert.ToHexString(ours.Sections[name].Bytes));
            Assert.Equal(theirs.Sections[name].Relocations, ours.Sections[name].Relocations);
        }

        Assert.Equal(theirs.Symbols.OrderBy(static symbol => symbol.Key, StringComparer.Ordinal), ours.Symbols.OrderBy(static symbol => symbol.Key, StringComparer.Ordinal));
    }

    [EntryModule]
    private sealed class Module : EntryAssembler
    {
        private readonly Symbol start = Global("start"), visible = Global("visible"), middle = Local("middle"), before = Local("before"), after = Local("after");
        private readonly Symbol again = Local("again"), elsewhere = Local("elsewhere"), other = Extern("other"), plain = Local("plain"), length = Local("length"), current = Local("current"), last = Local("last");

        protected override void Assemble()
        {
            bind(start);
            nop();
            set(before, middle);
            jmp(before);
            skip(130, 0x90);
            bind(middle);
            call(before + 1);
            set(after, middle);
            jmp(after);
            lea(rax, qword[rip + after]);
            mov(rbx, after);
            set(visible, start + 2);
            call(visible);
            dq(visible, after - start, again);
            set(again, after);
            set(elsewhere, other + 4);
            call(elsewhere);
            jmp(elsewhere);
            jnz(elsewhere);
            call(elsewhere - 4);
            jmp(elsewhere - 4);
            lea(rax, qword[rip + elsewhere]);
            dq(elsewhere);
            set(plain, other);
            call(plain);
            jmp(plain + 4);
            set(length, last - start);
            mov(ecx, length);
            dd(length);
            set(current, dot);
            jmp(current);
            bind(last);
            ret();
            section(".more", "aw");
            dq(after, length, elsewhere + 8);
        }
    }
}
