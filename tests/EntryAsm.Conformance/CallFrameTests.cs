// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Conformance;

/// <summary>Call frame information by hand, against the bytes that GNU as gives the same directives.</summary>
public sealed class CallFrameTests
{
    private static readonly Symbol pers = Extern(), lsda = Extern();

    /// <summary>Every directive, once in each form.</summary>
    private const string EveryDirective = """
        first: .cfi_startproc
        push %rbp
        .cfi_adjust_cfa_offset 8
        .cfi_rel_offset %rbp, 0
        mov %rsp, %rbp
        .cfi_def_cfa_register %rbp
        .cfi_remember_state
        pop %rbp
        .cfi_restore %rbp
        .cfi_restore 49
        .cfi_restore 64
        .cfi_def_cfa %rsp, 8
        ret
        .cfi_restore_state
        .cfi_undefined %rip
        .cfi_same_value %rbx
        .cfi_register %rcx, %rdx
        .cfi_escape 0x0f, 3, 0x77, 8, 6
        .cfi_val_encoded_addr %rbx, 0, pers
        .cfi_val_encoded_addr 17, 3, first
        .cfi_val_encoded_addr %r9, 0x1b, lsda + 4
        .cfi_val_encoded_addr %r10, 0x9c, pers
        .skip 300, 0x90
        .cfi_offset %r12, -24
        .cfi_offset %xmm16, -32
        .cfi_offset %xmm0, 64
        .cfi_val_offset %rsp, 0
        .cfi_val_offset %rsp, 16
        .cfi_def_cfa %rsp, -16
        .cfi_def_cfa_offset -8
        .skip 70000, 0x90
        .cfi_window_save
        .cfi_def_cfa_offset 16
        nop
        .cfi_endproc
        .cfi_startproc simple
        .cfi_signal_frame
        .cfi_return_column 15
        .cfi_def_cfa %rsp, 0
        .cfi_offset %rip, 0
        nop
        .cfi_endproc
        .cfi_startproc
        .cfi_personality 0x9b, pers
        .cfi_lsda 0x1b, lsda + 4
        nop
        .cfi_endproc
        .cfi_startproc
        .cfi_personality 0x03, pers
        .cfi_lsda 0x0c, first
        nop
        .cfi_endproc
        .section .other, "ax"
        .cfi_startproc
        jmp 1f
        .cfi_offset %r13, -16
        .skip 3
        1: .cfi_offset %r14, -40
        nop
        .cfi_endproc
        .cfi_startproc
        .cfi_endproc
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData(".eh_frame", "")]
    [InlineData(".debug_frame", "")]
    [InlineData(".debug_frame", ".eh_frame")]
    public void EveryDirectiveGivesTheSameBytes(string first, string second)
    {
        var source = first.Length == 0 ? "" : ".cfi_sections " + first + (second.Length == 0 ? "" : ", " + second) + "\n";
        AssertSame(a =>
        {
            if (first.Length != 0)
                a.cfi_sections(first, second.Length == 0 ? null : second);
            Write(a);
        }, source + EveryDirective + "\n");
    }

    /// <summary>Distances on both sides of every size that an advance has, made by what the layout finds.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(58)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(250)]
    [InlineData(256)]
    [InlineData(65530)]
    [InlineData(65536)]
    public void AdvancesOfEverySize(int bytes) => AssertSame(
        a =>
        {
            a.cfi_startproc();
            a.jmp(a.f(1));
            a.skip(bytes);
            a.cfi_def_cfa_offset(16);
            a.align(8);
            a.cfi_def_cfa_offset(24);
            a.L(1);
            a.ret();
            a.cfi_endproc();
        },
        ".cfi_startproc\njmp 1f\n.skip " + bytes + "\n.cfi_def_cfa_offset 16\n.balign 8\n.cfi_def_cfa_offset 24\n1: ret\n.cfi_endproc\n");

    [Theory]
    [InlineData(".eh_frame")]
    [InlineData(".debug_frame")]
    public void LabelsStandAmongTheInstructions(string section) => AssertSame(
        a =>
        {
            a.cfi_sections(section);
            var (one, two) = (Global("one"), Global("two"));
            a.cfi_startproc();
            a.nop();
            a.cfi_label(one);
            a.cfi_def_cfa_offset(16);
            a.nop();
            a.cfi_label(two);
            a.ret();
            a.cfi_endproc();
            a.dq(two - one);
            a.dq(one);
        },
        ".cfi_sections " + section + "\n.globl one, two\n.cfi_startproc\nnop\n.cfi_label one\n.cfi_def_cfa_offset 16\nnop\n.cfi_label two\nret\n.cfi_endproc\n.quad two - one\n.quad one\n");

    [Fact]
    public void ALabelInTwoSectionsIsAnError() => Assert.Contains("cfi_label needs call frame information in one section", Assert.Throws<EntryAsmException>(() => new Module(static a =>
    {
        a.cfi_sections(".eh_frame", ".debug_frame");
        a.cfi_startproc();
        a.cfi_label(Global("one"));
    }).Build()).Message, StringComparison.Ordinal);

    /// <summary>What readers make of the bytes, beside the bytes themselves.</summary>
    [NeedsTools("as", "readelf")]
    public void ReadelfShowsTheSameFrames()
    {
        using var folder = new TemporaryFolder();
        var ours = folder.Add("ours.o", ElfWriter.Write(new Module(Write).Build()));
        var theirs = folder.Add("theirs.o", GnuAssembler.Assemble(EveryDirective + "\n").Object!);
        Assert.Equal(Interpreted(theirs), Interpreted(ours));
    }

    /// <summary>What the author wrote holds; the analysis describes the rest.</summary>
    [NeedsTools("readelf")]
    public void DerivedFramesLeaveWhatIsWrittenAlone()
    {
        var built = new Module(static a =>
        {
            a.push(rbx);
            a.pop(rbx);
            a.ret();
            a.cfi_startproc();
            a.push(rbp);
            a.cfi_def_cfa_offset(4096);
            a.pop(rbp);
            a.ret();
            a.cfi_endproc();
            a.push(r12);
            a.pop(r12);
            a.ret();
        }).Build();
        using var folder = new TemporaryFolder();
        var text = Interpreted(folder.Add("all.o", ElfWriter.Write(DebugInformation.AddTo(built))));
        Assert.Contains("pc=0000000000000003..0000000000000006", text, StringComparison.Ordinal);
        Assert.Contains("rsp+4096", text, StringComparison.Ordinal);
        Assert.Contains("pc=0000000000000000..0000000000000003", text, StringComparison.Ordinal);
        Assert.Contains("pc=0000000000000006..000000000000000b", text, StringComparison.Ordinal);
    }

    private static string Interpreted(string path) => new Command("readelf", ["--debug-dump=frames-interp", Path.GetFileName(path)]) { Folder = Path.GetDirectoryName(path)! }.Run().Succeeded().Output;

    private static void AssertSame(Action<Module> body, string source)
    {
        var answer = GnuAssembler.Assemble(source);
        Assert.True(answer.Object is not null, string.Join("\n", answer.Errors));
        var built = new Module(body).Build();
        var (ours, theirs) = (ElfFile.Read(ElfWriter.Write(built)), ElfFile.Read(answer.Object!));
        foreach (var (name, their) in theirs.Sections.Where(pair => pair.Value.Size != 0))
        {
            Assert.True(ours.Sections.TryGetValue(name, out var our), "no section " + name);
            Assert.Equal(Convert.ToHexString(their.Bytes), Convert.ToHexString(our!.Bytes));
            Assert.Equal(their.Relocations, our.Relocations);
        }

        WholeModule.AssertLikeGas(new Module(body));
    }

    private static void Write(Module a)
    {
        var first = Local("first");
        a.bind(first);
        a.cfi_startproc();
        a.push(rbp);
        a.cfi_adjust_cfa_offset(8);
        a.cfi_rel_offset(rbp, 0);
        a.mov(rbp, rsp);
        a.cfi_def_cfa_register(rbp);
        a.cfi_remember_state();
        a.pop(rbp);
        a.cfi_restore(rbp);
        a.cfi_restore(49);
        a.cfi_restore(64);
        a.cfi_def_cfa(rsp, 8);
        a.ret();
        a.cfi_restore_state();
        a.cfi_undefined(rip);
        a.cfi_same_value(rbx);
        a.cfi_register(rcx, rdx);
        a.cfi_escape(0x0f, 3, 0x77, 8, 6);
        a.cfi_val_encoded_addr(rbx, 0, pers);
        a.cfi_val_encoded_addr(17, 3, first);
        a.cfi_val_encoded_addr(r9, 0x1b, lsda + 4);
        a.cfi_val_encoded_addr(r10, 0x9c, pers);
        a.skip(300, 0x90);
        a.cfi_offset(r12, -24);
        a.cfi_offset(xmm16, -32);
        a.cfi_offset(xmm0, 64);
        a.cfi_val_offset(rsp, 0);
        a.cfi_val_offset(rsp, 16);
        a.cfi_def_cfa(rsp, -16);
        a.cfi_def_cfa_offset(-8);
        a.skip(70000, 0x90);
        a.cfi_window_save();
        a.cfi_def_cfa_offset(16);
        a.nop();
        a.cfi_endproc();
        a.cfi_startproc(simple: true);
        a.cfi_signal_frame();
        a.cfi_return_column(r15);
        a.cfi_def_cfa(rsp, 0);
        a.cfi_offset(rip, 0);
        a.nop();
        a.cfi_endproc();
        a.cfi_startproc();
        a.cfi_personality(0x9b, pers);
        a.cfi_lsda(0x1b, lsda + 4);
        a.nop();
        a.cfi_endproc();
        a.cfi_startproc();
        a.cfi_personality(0x03, pers);
        a.cfi_lsda(0x0c, first);
        a.nop();
        a.cfi_endproc();
        a.section(".other", "ax");
        a.cfi_startproc();
        a.jmp(a.f(1));
        a.cfi_offset(r13, -16);
        a.skip(3);
        a.L(1);
        a.cfi_offset(r14, -40);
        a.nop();
        a.cfi_endproc();
        a.cfi_startproc();
        a.cfi_endproc();
    }

    [EntryModule]
    private sealed class Module(Action<Module> body) : EntryAssembler
    {
        protected override void Assemble() => body(this);
    }
}
