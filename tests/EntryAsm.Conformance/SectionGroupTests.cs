// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Conformance;

/// <summary>Groups of sections and their order, against what readelf says of the object that GNU as makes of the same directives.</summary>
public sealed class SectionGroupTests
{
    private static readonly Symbol grouped = Global(), outside = Extern();

    private const string Source = """
        .section .text.f, "axG", @progbits, grouped, comdat
        .globl grouped
        grouped: call outside
        .section .data.f, "awG", @progbits, grouped, comdat
        .long 1
        .section .text.h, "axG", @progbits, unnamed
        nop
        .section .ordered, "ao", @progbits, .text.f
        .quad grouped
        .section .ordered2, "ao", @progbits, .text
        .quad 5
        .section .both, "aGo", @progbits, .text.f, grouped, comdat
        .long 3
        .section .same, "a?"
        .long 4
        .section .kept, "aR"
        .long 9

        """;

    [NeedsTools("as", "readelf")]
    public void ReadelfSaysTheSame()
    {
        var built = new Module(Write).Build();
        using var folder = new TemporaryFolder();
        var theirs = Said(folder, GnuAssembler.Assemble(Source).Object!);
        Assert.Equal(theirs, Said(folder, ElfWriter.Write(built)));
        Assert.Equal(theirs, Said(folder, GnuAssembler.Assemble(GasWriter.Write(built)).Object!));
        Assert.Equal(theirs, Said(folder, ElfWriter.Write(EntryObjectFormat.Read(EntryObjectFormat.Write(built)))));
        Assert.Equal(theirs, Said(folder, ElfWriter.Write(ElfReader.Read(ElfWriter.Write(built), "again"))));
    }

    [Fact]
    public void MistakesAreTold()
    {
        Told(a => a.section(".x", "aG"), "flag 'G' goes with the name of a group");
        Told(a => a.section(".x", "a", group: "g"), "flag 'G' goes with the name of a group");
        Told(a => a.section(".x", "ao"), "flag 'o' goes with the section");
        Told(a => a.section(".x", "ao", linkedTo: ".nowhere"), "there is no section and no symbol of that name");
        Told(a => a.nops(5, 12), "in this mode they have 1 to 11 bytes");
        Told(a => a.cfi_endproc(), "cfi_endproc without cfi_startproc");
        Told(a => a.cfi_startproc(), "this cfi_startproc has no cfi_endproc");
        Told(a => { a.cfi_startproc(); a.cfi_restore_state(); }, "nothing was set aside");
        Told(a => { a.cfi_startproc(); a.cfi_offset(eax, -16); }, "has no number in call frame information");
        Told(a => { a.cfi_startproc(); a.cfi_offset(rax, -12); }, "no multiple of 8");
    }

    private static void Told(Action<Module> body, string message) => Assert.Contains(message, Assert.Throws<EntryAsmException>(() => new Module(body).Build()).Message, StringComparison.Ordinal);

    private static string Said(TemporaryFolder folder, byte[] file) => new Command("readelf", ["-gW", "--section-details", Path.GetFileName(folder.Add("one.o", file))]) { Folder = Path.GetDirectoryName(folder["one.o"])! }
        .Run().Succeeded().Output.Split("\n").Where(static line => line.Contains("group", StringComparison.Ordinal) || line.Contains("  .", StringComparison.Ordinal) || line.Contains("LINK", StringComparison.Ordinal)
            || line.Contains("GROUP", StringComparison.Ordinal)).Aggregate("", static (all, line) => all + line + "\n");

    private static void Write(Module a)
    {
        a.section(".text.f", "axG", group: "grouped", comdat: true);
        a.bind(grouped);
        a.call(outside);
        a.section(".data.f", "awG", group: "grouped", comdat: true);
        a.dd(1);
        a.section(".text.h", "axG", group: "unnamed");
        a.nop();
        a.section(".ordered", "ao", linkedTo: ".text.f");
        a.dq(grouped);
        a.section(".ordered2", "ao", linkedTo: ".text");
        a.dq(5);
        a.section(".both", "aGo", group: "grouped", comdat: true, linkedTo: ".text.f");
        a.dd(3);
        a.section(".same", "a?");
        a.dd(4);
        a.section(".kept", "aR");
        a.dd(9);
    }

    [EntryModule]
    private sealed class Module(Action<Module> body) : EntryAssembler
    {
        protected override void Assemble() => body(this);
    }
}
