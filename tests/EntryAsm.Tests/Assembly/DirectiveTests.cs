// SPDX-License-Identifier: MIT
using Xunit;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Assembly;

/// <summary>Sections, symbols, data and labels.</summary>
public class DirectiveTests
{
    private static readonly Symbol function = EntryAssembler.Global();
    private static readonly Symbol unused = EntryAssembler.Extern();

    [Fact]
    public void TextIsUtf8() => Assert.Equal("68 c3 a9 6c 6c 6f 20 f0 9f 98 80 00", TestModule.Text(a => a.asciz("h\u00e9llo \U0001f600")));

    /// <summary>Rows from <c>readelf -S</c> of what GNU as 2.40 makes of the bare name.</summary>
    [Theory]
    [InlineData(".init_array", "aw", SectionType.InitArray, 8)]
    [InlineData(".init_array.5", "aw", SectionType.InitArray, 8)]
    [InlineData(".fini_array", "aw", SectionType.FiniArray, 8)]
    [InlineData(".preinit_array", "aw", SectionType.PreinitArray, 8)]
    [InlineData(".tdata", "awT", SectionType.ProgBits, 0)]
    [InlineData(".tbss.x", "awT", SectionType.NoBits, 0)]
    [InlineData(".note.GNU-stack", "", SectionType.ProgBits, 0)]
    [InlineData(".note.gnu.property", "", SectionType.Note, 0)]
    [InlineData(".noteworthy", "", SectionType.Note, 0)]
    [InlineData(".init", "ax", SectionType.ProgBits, 0)]
    [InlineData(".init.text", "", SectionType.ProgBits, 0)]
    [InlineData(".init.data", "", SectionType.ProgBits, 0)]
    [InlineData(".fini.x", "", SectionType.ProgBits, 0)]
    [InlineData(".rodata1", "a", SectionType.ProgBits, 0)]
    [InlineData(".data1", "aw", SectionType.ProgBits, 0)]
    [InlineData(".textual", "", SectionType.ProgBits, 0)]
    [InlineData(".lbss", "awl", SectionType.NoBits, 0)]
    [InlineData(".ldata.x", "awl", SectionType.ProgBits, 0)]
    [InlineData(".lrodata", "al", SectionType.ProgBits, 0)]
    [InlineData(".noinit", "aw", SectionType.NoBits, 0)]
    [InlineData(".gnu.linkonce.b.x", "aw", SectionType.NoBits, 0)]
    [InlineData(".gnu.linkonce.lt.x", "axl", SectionType.ProgBits, 0)]
    [InlineData(".gnu.linkonce.lr.x", "al", SectionType.ProgBits, 0)]
    [InlineData(".reloc", "", SectionType.ProgBits, 0)]
    [InlineData(".gnu.lto_x", "e", SectionType.ProgBits, 0)]
    [InlineData(".eh_frame", "", SectionType.ProgBits, 0)]
    public void ASectionsNameImpliesWhatGnuAsTakesItFor(string name, string flags, SectionType type, int entrySize)
    {
        var section = TestModule.Build(a => a.section(name)).FindSection(name)!;
        Assert.Equal((flags, type, entrySize), (EntryAsm.Writers.SectionText.Flags(section.Flags), section.Type, section.EntrySize));
    }

    [Fact]
    public void FlagsOfSectionsComeThroughTheFormats()
    {
        var built = TestModule.Build(a => { a.section(".kept", "awRe"); a.db(1); a.section(".far", "awl"); a.db(1); a.section(".own", "awT"); a.db(1); });
        var read = EntryObjectFormat.Read(EntryObjectFormat.Write(built));
        var elf = ElfReader.Read(ElfWriter.Write(built), "flags.o");
        foreach (var (name, flags) in new[] { (".kept", "awRe"), (".far", "awl"), (".own", "awT") })
        {
            Assert.Equal(flags, EntryAsm.Writers.SectionText.Flags(read.FindSection(name)!.Flags));
            Assert.Equal(flags, EntryAsm.Writers.SectionText.Flags(elf.FindSection(name)!.Flags));
        }
    }

    [Fact]
    public void ASymbolOfAnotherObjectMayHaveAnyName() =>
        Assert.Contains(TestModule.Build(a => a.call(EntryAssembler.Extern(".Lfoo"))).Symbols, static symbol => symbol is { Name: ".Lfoo", IsDefined: false });

    [Fact]
    public void DataOfEveryWidth()
    {
        var built = TestModule.Build(a =>
        {
            a.data();
            a.db(1, -1, 'A', 255);
            a.dw(0x1234, -2);
            a.dd(0x12345678, 0xffffffff);
            a.dq(-1, 0x8000000000000000);
            a.asciz("ok\n");
        });
        Assert.Equal("01 ff 41 ff 34 12 fe ff 78 56 34 12 ff ff ff ff ff ff ff ff ff ff ff ff 00 00 00 00 00 00 00 80 6f 6b 0a 00", TestModule.Hex(built, ".data"));
    }

    [Fact]
    public void DifferencesOfLabelsAreNumbersWhereTheyCanBe()
    {
        var built = TestModule.Build(a =>
        {
            Label start = a.here();
            a.nop();
            Label end = a.here();
            a.section(".table", "a");
            a.db(end - start);
            a.dd(end - a.here());
            a.dq(unused - a.here() + 8);
        });
        Assert.Equal("01 00 00 00 00 00 00 00 00 00 00 00 00", TestModule.Hex(built, ".table"));
        Assert.Equal("1 PC32 .text+0x1\n5 PC64 unused+0x8", TestModule.Relocations(built, ".table"));
    }

    /// <summary>As GNU as has <c>.</c>: the start of the instruction, and of each value of a data directive.</summary>
    [Fact]
    public void DotIsThePlaceOfWhatNamesIt()
    {
        var built = TestModule.Build(a =>
        {
            a.nop();
            a.jmp(dot);
            a.call(dot);
            a.lea(rax, qword[rip + dot]);
            a.mov(qword[rip + dot], 5);
            a.section(".table", "a");
            a.dd(unused - dot, unused - dot);
        });
        Assert.Equal("90 eb fe e8 fb ff ff ff 48 8d 05 f9 ff ff ff 48 c7 05 f5 ff ff ff 05 00 00 00", TestModule.Hex(built, ".text"));
        Assert.Equal("0 PC32 unused+0x0\n4 PC32 unused+0x0", TestModule.Relocations(built, ".table"));
    }

    [Fact]
    public void NothingCanBeSaidAboutDot()
    {
        Action<TestModule>[] directives = [a => a.bind(dot), a => a.type(dot, SymbolType.Function), a => a.size(dot, 4), a => a.set(dot, 4), a => a.visibility(dot, SymbolVisibility.Hidden)];
        foreach (var directive in directives)
            Assert.Equal("EA0015", Assert.Throws<EntryAsmException>(() => TestModule.Build(directive)).Id);
    }

    [Fact]
    public void PushedSectionsNestAndPreviousSwaps()
    {
        var built = TestModule.Build(a =>
        {
            a.db(1);
            a.pushsection(".a", "a");
            a.db(2);
            a.pushsection(".b", "a", () => a.db(3));
            a.db(4);
            a.popsection();
            a.db(5);
            a.data();
            a.db(6);
            a.previous();
            a.db(7);
            a.previous();
            a.db(8);
        });
        Assert.Equal(("01 05 07", "02 04", "03", "06 08"),
            (TestModule.Hex(built, ".text"), TestModule.Hex(built, ".a"), TestModule.Hex(built, ".b"), TestModule.Hex(built, ".data")));
    }

    [Fact]
    public void ASymbolHasTypeSizeAndLine()
    {
        var built = TestModule.Build(a =>
        {
            a.type(function, SymbolType.Function);
            a.nop();
            a.bind(function);
            a.ret();
            a.size(function);
        });
        var symbol = Assert.Single(built.Symbols);
        Assert.Equal(("function", SymbolBinding.Global, SymbolType.Function, 1L, 1L), (symbol.Name, symbol.Binding, symbol.Type, symbol.Value, symbol.Size));
        Assert.Equal("Assembly/DirectiveTests.cs", symbol.Line.File);
    }

    [Fact]
    public void NumericLabelsMeanTheNearest() => Assert.Equal("eb 00 eb fe eb fc eb 00", TestModule.Text(a =>
    {
        a.jmp(a.f(1));
        a.L(1);
        a.jmp(a.b(1));
        a.jmp(a.b(1));
        a.jmp(a.f(1));
        a.L(1);
    }));

    [Fact]
    public void ItemsCoverEveryByteAndNameTheirLine()
    {
        var built = TestModule.Build(a =>
        {
            a.nop();
            a.jmp(function);
            a.db(1, 2, 3);
            a.p2align(4);
            a.bind(function);
            a.ret();
        });
        var text = built.FindSection(".text")!;
        var at = 0;
        foreach (var item in text.Items)
        {
            Assert.Equal(at, item.Offset);
            Assert.Equal("Assembly/DirectiveTests.cs", built.Files[item.File]);
            Assert.True(item.Line > 0);
            at = item.End;
        }

        Assert.Equal(text.Size, at);
        Assert.Equal([EntryItemKind.Instruction, EntryItemKind.Instruction, EntryItemKind.Data, EntryItemKind.Align, EntryItemKind.Instruction], text.Items.Select(i => i.Kind));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    public void CultureDoesNotReachTheObject(string culture)
    {
        static EntryObject Build() => TestModule.Build(a => a.bind(EntryAssembler.Local($"minus_{-1}_I".Replace('-', '_').ToLower(System.Globalization.CultureInfo.CurrentCulture))));
        var before = System.Globalization.CultureInfo.CurrentCulture;
        var expected = Build().Symbols[0].Name;
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
        try
        {
            Assert.Equal(expected, Build().Symbols[0].Name);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ASetSymbolIsANumber()
    {
        var built = TestModule.Build(a =>
        {
            var vector = EntryAssembler.Local("vector");
            a.set(vector, 0x20);
            a.set(vector, 0x21);
            a.db(vector + 1);
        });
        Assert.Equal("22", TestModule.Hex(built, ".text"));
        Assert.Equal((EntrySymbol.Absolute, 0x21L), (built.Symbols[0].Section, built.Symbols[0].Value));
    }
}
