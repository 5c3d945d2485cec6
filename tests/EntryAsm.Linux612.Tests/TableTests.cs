// SPDX-License-Identifier: GPL-2.0-only
using System.Buffers.Binary;

namespace EntryAsm.Linux612.Tests;

/// <summary>The typed tables of Linux 6.12's records: rows as wide as that kernel's, and what their fields say.</summary>
public class TableTests
{
    private const int Smap = 9 * 32 + 20, Absent = 3;

    public static TheoryData<string> References => Reference.Names;

    /// <summary>The rows are counted and read here from the section's bytes alone, by the sizes in the kernel's headers.</summary>
    [Theory]
    [MemberData(nameof(References))]
    public void EveryRowIsRead(string name)
    {
        var built = new Reference(name).Build();
        var tables = EntryTables.Of(built);

        Assert.Equal(Rows(built, ".altinstructions", 14).Select(static row => ((int)BinaryPrimitives.ReadUInt16LittleEndian(row[8..]), (int)BinaryPrimitives.ReadUInt16LittleEndian(row[10..]), (int)row[12], (int)row[13])),
            tables.Alternatives.Select(static row => (row.Feature, row.Flags, row.OriginalLength, row.ReplacementLength)));
        Assert.All(tables.Alternatives, row => Assert.Equal(".altinstr_replacement", built.Sections[row.Replacement.Section].Name));

        Assert.Equal(Rows(built, "__ex_table", 12).Select(static row => (int?)BinaryPrimitives.ReadInt32LittleEndian(row[8..])), tables.ExceptionTable.Select(static row => row.Type));
        Assert.Equal(Rows(built, ".discard.unwind_hints", 12).Select(static row => ((int)row[7], row[8] != 0)), tables.UnwindHints.Select(static row => ((int)row.Type - (int)UnwindHintType.Undefined, row.IsSignal)));
        Assert.All(tables.UnwindHints, static row => Assert.InRange(row.Type, UnwindHintType.Undefined, UnwindHintType.RestoreState));
        Assert.Equal(Rows(built, ".discard.noendbr", 4).Count() + Rows(built, ".discard.intra_function_calls", 4).Count() + Rows(built, ".discard.validate_unret", 4).Count(),
            tables.Annotations.Count(static row => row.Kind is AnnotationKind.NoEndbr or AnnotationKind.IntraFunctionCall or AnnotationKind.ValidateUnret));
    }

    [Fact]
    public void ExportsHaveLicenceAndAddress()
    {
        var exports = EntryTables.Of(new Reference("max-entry").Build()).ExportedSymbols;
        Assert.NotEmpty(exports);
        Assert.All(exports, static export => Assert.Equal(export.Name, export.Value.Name));
    }

    [Fact]
    public void TheListingNamesThem()
    {
        var listing = ListingWriter.Write(new Reference("max-entry_64").Build());
        Assert.Contains("PartialRegisters", listing, StringComparison.Ordinal);
        Assert.Contains("EndOfStack", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("RegsIret", listing, StringComparison.Ordinal);
    }

    /// <summary>The bytes right of the arrow are what GNU as makes of the code that is to stand there.</summary>
    [Theory]
    [InlineData("clac, present", true, "0f 01 ca", "clac")]
    [InlineData("clac, absent", false, "90 90 90", "nop; nop; nop")]
    [InlineData("not, present", true, "90 90 90", "nop; nop; nop")]
    [InlineData("not, absent", false, "0f 01 ca", "clac")]
    [InlineData("nested, inner", true, "f8 0f 1f 40 00", "clc; nopl 0(%rax)")]
    [InlineData("nested, outer", true, "e8 fb 0f 00 00", "call .+0x1000")]
    [InlineData("direct call", true, "ff 15 fa 0f 00 00", "call *.+0x1000(%rip)")]
    public void CodeIsPatchedAtItsPlace(string alternative, bool hasFeature, string bytes, string text)
    {
        Assert.NotEmpty(text);
        var built = new PatchedModule(alternative).Build();
        var image = EntryImage.Link([built], new LinkOptions { BaseAddress = 0x100000, Resolve = static _ => 0x101000, HasFeature = feature => feature != Absent && hasFeature });
        var patched = image.FindSection(".text")!.Bytes.Span;
        Assert.Equal(bytes, string.Join(' ', patched[..^1].ToArray().Select(static value => value.ToString("x2"))));
        Assert.Equal(0xc3, patched[^1]);
    }

    [Fact]
    public void ObjectsOfTwoReleasesAreNotLinkedTogether()
    {
        var old = new OldRow().Build();
        var error = Assert.Throws<EntryAsmException>(() => EntryImage.Link([new PatchedModule("clac, present").Build(), old], new LinkOptions { BaseAddress = 0x100000, HasFeature = static _ => true }));
        Assert.Contains("the rows of '.altinstructions' are of two forms", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<byte[]> Rows(EntryObject built, string name, int size)
    {
        var bytes = built.FindSection(name)?.Bytes.ToArray() ?? [];
        Assert.Equal(0, bytes.Length % size);
        return bytes.Chunk(size);
    }

    private sealed class PatchedModule(string what) : LinuxEntry
    {
        private static readonly Symbol outside = Extern();

        protected override void Assemble()
        {
            switch (what.Split(',')[0])
            {
                case "clac": ALTERNATIVE(static () => { }, () => clac(), Smap); break;
                case "not": ALTERNATIVE(static () => { }, () => clac(), ALT_NOT(Smap)); break;
                case "nested" when what.EndsWith("inner", StringComparison.Ordinal): ALTERNATIVE_2(static () => { }, () => clc(), Smap, () => call(outside), Absent); break;
                case "nested": ALTERNATIVE_2(static () => { }, () => clc(), Absent, () => call(outside), Smap); break;
                default: ALTERNATIVE(() => call(qword[rip + outside]), () => ALT_CALL_INSTR(), ALT_CALL_ALWAYS); break;
            }

            ret();
        }
    }

    private sealed class OldRow : EntryAssembler
    {
        protected override void Assemble()
        {
            var start = here();
            nop();
            section(".altinstructions", "a");
            dd(start - dot);
            dd(start - dot);
            dw(1);
            db(1, 1, 0);
        }
    }
}
