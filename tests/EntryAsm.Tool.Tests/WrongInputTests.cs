// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Tool.Tests;

/// <summary>Every kind of wrong input to every command: one clear line on standard error, exit code 1, nothing written.</summary>
public sealed class WrongInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>A command line for each command, with the input as <c>{0}</c> and an output as <c>{1}</c>.</summary>
    private static readonly string[] Commands =
    [
        "show {0}", "show {0} --textconv", "show {0} entry", "build {0} -o {1}", "diff {0} {0}", "header {0} --c {1}", "verify {0} {0}",
        "entry64 --config {0} --asm-offsets {0} -o {1}",
    ];

    public static TheoryData<string, int> OnEveryCommand
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var wrong in (string[])["missing", "missing folder", "directory", "empty", "text", "garbage", "truncated ELF", "32-bit ELF", "big-endian ELF", "other machine", "executable ELF", "truncated assembly", "assembly without modules", "native PE"])
            {
                for (var command = 0; command < Commands.Length; command++)
                    data.Add(wrong, command);
            }

            return data;
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(OnEveryCommand))]
    public void IsRefused(string wrong, int command)
    {
        var input = Make(wrong);
        var before = folder.Files();
        var run = ToolRun.Of([.. Commands[command].Split(' ').Select(word => word.Replace("{0}", input, StringComparison.Ordinal).Replace("{1}", folder["out"], StringComparison.Ordinal))]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("entryasm: " + input, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(static letter => letter == '\n'));
        Assert.DoesNotContain("internal error", run.Error);
        Assert.Equal(before, folder.Files());
    }

    [Theory]
    [InlineData("missing", "cannot be read: no such file")]
    [InlineData("missing folder", "cannot be read: no such directory")]
    [InlineData("directory", "cannot be read: it is a directory")]
    [InlineData("empty", "is not an ELF object, .NET assembly or EntryAsm listing: it is empty")]
    [InlineData("text", "is not an ELF object, .NET assembly or EntryAsm listing")]
    [InlineData("garbage", "is not an ELF object, .NET assembly or EntryAsm listing")]
    [InlineData("truncated ELF", "the file cannot be read as an ELF64 x86-64 object, at file offset 0x12c: it ends inside the section header table")]
    [InlineData("32-bit ELF", "the file cannot be read as an ELF64 x86-64 object, at file offset 0x4: it is not 64-bit little-endian")]
    [InlineData("big-endian ELF", "the file cannot be read as an ELF64 x86-64 object, at file offset 0x4: it is not 64-bit little-endian")]
    [InlineData("other machine", "the file cannot be read as an ELF64 x86-64 object, at file offset 0x12: it is not for x86-64 but for machine 183")]
    [InlineData("executable ELF", "the file cannot be read as an ELF64 x86-64 object, at file offset 0x10: it is not a relocatable object (ET_REL) but of type 2")]
    [InlineData("assembly without modules", "holds no entry module; mark a class with [EntryModule] in a project that references EntryAsm, and build it again")]
    public void SaysWhatIsWrong(string wrong, string message)
    {
        var input = Make(wrong);
        ToolRun.Of("show", input).FailedWith(1, input + ": " + message);
    }

    [Fact]
    public void ObjectOfANewerVersion()
    {
        var value = AssemblyObjects.WriteValue(new Second().Build());
        var file = folder.Add("newer.dll", TestAssembly.OfValues("99" + value[value.IndexOf(':', StringComparison.Ordinal)..]));
        ToolRun.Of("show", file).FailedWith(1, file + ": module 'EntryAsm.Tool.Tests.Second' carries an object of version 99, this EntryAsm reads up to 4; use the same version of every EntryAsm package");
    }

    [Fact]
    public void UnknownModule()
    {
        var file = folder.Add("two.dll", TestAssembly.Of(new Second().Build(), new Kernel().Build()));
        ToolRun.Of("show", file, "--module", "Third").FailedWith(1, file + ": has no entry module 'Third'; it has EntryAsm.Tool.Tests.Kernel, EntryAsm.Tool.Tests.Second");
        ToolRun.Of("header", file).FailedWith(1, file + ": holds 2 entry modules; choose one with --module: EntryAsm.Tool.Tests.Kernel, EntryAsm.Tool.Tests.Second");
    }

    [Fact]
    public void UnknownRoutine()
    {
        var file = folder.AddObject("a.o", new Kernel());
        ToolRun.Of("show", file, "fault").FailedWith(1, file + ": defines no symbol 'fault'; there is page_fault");
    }

    [Theory]
    [InlineData("listing 2 of X", "(1): cannot be read as a listing: the listing has format 2, this entryasm reads 1")]
    [InlineData("listing 1 of X\n\nsection .text ax\n", "(3): cannot be read as a listing: this is not a section heading")]
    [InlineData("listing 1 of X\n\nsection .text \"ax\", align 1, 1 bytes\n  +0000  zz\n", "(4): cannot be read as a listing: these are not bytes: zz")]
    [InlineData("listing 1 of X\n  +0000  90\n", "(2): cannot be read as a listing: this comes before the first section")]
    [InlineData("listing 1 of X\nwhat\n", "(2): cannot be read as a listing: this is neither a place, a row, a section nor a table")]
    public void DamagedListing(string text, string message)
    {
        var file = folder.Add("a.lst", text);
        ToolRun.Of("show", file).FailedWith(1, file + message);
    }

    [Theory]
    [InlineData("fixup")]
    [InlineData(".text")]
    public void NamesOfObjectsAreOneLine(string name)
    {
        var bytes = ElfWriter.Write(new Kernel().Build());
        bytes[bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes("\0" + name + "\0")) + 3] = (byte)'\n';
        var file = folder.Add("lines.o", bytes);
        foreach (var command in (string[][])[["show", file], ["diff", file, file], ["header", file], ["check", file], ["verify", file, file]])
            ToolRun.Of(command).FailedWith(1, file + ": the name '" + name[..2] + " " + name[3..] + "' holds a control character, such as a line break; give it another name");
    }

    [Fact]
    public void AFileWithALineBreakInItsNameIsShownInOneLine()
    {
        var shown = ToolRun.Of("show", folder.Add("two\nlines.o", Object()));

        Assert.StartsWith("listing 1 of two lines.o\n", shown.Output, StringComparison.Ordinal);
        ToolRun.Of("show", folder["no\nfile"]).FailedWith(1, folder["no file"] + ": cannot be read: no such file");
    }

    [Fact]
    public void ListingWhereAnObjectIsNeeded()
    {
        var file = folder.Add("a.lst", ListingWriter.Write(new Second().Build()));
        ToolRun.Of("header", file).FailedWith(1, "a listing is not enough for this; give the assembly or the object");
    }

    private string Make(string wrong) => wrong switch
    {
        "missing" => folder["missing"],
        "missing folder" => folder["nowhere/missing"],
        "directory" => Directory.CreateDirectory(folder["directory"]).FullName,
        "empty" => folder.Add("empty", ""),
        "text" => folder.Add("text", "entry: mov rax, rbx\nCONFIG_SMP=y\n"),
        "garbage" => folder.Add("garbage", Garbage()),
        "truncated ELF" => folder.Add("truncated.o", Object()[..300]),
        "32-bit ELF" => folder.Add("i386.o", Patched(4, 1)),
        "big-endian ELF" => folder.Add("be.o", Patched(5, 2)),
        "other machine" => folder.Add("arm.o", Patched(18, 183)),
        "executable ELF" => folder.Add("vmlinux", Patched(16, 2)),
        "truncated assembly" => folder.Add("truncated.dll", TestAssembly.Of(new Second().Build())[..600]),
        "assembly without modules" => folder.Add("none.dll", TestAssembly.Of()),
        _ => folder.Add("native.exe", [.. System.Text.Encoding.ASCII.GetBytes("MZ"), .. new byte[58], 64, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes("PE\0\0"), 0x64, 0x86, .. new byte[18]]),
    };

    private static byte[] Object() => ElfWriter.Write(new Second().Build());

    private static byte[] Patched(int offset, byte value)
    {
        var file = Object();
        file[offset] = value;
        return file;
    }

    /// <summary>10 MB that are nothing.</summary>
    private static byte[] Garbage()
    {
        var bytes = new byte[10_000_000];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
