// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>Every command of the documentation is run where a reader would run it; those of getting-started.md by the walk, those of README.md by other tests and by the CI itself.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands =>
        [.. Page.Blocks().Where(static block => block.Kind == "sh" && block.Page is not ("getting-started.md" or "README.md")).Select(static block => block.ToString())];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Runs(string command)
    {
        AddFiles();
        Run(Page.Blocks().Single(block => block.ToString() == command).Text);
    }

    [Fact]
    public void ThereAreCommands() => Assert.InRange(Commands.Count, 10, 1000);

    [NeedsTools("gcc")]
    public void CSource()
    {
        AddFiles();
        Run("entryasm header Kernel.dll --c entry.h");
        folder.Add("gates.c", Page.Blocks().Single(static block => block.Kind == "c").Text);
        Run("gcc -std=c11 -Wall -Wextra -Werror -c gates.c -o gates.o");
    }

    [NeedsTools("nasm", "as")]
    public void TheSameStubInThreeLanguages()
    {
        folder.Add("nasm.asm", Page.Blocks().Single(static block => block.Kind == "nasm").Text);
        folder.Add("gas.S", Page.Blocks().Single(static block => block.Kind == "gas").Text);
        folder.AddObject("csharp.o", new Exceptions());
        Run("nasm -f elf64 nasm.asm -o nasm.o && as --64 gas.S -o gas.o");
        ToolRun.Of("diff", folder["csharp.o"], folder["gas.o"]).Succeeded();
        Assert.Equal(Code("csharp.o"), Code("nasm.o"));

        byte[] Code(string name) => ElfReader.Read(File.ReadAllBytes(folder[name]), name).FindSection(".entry.text")!.Bytes.ToArray();
    }

    /// <summary>Each source of the page on moving over becomes the module that stands under it, and the check finds it equal.</summary>
    [NeedsTools("nasm", "as")]
    public void SourcesBecomeTheModulesUnderThem()
    {
        AddFiles();
        var modules = Page.Blocks().Where(static block => block.Page == "moving-over.md" && block.Kind == "csharp").ToList();
        foreach (var (name, module) in new[] { "isr.asm", "syscall.S", "trampoline.s" }.Zip(modules))
        {
            Assert.Contains(": equal to what ", ToolRun.Of("import", folder[name], "-o", folder["out.cs"], "--check").Succeeded(), StringComparison.Ordinal);
            Assert.Equal(module.Text, File.ReadAllText(folder["out.cs"]));
        }

        Assert.Equal(3, modules.Count);
    }

    [NeedsTools("rustc", MayBeMissing = true)]
    public void RustSource()
    {
        var blocks = Page.Blocks().Where(static block => block.Kind == "rust").ToList();
        folder.Add("build.rs", blocks[0].Text);
        folder.Add("lib.rs", blocks[1].Text);
        Run("rustc --emit=metadata build.rs && rustc --crate-type lib --emit=metadata lib.rs");
    }

    /// <summary>The module of the page is this one, for comparison with the other two.</summary>
    [Fact]
    public void TheStubIsTheOneOfThePage()
    {
        var page = Page.Blocks().First(static block => block.Page == "from-nasm-and-gas.md" && block.Kind == "csharp").Text;
        var here = File.ReadAllText(Repository.PathOf("tests/EntryAsm.Tool.Tests/Documentation/Exceptions.cs"));
        Assert.Equal(Body(page), Body(here));

        static string Body(string text) => text[text.IndexOf("static readonly", StringComparison.Ordinal)..];
    }

    private void AddFiles()
    {
        var module = new Kernel().Build();
        var assembly = TestAssembly.Of(module);
        foreach (var path in (string[])["bin/Debug/net10.0", "old", "new", "include/generated"])
            Directory.CreateDirectory(folder[path]);
        foreach (var path in (string[])["Kernel.dll", "bin/Debug/net10.0/Kernel.dll", "old/Kernel.dll"])
            folder.Add(path, assembly);
        folder.Add("new/Kernel.dll", TestAssembly.Of(new Kernel { Inserted = 1 }.Build()));
        folder.Add("Kernel.lst", ListingWriter.Write(module));
        folder.AddObject("entry.o", new Kernel());
        folder.AddObject("entry_64.o", new Kernel());
        folder.AddObject("old.o", new Kernel());
        folder.AddObject("new.o", new Kernel { Inserted = 1 });
        foreach (var (name, block) in new[] { "isr.asm", "syscall.S", "trampoline.s" }.Zip(Page.Blocks().Where(static block => block.Kind == "asm")))
            folder.Add(name, block.Text);
        folder.Add("entry.cs", Page.Blocks().First(static block => block.Page == "from-nasm-and-gas.md" && block.Kind == "csharp").Text);
        folder.Add(".config", Entry64Tests.Config);
        folder.Add("include/generated/asm-offsets.h", Entry64Tests.Offsets);
    }

    /// <summary>Runs commands as written. That a comparison finds differences is no failure of the command.</summary>
    private void Run(string commands)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "EntryAsm.Tool.dll");
        var script = "set -eu\nentryasm() { dotnet '" + tool + "' \"$@\" || { s=$?; [ \"$1\" = diff ] && [ $s -eq 1 ]; }; }\n" + commands;
        var rustup = Environment.GetEnvironmentVariable("RUSTUP_HOME") ?? Environment.GetEnvironmentVariable("HOME") + "/.rustup";
        ToolRun.Shell(script, folder.Path, ("HOME", folder.Path), ("RUSTUP_HOME", rustup)).Run().SucceededSilently();
    }
}
