// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Writers;

/// <summary>GNU as makes of our source what we make ourselves.</summary>
public class GasWriterTests
{
    private static readonly Symbol outside = EntryAssembler.Extern();
    private static readonly Symbol here_ = EntryAssembler.Global("here");
    private static readonly Symbol place = EntryAssembler.Local();
    private static readonly Symbol inConstants = EntryAssembler.Local(".Lconstants");

    [NeedsTools("as", "readelf", "objdump")]
    public void TheSampleAssemblesToTheSameObject() => AssertSame(new SampleModule().Build());

    [NeedsTools("as", "readelf", "objdump")]
    public void CommentsChangeNothing() => AssertSame(new SampleModule().Build(), new GasOptions { SourceLines = true });

    [NeedsTools("as", "readelf", "objdump")]
    public void BranchesOfBothSizesComeBack() => AssertSame(TestModule.Build(a =>
    {
        Label far = a.label(), near = a.label();
        a.jmp(far);
        a.jne(near);
        a.loop(near);
        a.skip(119, 0x90);
        a.bind(near);
        a.call(near);
        a.skip(130);
        a.bind(far);
        a.jmp(near);
        a.jmp(far);
    }));

    [NeedsTools("as", "readelf", "objdump")]
    public void StartUpCodeOf32BitsComesBack() => AssertSame(TestModule.Build(a =>
    {
        a.code32();
        a.bind(here_);
        a.mov(EntryAssembler.eax, EntryAssembler.cr0);
        a.push(EntryAssembler.eax);
        a.call(outside);
        a.jmp(here_);
        a.ret();
        a.code64();
        a.push(EntryAssembler.rax);
        a.ret();
    }));

    [NeedsTools("as", "readelf", "objdump")]
    public void PrefixesComeBack() => AssertSame(TestModule.Build(a =>
    {
        a.rep();
        a.stosq();
        a.repne();
        a.scasb();
        Label near = a.here();
        a.addr32();
        a.loop(near);
        a.addr32();
        a.rep();
        a.movsb();
        a.notrack();
        a.jmp(EntryAssembler.rax);
        a.bnd();
        a.jmp(outside);
        a.xacquire();
        a.@lock();
        a.xchg(EntryAssembler.qword[EntryAssembler.rdi], EntryAssembler.rax);
    }));

    [NeedsTools("as", "readelf", "objdump")]
    public void PaddingOfEveryLengthComesBack() => AssertSame(TestModule.Build(a =>
    {
        for (var i = 0; i < 130; i += 3)
        {
            a.skip(i, 0xcc);
            a.align(128);
        }
    }));

    [NeedsTools("as", "readelf", "objdump")]
    public void LabelsOfMergeableSectionsComeBackAsSymbols() => AssertSame(TestModule.Build(a =>
    {
        Label text = a.label(), number = a.label();
        a.lea(EntryAssembler.rax, EntryAssembler.ptr[EntryAssembler.rip + text]);
        a.mov(EntryAssembler.rdi, text);
        a.addsd(EntryAssembler.xmm0, EntryAssembler.qword[EntryAssembler.rip + number]);
        a.lea(EntryAssembler.rax, EntryAssembler.ptr[EntryAssembler.rip + inConstants]);
        a.section(".rodata.str1.1", "aMS", entrySize: 1);
        a.asciz("first");
        a.bind(text);
        a.asciz("second");
        a.section(".rodata.cst8", "aM", entrySize: 8);
        a.bind(number);
        a.dq(1);
        a.bind(inConstants);
        a.dq(2);
    }));

    [Fact]
    public void CodeIsNeverWrittenAsBytes() => Assert.DoesNotContain(".byte", GasWriter.Write(TestModule.Build(a =>
    {
        a.swapgs();
        a.mov(EntryAssembler.rax, 0x1122334455667788);
        a.sysretq();
    })));

    [Fact]
    public void APseudoPrefixStandsOnlyWhereOneWasAskedFor()
    {
        var text = GasWriter.Write(new SampleModule().Build());
        Assert.Equal(2, text.Split('{', StringSplitOptions.None).Count(part => part.StartsWith("disp32}", StringComparison.Ordinal) || part.StartsWith("z}", StringComparison.Ordinal)));
        Assert.Contains("{disp32} jmp", text);
    }

    [Fact]
    public void ANameInsideAStatementIsCountedFromItsStart()
    {
        var built = TestModule.Build(a =>
        {
            a.bind(place);
            a.dq(0);
        });
        var moved = WithSymbol(built, symbol => symbol with { Value = 3 });
        Assert.Contains("\t.set\tplace, . + 3\n", GasWriter.Write(moved));
    }

    [Fact]
    public Task Snapshot() => Verifier.Verify(GasWriter.Write(new SampleModule().Build(), new GasOptions { SourceLines = true }));

    private static EntryObject WithSymbol(EntryObject built, Func<EntrySymbol, EntrySymbol> change) =>
        new(built.Name, built.Files, built.Sections, [.. built.Symbols.Select(change)], built.Labels, built.Gates);

    internal static void AssertSame(EntryObject built, GasOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        folder.Add("ours.o", ElfWriter.Write(built));
        folder.Add("source.s", GasWriter.Write(built, options));
        folder.Run("as", "--64", "source.s", "-o", "theirs.o");
        Assert.Equal(ObjectDump.Of(folder, "theirs.o"), ObjectDump.Of(folder, "ours.o"));
    }
}
