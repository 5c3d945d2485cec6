// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Linking;

/// <summary>Alternatives as Linux 4.20 applies them: left the assembled bytes, right the patched ones.</summary>
public class AlternativePatchingTests
{
    private const int Feature = 7 * 32 + 11;

    private static readonly Symbol outside = Extern();

    [Fact]
    public void WithoutFeaturesGivenTheCodeStays() =>
        Assert.Equal("90 90 90 c3", Link(a => { }, a => a.mov(rax, rbx), hasFeature: null));

    [Fact]
    public void ReplacedCodeIsFilledWithLongNops() =>
        Assert.Equal("f8 0f 1f 40 00 c3", Link(a => a.mov(rax, qword[rsp + 8]), a => a.clc(), _ => true));

    [Fact]
    public void OriginalThatIsPaddingAltogetherBecomesOneLongNop() =>
        Assert.Equal("0f 1f 44 00 00 c3", Link(a => { }, a => a.call(outside), _ => false));

    [Fact]
    public void PaddingBehindCodeStaysSingleNopsAsInThatKernel() =>
        Assert.Equal("f8 90 90 90 90 c3", Link(a => a.clc(), a => a.call(outside), _ => false));

    [Fact]
    public void ACallKeepsItsTarget() =>
        Assert.Equal("e8 fb 0f 00 00 c3", Link(a => { }, a => a.call(outside), _ => true));

    [Fact]
    public void AJumpForwardThatReachesBecomesShort() =>
        Assert.Equal("eb 04 0f 1f 00 c3", Link(a => { }, a => a.jmp(outside), _ => true, target: 0x100006));

    [Fact]
    public void AJumpForwardThatDoesNotReachStaysNear() =>
        Assert.Equal("e9 fb 0f 00 00 c3", Link(a => { }, a => a.jmp(outside), _ => true));

    [Fact]
    public void AJumpBackwardStaysNearAsInThatKernel() =>
        Assert.Equal("e9 f9 ff ff ff c3", Link(a => { }, a => a.jmp(outside), _ => true, target: 0x0ffffe));

    [Fact]
    public void TheFeatureIsAskedByItsNumber()
    {
        var asked = new List<int>();
        Link(a => { }, a => a.nop(), feature =>
        {
            asked.Add(feature);
            return false;
        });
        Assert.Equal([Feature], asked);
    }

    [Fact]
    public void LaterRowsWinAsInAlternative2()
    {
        Assert.Equal("f8 c3", Twice(feature => feature == 1));
        Assert.Equal("f9 c3", Twice(_ => true));

        static string Twice(Func<int, bool> hasFeature) => Text(TestModule.Build(a =>
        {
            var start = a.here();
            a.nop();
            a.ret();
            foreach (var feature in (int[])[1, 2])
            {
                Label replacement = a.label(), end = a.label();
                a.pushsection(".altinstructions", "a");
                a.dd(start - a.here());
                a.dd(replacement - a.here());
                a.dw(feature);
                a.db(1, 1, 0);
                a.popsection();
                a.pushsection(".altinstr_replacement", "ax");
                a.bind(replacement);
                if (feature == 1)
                    a.clc();
                else
                    a.stc();
                a.bind(end);
                a.popsection();
            }
        }), hasFeature, 0x101000);
    }

    [Fact]
    public void ARowThatSpeaksOfCodeNotLinkedIsAnError()
    {
        var built = TestModule.Build(a =>
        {
            a.section(".altinstructions", "a");
            a.dd(outside - a.here());
            a.dd(0);
            a.dw(1);
            a.db(1, 0, 0);
        });
        var error = Assert.Throws<EntryAsmException>(() => Text(built, _ => true, 0x200000));
        Assert.Equal("EA0023: the alternative at 0x100000 refers to 0x200000, which is not in the linked image; link the object that holds it too", error.Message);
    }

    private static string Link(Action<TestModule> original, Action<TestModule> replacement, Func<int, bool>? hasFeature, ulong target = 0x101000) => Text(TestModule.Build(a =>
    {
        a.alternative(() => original(a), () => replacement(a), Feature);
        a.ret();
    }), hasFeature, target);

    private static string Text(EntryObject built, Func<int, bool>? hasFeature, ulong target)
    {
        var image = EntryImage.Link([built], new LinkOptions { BaseAddress = 0x100000, Resolve = _ => target, HasFeature = hasFeature });
        return string.Join(' ', image.FindSection(".text")!.Bytes.ToArray().Select(value => value.ToString("x2")));
    }
}
