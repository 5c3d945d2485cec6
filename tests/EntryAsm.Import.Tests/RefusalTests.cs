// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tests;

/// <summary>What cannot be imported ends in one message with the file and the line.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(".s", "nop\nfoo %rax", "there is no instruction 'foo'")]
    [InlineData(".s", "nop\n.macro a\na\n.endm\na", "calls itself without end", 5)]
    [InlineData(".s", "nop\n.rept 100000000\nnop\n.endr", "expands to more than 2,000,000 lines")]
    [InlineData(".s", "nop\n.rept 3\nnop", "this has no .endr")]
    [InlineData(".s", "nop\n.macro m", "this has no .endm")]
    [InlineData(".s", "nop\n.macro m a a\n.endm", "the macro has two parameters 'a'", 2)]
    [InlineData(".s", "nop\n.if 1\nnop", "this .if has no .endif")]
    [InlineData(".s", "nop\n.else", ".else without .if")]
    [InlineData(".s", "nop\n.include \"missing.inc\"", "the included file 'missing.inc' is not found; name its folder with -I")]
    [InlineData(".s", "nop\n.ascii \"abc", "the text has no closing quote")]
    [InlineData(".s", "nop\nmov %rax", "there is no instruction 'mov' with 1 operand")]
    [InlineData(".s", "nop\nmov $1, (%rax", "')' is missing at the end")]
    [InlineData(".s", "nop\nmov %xyz, %rax", "there is no register '%xyz'")]
    [InlineData(".s", "nop\n.quad 0x12345678901234567", "is not a 64-bit number")]
    [InlineData(".s", "nop\n.bundle_align_mode 5", "the directive '.bundle_align_mode' cannot be imported")]
    [InlineData(".s", "nop\n.error \"no\"", "the source stops itself here: no")]
    [InlineData(".asm", "nop\n%macro a 0\na\n%endmacro\na", "calls itself without end", 5)]
    [InlineData(".asm", "nop\n%rep 100000000\nnop\n%endrep", "expands to more than 2,000,000 lines")]
    [InlineData(".asm", "nop\n%include 'missing.inc'", "the included file 'missing.inc' is not found; name its folder with -I")]
    [InlineData(".asm", "nop\n%define a a b\n db a", "%define names itself without end", 3)]
    [InlineData(".asm", "org 0x7c00\njmp missing", "symbol 'missing' is not defined, and no linker finds it for a flat binary")]
    [InlineData(".asm", "a: nop\ndb (b - a) & 2\nsection .data\nb: db 0", "'(b - a) & 2' is a number for the linker alone", 2)]
    [InlineData(".asm", "nop\nmov eax, [eax+ebx+ecx]", "an address has one base and one index register")]
    public void MessageNamesTheLine(string extension, string source, string reason, int line = 2)
    {
        var failure = Assert.Throws<ImportException>(() => Importer.Import("x" + extension, source.Split('\n'), new ImportOptions { Syntax = extension == ".asm" ? SourceSyntax.Nasm : SourceSyntax.Att }));
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.Equal(line, failure.Line.Line);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
