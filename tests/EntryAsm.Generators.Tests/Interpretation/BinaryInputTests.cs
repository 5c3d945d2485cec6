// SPDX-License-Identifier: MIT
using EntryAsm.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Generators.Tests;

/// <summary><c>incbin</c>: a file that the project names as an input, and another module's bytes.</summary>
public class BinaryInputTests
{
    private static byte[] Text(EntryObject built) => built.FindSection(".text")!.Bytes.ToArray();

    [Fact]
    public void AFileOfTheProject()
    {
        using var folder = new TemporaryFolder();
        var bytes = Enumerable.Range(0, 256).Select(static value => (byte)value).ToArray();
        var input = Write(folder, "font.bin", bytes);
        var generation = Generation.Run(Generation.Compile(("src/Module.cs", Generation.Module("nop(); incbin(\"boot/font.bin\"); incbin(\"boot/font.bin\", 250); incbin(\"boot/font.bin\", skip: 4, count: 2);"))), [input]);
        Assert.Empty(generation.Diagnostics);
        Assert.Equal([0x90, .. bytes, 250, 251, 252, 253, 254, 255, 4, 5], Text(generation.Object()));

        // Another content is another object; without a change nothing is evaluated again.
        var same = generation.Again(generation.Input);
        Assert.Equal(1, same.Generator.Interpretations);
        var changed = same.Again(generation.Input, input, Write(folder, "font.bin", [1, 2, 3, .. bytes.AsSpan(3)]));
        Assert.Equal(2, changed.Generator.Interpretations);
        Assert.Equal([0x90, 1, 2, 3, 3], Text(changed.Object())[..5]);
    }

    [Theory]
    [InlineData("/*EA0015*/incbin(\"missing.bin\");", "<AdditionalFiles Include=\"missing.bin\" />")]
    [InlineData("/*EA0015*/incbin(\"/etc/passwd\");", "from the project's folder on")]
    [InlineData("/*EA0015*/incbin(\"\");", "path")]
    [InlineData("/*EA0015*/incbin(new Other(), \".data1\");", "no section '.data1'")]
    [InlineData("/*EA0015*/incbin(new Calling());", "only the linker knows")]
    [InlineData("/*EA0015*/incbin(this);", "new instance")]
    [InlineData("bss(); /*EA0015*/incbin(new Other());", "no contents")]
    public void WhatCannotBe(string body, string message) => Assert.Contains(message, Marked.Check(Generation.Module(body, "", Others)), StringComparison.Ordinal);

    [Fact]
    public void ASliceThatIsNotThere()
    {
        using var folder = new TemporaryFolder();
        var input = Write(folder, "font.bin", [1, 2, 3]);
        string Messages(string body) => string.Join("\n", Generation.Run(Generation.Compile(("src/Module.cs", Generation.Module(body))), [input]).Diagnostics.Select(static each => each.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("cannot be skipped", Messages("incbin(\"boot/font.bin\", 4);"), StringComparison.Ordinal);
        Assert.Contains("not 3", Messages("incbin(\"boot/font.bin\", 1, 3);"), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherModule() => Assert.Equal([0x90, 0xeb, 0xfe, 0xf4, 7, 0xc3],
        Text(Generation.Run(Generation.Module("nop(); incbin(new Other()); incbin(new Other(), \".data\"); ret();", "", Others)).AssertEqualsExecuted()));

    private const string Others = """
        public sealed class Other : EntryAssembler { protected override void Assemble() { L(1); jmp(b(1)); hlt(); data(); db(7); } }
        public sealed class Calling : EntryAssembler { static readonly Symbol there = Extern(); protected override void Assemble() => call(there); }
        """;

    private static Input Write(TemporaryFolder folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(folder["boot"]);
        return new Input(folder.Add("boot/" + name, bytes));
    }

    /// <summary>A file as the compiler hands it on: its text is of no use, its digest is.</summary>
    private sealed class Input(string file) : AdditionalText
    {
        private readonly SourceText text = Read(file);

        public override string Path => file;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;

        private static SourceText Read(string file)
        {
            using var stream = File.OpenRead(file);
            return SourceText.From(stream);
        }
    }
}
