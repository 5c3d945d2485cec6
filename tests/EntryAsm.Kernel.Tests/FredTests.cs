// SPDX-License-Identifier: MIT
using EntryAsm.Formats.Elf;

namespace EntryAsm.Kernel.Tests;

/// <summary>The entries for FRED, byte by byte what LLVM's assembler makes of the same routine written by hand. No emulator here runs them.</summary>
public sealed class FredTests : IDisposable
{
    private const string Assembler = "llvm-mc-19"; // the first ones of LLVM and GNU do not know ERETU

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools(Assembler, "objcopy", "objdump")]
    public void AreWhatAnotherAssemblerMakes()
    {
        folder.Add("ours.o", ElfWriter.Write(new FredModule().Build()));
        folder.Run(Assembler, "-triple=x86_64-linux-gnu", "-filetype=obj", "-o", "theirs.o", Repository.PathOf("tests/EntryAsm.Kernel.Tests/Judges/fred.s"));
        Assert.Equal(Disassembly("theirs.o"), Disassembly("ours.o"));
        folder.Run("objcopy", "-O", "binary", "--only-section=.entry.text", "theirs.o", "theirs");
        folder.Run("objcopy", "-O", "binary", "--only-section=.entry.text", "ours.o", "ours");
        Assert.Equal(folder.Read("theirs"), folder.Read("ours"));
    }

    /// <summary>Bytes, instructions and relocations, without the names of places: a difference that can be read.</summary>
    private string Disassembly(string file) =>
        string.Join("\n", folder.Run("objdump", "-dr", "-j", ".entry.text", file).Split('\n').Where(static line => line.StartsWith(' ')).Select(static line => line.Split(" <")[0]));

    private sealed class FredModule : KernelKit
    {
        protected override KitSettings Settings => new() { FillReturnStack = false, ClearBuffers = true, RestrictSpeculation = true };

        protected override void Assemble() => Fred(Extern("from_user"), Extern("from_kernel"));
    }
}
