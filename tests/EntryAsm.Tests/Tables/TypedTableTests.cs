// SPDX-License-Identifier: MIT
using EntryAsm.Tests.Writers;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Tables;

/// <summary>What the directives write, the typed tables read.</summary>
public class TypedTableTests
{
    private static readonly Symbol routine = Global();
    private static readonly Symbol outside = Extern();
    private static readonly Symbol key = Extern();

    [Fact]
    public void ExceptionTable()
    {
        var built = Build(a => a.extable(routine, routine + 4, outside));
        var row = Assert.Single(EntryTables.Of(built).ExceptionTable);
        Assert.Equal(("routine", "routine+0x4", "outside"), (row.Instruction.Name, row.Fixup.Name, row.Handler.Name));
        Assert.Equal((0, 1L), (row.Instruction.Section, row.Instruction.Offset));
        Assert.Equal(5, row.Fixup.Offset);
        Assert.Equal(EntrySymbol.Undefined, row.Handler.Section);
        Assert.Equal("Tables/TypedTableTests.cs", row.Line.File);
    }

    [Fact]
    public void Alternatives()
    {
        var row = Assert.Single(Tables(a => a.alternative(() => a.nop(), () => a.mov(rax, cr3), 0x1eb)).Alternatives);
        Assert.Equal((0x1eb, 3, 3, 2), (row.Feature, row.OriginalLength, row.ReplacementLength, row.PaddingLength));
        Assert.Equal((0, 4L), (row.Original.Section, row.Original.Offset));
        Assert.Equal(".Lroutine_alt_1", row.Replacement.Name);
    }

    [Fact]
    public void AlternativeShorterThanItsOriginalHasNoPadding()
    {
        var row = Assert.Single(Tables(a => a.alternative(() => a.mov(rax, cr3), () => { }, 1)).Alternatives);
        Assert.Equal((3, 0, 0), (row.OriginalLength, row.ReplacementLength, row.PaddingLength));
    }

    [Fact]
    public void UnwindHints()
    {
        var rows = Tables(a =>
        {
            a.unwind_hint(UnwindRegister.Undefined, 0, end: true);
            a.nop();
            a.unwind_hint(UnwindRegister.SpIndirect, -16, UnwindHintType.Regs);
        }).UnwindHints;
        Assert.Equal([(4L, 0, UnwindRegister.Undefined, UnwindHintType.Call, true), (5L, -16, UnwindRegister.SpIndirect, UnwindHintType.Regs, false)],
            rows.Select(row => (row.Place.Offset, row.StackOffset, row.Register, row.Type, row.IsEnd)));
    }

    [Theory]
    [InlineData(AnnotationKind.RetpolineSafe, 8)]
    [InlineData(AnnotationKind.NoSpeculationAlternative, 4)]
    [InlineData(AnnotationKind.Reachable, 4)]
    [InlineData(AnnotationKind.Unreachable, 4)]
    public void Annotations(AnnotationKind kind, int bytes)
    {
        var built = Build(a =>
        {
            a.annotate(kind);
            a.nop();
            a.annotate(kind);
        });
        Assert.Equal([(kind, 4L), (kind, 5L)], EntryTables.Of(built).Annotations.Select(row => (row.Kind, row.Place.Offset)));
        Assert.Equal(2 * bytes, built.Sections.Single(section => section.Name.StartsWith(".discard", StringComparison.Ordinal)).Size);
    }

    [Fact]
    public void ParavirtSites()
    {
        var rows = Tables(a =>
        {
            a.paravirt_site(42, () => a.call(qword[rip + outside]), clobbers: 0x1ff);
            a.paravirt_site(43, () => a.nop());
        }).ParavirtSites;
        Assert.Equal([(4L, 42, 6, 0x1ff), (10L, 43, 1, 0)], rows.Select(row => (row.Instruction.Offset, row.Type, row.Length, row.Clobbers)));
    }

    [Fact]
    public void StaticBranches()
    {
        var built = Build(a =>
        {
            a.static_branch(routine, key);
            a.static_branch(routine, key, ifFalse: true);
        });
        Assert.Equal([(4L, "routine", "key", 0L, false), (9L, "routine", "key", 0L, true)],
            EntryTables.Of(built).StaticBranches.Select(row => (row.Code.Offset, row.Target.Name, row.Key.Name, row.Key.Offset, row.IfFalse)));
        Assert.Equal("90 90 90 90 0f 1f 44 00 00 e9 f3 ff ff ff", TestModule.Hex(built, ".text"));
    }

    [Fact]
    public void StaticBranchesOfOlderKernelsAreThreeAddresses()
    {
        var row = Assert.Single(Tables(a =>
        {
            a.section("__jump_table", "aw");
            a.dq(routine, routine + 1, key + 1);
        }).StaticBranches);
        Assert.Equal((1L, 2L, 0L, true), (row.Code.Offset, row.Target.Offset, row.Key.Offset, row.IfFalse));
    }

    [Fact]
    public void ExportedSymbols()
    {
        var built = Build(a =>
        {
            a.export(routine);
            a.export(outside, gplOnly: true);
            a.section("___kcrctab_gpl+outside", "a");
            a.dd(Weak("__crc_outside"));
        });
        Assert.Equal([("routine", "routine", false, ""), ("outside", "outside", true, "__crc_outside")],
            EntryTables.Of(built).ExportedSymbols.Select(row => (row.Name, row.Value.Name, row.IsGplOnly, row.Crc.Name)));
        Assert.Equal("72 6f 75 74 69 6e 65 00 6f 75 74 73 69 64 65 00", TestModule.Hex(built, "__ksymtab_strings"));
    }

    [Fact]
    public void AModuleWithoutTablesHasEmptyOnes()
    {
        var tables = Tables(_ => { });
        Assert.True(tables.ExceptionTable.IsEmpty && tables.Alternatives.IsEmpty && tables.UnwindHints.IsEmpty && tables.Annotations.IsEmpty
            && tables.ParavirtSites.IsEmpty && tables.StaticBranches.IsEmpty && tables.ExportedSymbols.IsEmpty);
    }

    [NeedsTools("as", "readelf", "objdump")]
    public void RowsComeBackThroughGnuAs() => GasWriterTests.AssertSame(Build(a =>
    {
        a.alternative(() => a.call(outside), () => a.jmp(routine), 3);
        a.static_branch(routine, key, ifFalse: true);
        a.unwind_hint(UnwindRegister.Bp, 16);
        a.paravirt_site(1, () => a.nop());
        a.export(routine);
    }));

    /// <summary>A NOP, the routine's start, three NOPs, then the rows.</summary>
    private static EntryTables Tables(Action<TestModule> body) => EntryTables.Of(Build(body));

    private static EntryObject Build(Action<TestModule> body) => TestModule.Build(a =>
    {
        a.nop();
        a.bind(routine);
        a.nop();
        a.nop();
        a.nop();
        body(a);
    });
}
