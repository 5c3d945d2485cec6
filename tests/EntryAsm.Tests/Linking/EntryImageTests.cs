// SPDX-License-Identifier: MIT
using EntryAsm.Tests.Writers;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Linking;

/// <summary>Linking at run time gives what GNU ld gives.</summary>
public class EntryImageTests
{
    private static readonly Symbol first = Global();
    private static readonly Symbol second = Global();
    private static readonly Symbol outside = Extern();
    private static readonly Symbol maybe = Weak();

    private static readonly Dictionary<string, ulong> Externals = new()
    {
        ["do_work"] = 0x200000,
        ["cpu_area"] = 0x1000,
        ["ex_handler_default"] = 0x123456,
        ["outside"] = 0xffffffff81abcdef,
    };

    [NeedsTools("ld", "objcopy")]
    public void OneObjectAtABaseAddressIsWhatLdMakes()
    {
        var sample = new SampleModule().Build();
        var image = EntryImage.Link([sample], new LinkOptions { BaseAddress = 0x100000, Resolve = Resolve, SortExceptionTable = false });
        Assert.Contains(image.Sections, section => section.Name == ".altinstructions");
        Assert.DoesNotContain(image.Sections, section => section.Name.StartsWith(".discard", StringComparison.Ordinal));
        LinkerJudge.AssertSame(image, Externals, sample);
    }

    [NeedsTools("ld", "objcopy")]
    public void SectionsStandWhereTheCallerPlacesThem()
    {
        var sample = new SampleModule().Build();
        var image = EntryImage.Link([sample], new LinkOptions
        {
            Placement = new Dictionary<string, ulong> { [".text"] = 0x300000, [".data"] = 0x7f000000, ["__ex_table"] = 0x500004 },
            Resolve = Resolve,
            SortExceptionTable = false,
        });
        Assert.Equal(0x300000ul, image.FindSection(".text")!.Address);
        Assert.Equal(0x500004ul, image.FindSection("__ex_table")!.Address);
        LinkerJudge.AssertSame(image, Externals, sample);
    }

    [NeedsTools("ld", "objcopy")]
    public void SeveralObjectsAreMergedAndPaddedAsLdDoesIt()
    {
        var one = TestModule.Build(a =>
        {
            a.bind(first);
            a.call(Extern("second"));
            a.call(outside);
            a.call(maybe);
            a.mov(rdi, Extern("second"));
            a.data();
            a.db(1);
        });
        var other = TestModule.Build(a =>
        {
            a.align(64);
            a.bind(second);
            a.jmp(Extern("first"));
            a.data();
            a.align(16);
            a.dq(Extern("first"), second);
            a.bss();
            a.skip(32);
        });
        var image = EntryImage.Link([one, other], new LinkOptions { BaseAddress = 0xffffffff81000000, Resolve = Resolve });
        Assert.Equal(0xffffffff81000040, image.Symbols["second"]);
        Assert.Equal(image.Symbols["second"], image.AddressOf(one, one.Symbols.ToList().FindIndex(symbol => symbol.Name == "second")));
        LinkerJudge.AssertSame(image, Externals.Where(pair => pair.Key == "outside").ToDictionary(), one, other);
    }

    [Fact]
    public void AWeakDefinitionYieldsToAGlobalOneAndAnUndefinedWeakSymbolIsZero()
    {
        var weak = TestModule.Build(a =>
        {
            a.bind(maybe);
            a.data();
            a.dq(maybe);
        });
        var strong = TestModule.Build(a =>
        {
            a.nop();
            a.bind(Global("maybe"));
            a.data();
            a.dq(Weak("nowhere"));
        });
        var image = EntryImage.Link([weak, strong], new LinkOptions { BaseAddress = 0x1000 });
        Assert.Equal(0x1001ul, image.Symbols["maybe"]);
        Assert.Equal("01100000000000000000000000000000", Convert.ToHexStringLower(image.FindSection(".data")!.Bytes.Span));
    }

    [Fact]
    public void TheResolverIsAskedOnceForEachName()
    {
        var asked = new List<string>();
        var built = TestModule.Build(a =>
        {
            a.data();
            for (var i = 0; i < 10; i++)
                a.dq(outside, maybe);
        });
        EntryImage.Link([built, built], new LinkOptions { Resolve = Ask });
        Assert.Equal(["outside", "maybe"], asked);

        ulong? Ask(string name)
        {
            asked.Add(name);
            return name == "outside" ? 5 : null;
        }
    }

    [Fact]
    public void TheExceptionTableIsSorted()
    {
        var places = new Symbol[5];
        var built = TestModule.Build(a =>
        {
            for (var i = 0; i < places.Length; i++)
            {
                a.bind(places[i] = Local("place" + i));
                a.nop();
            }

            foreach (var i in (int[])[3, 0, 4, 2, 1])
                a.extable(places[i], places[4 - i], outside);
        });
        var table = EntryImage.Link(built, 0xffffffff81000000, Resolve).FindSection("__ex_table")!;
        var rows = Enumerable.Range(0, 5).Select(row => (Place(row, 0), Place(row, 4), Place(row, 8))).ToArray();
        Assert.Equal(Enumerable.Range(0, 5).Select(row => (0xffffffff81000000 + (ulong)row, 0xffffffff81000004 - (ulong)row, Externals["outside"])), rows);

        ulong Place(int row, int field) => unchecked(table.Address + (ulong)(row * 12 + field) + (ulong)BitConverter.ToInt32(table.Bytes.Span[(row * 12 + field)..]));
    }

    [Fact]
    public void GatesHaveTheirAddressesAndWriteDescriptors()
    {
        var image = EntryImage.Link(TestModule.Build(a =>
        {
            a.nop();
            a.bind(first);
            a.gate(14, first, hasErrorCode: true, ist: 2);
            a.gate(3, first, dpl: 3, type: GateType.Trap);
        }), 0xffffffff81234567);
        Assert.Equal([3, 14], image.Gates.Select(gate => gate.Vector));
        var descriptor = new byte[ImageGate.Size];
        image.Gates[1].WriteTo(descriptor, 0x10);
        Assert.Equal("6845100002 8e2381ffffffff00000000".Replace(" ", ""), Convert.ToHexStringLower(descriptor));
        image.Gates[0].WriteTo(descriptor, 0x10);
        Assert.Equal("6845100000ef2381ffffffff00000000", Convert.ToHexStringLower(descriptor));
    }

    [Fact]
    public void NothingIsAllocatedPerRelocation()
    {
        var (few, many) = (Relocations(100), Relocations(10_000));
        Link(few);
        var (forFew, forMany) = (Link(few), Link(many));
        Assert.InRange(forMany - forFew - (10_000 - 100) * 8, -1000, 1000);

        static EntryObject Relocations(int count) => TestModule.Build(a =>
        {
            a.data();
            for (var i = 0; i < count; i++)
                a.dq(outside + i);
        });

        static long Link(EntryObject built)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            EntryImage.Link(built, 0x100000, static _ => 0x1000);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static ulong? Resolve(string name) => Externals.TryGetValue(name, out var address) ? address : null;
}
