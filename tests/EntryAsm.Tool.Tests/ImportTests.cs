// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm import</c> and <c>entryasm assemble</c>: the module, the check, and what they refuse.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools("as")]
    public void CheckedAndAssembledAgain()
    {
        var source = folder.Add("entry.S", "        .globl start\nstart:  mov $1, %eax\n        ret\n");
        Assert.EndsWith("entry.S: equal to what as makes\n", ToolRun.Of("import", source, "-o", folder["Entry.cs"], "--check").Succeeded(), StringComparison.Ordinal);
        ToolRun.Of("assemble", folder["Entry.cs"], "-o", folder["entry.o"]).Succeeded();
        Assert.EndsWith("equal to what " + folder["entry.o"] + " makes\n", ToolRun.Of("import", source, "-o", folder["Again.cs"], "--against", folder["entry.o"]).Succeeded(), StringComparison.Ordinal);
        Assert.EndsWith("entry.o: equal to what " + folder["entry.o"] + " makes\n", ToolRun.Of("import", folder["entry.o"], "-o", folder["Object.cs"], "--check").Succeeded(), StringComparison.Ordinal);
    }

    [NeedsTools("as")]
    public void DifferencesAreListed()
    {
        var source = folder.Add("a.s", "nop\n");
        ToolRun.Of("import", folder.Add("b.s", "ret\n"), "-o", folder["B.cs"]).Succeeded();
        ToolRun.Of("assemble", folder["B.cs"], "-o", folder["b.o"]).Succeeded();
        var run = ToolRun.Of("import", source, "-o", folder["A.cs"], "--against", folder["b.o"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(".text+0x0: bytes are 90, not c3", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("A.cs", folder.Files());
    }

    [NeedsTools("nasm")]
    public void AFlatBinaryIsTheSameAgain()
    {
        var source = folder.Add("boot.asm", "org 0x7c00\nbits 16\nstart: mov si, message\n mov al, (end - start + 511) / 512\n jmp 0:start\nmessage: db 'hi', 0\n times 510 - ($ - $$) db 0\n dw 0xaa55, (end - start) / 16, -(end - start)\nend:\n");
        Assert.EndsWith("boot.asm: equal to what nasm makes\n", ToolRun.Of("import", source, "-o", folder["Boot.cs"], "--check").Succeeded(), StringComparison.Ordinal);
        ToolRun.Of("assemble", folder["Boot.cs"], "--blob", folder["ours.bin"], "--address", "0x7c00").Succeeded();
        Assert.Equal(0, new Command("nasm", "-f", "bin", "-o", folder["boot.bin"], source).Run().ExitCode);
        Assert.Equal(File.ReadAllBytes(folder["boot.bin"]), File.ReadAllBytes(folder["ours.bin"]));
    }

    [Fact]
    public void InputsAreNamed()
    {
        folder.Add("logo.bin", "logo");
        var module = Module("incbin(\"logo.bin\");");
        var refused = ToolRun.Of("assemble", module, "-o", folder["m.o"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("M.cs(7): EA0015: the file 'logo.bin' is not an input of the build", refused.Error, StringComparison.Ordinal);
        ToolRun.Of("assemble", module, "-o", folder["m.o"], "--input", folder["none.bin"]).FailedWith(1, folder["none.bin"] + ": cannot be read: no such file");
        ToolRun.Of("assemble", module, "-o", folder["m.o"], "--input", folder["logo.bin"]).Succeeded();
        Assert.Equal("logo"u8.ToArray(), ElfReader.Read(File.ReadAllBytes(folder["m.o"]), "m").FindSection(".text")!.Bytes.ToArray());
    }

    [Fact]
    public void MistakesWriteNothing()
    {
        var source = folder.Add("a.s", "nop\nfoo\n");
        ToolRun.Of("import", source, "-o", folder["A.cs"]).FailedWith(1, source + "(2): there is no instruction 'foo'");
        ToolRun.Of("import", folder["none.s"]).FailedWith(1, "cannot read '" + folder["none.s"] + "': Could not find file '" + folder["none.s"] + "'.");
        var module = folder.Add("M.cs", "using EntryAsm;\n[EntryModule]\npublic sealed partial class M : EntryAssembler\n{\n    protected override void Assemble() => mov(eax, rbx);\n}\n");
        var run = ToolRun.Of("assemble", module, "-o", folder["m.o"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("M.cs(5): EA", run.Error, StringComparison.Ordinal);
        Assert.Equal(["M.cs", "a.s"], folder.Files());
    }

    [Fact]
    public void EachErrorOfAModuleHasALine()
    {
        var run = ToolRun.Of("assemble", Module("mov(eax, rbx);", "nop();", "mov(al, 0x1234);"), "-o", folder["m.o"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["M.cs(7): EA", "M.cs(9): EA"], run.Error.TrimEnd().Split('\n').Select(static line => line[line.IndexOf("M.cs", StringComparison.Ordinal)..][..11]));
        Assert.Equal(["M.cs"], folder.Files());
    }

    [Fact]
    public void AdviceIsGivenAndAnObjectWritten()
    {
        var run = ToolRun.Of("assemble", Module("iret();"), "-o", folder["m.o"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("M.cs(7): warning EA02", run.Error, StringComparison.Ordinal);
        Assert.Equal(["M.cs", "m.o"], folder.Files());
        Assert.Equal(1, ToolRun.Of("assemble", Module("push(1, \"x\", 5);"), "-o", folder["n.o"]).ExitCode);
        Assert.Equal(["M.cs", "m.o"], folder.Files());
    }

    private string Module(params string[] statements) => folder.Add("M.cs",
        "using EntryAsm;\n[EntryModule]\npublic sealed partial class M : EntryAssembler\n{\n    protected override void Assemble()\n    {\n        " + string.Join("\n        ", statements) + "\n    }\n}\n");
}
