// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using EntryAsm.Formats.Elf;
using HobbyKernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using MyKernel;

namespace EntryAsm.Boot;

/// <summary>Handlers in three languages, each with the header that <c>entryasm header</c> writes for the module of samples/KitKernel, take an interrupt through the kit.</summary>
public sealed partial class HandlerTests : IDisposable
{
    private const string Compiler = "gcc", RustCompiler = "rustc", Template = "src/EntryAsm.Templates/content/kernel/Kernel/", Sources = "tests/EntryAsm.Boot/Handlers/";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools(Compiler, Qemu.Program, KernelLinker.Program)]
    public void InC()
    {
        Header("--c", "entry.h");
        folder.Run(Compiler, "-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-fno-pic", "-fno-stack-protector", "-mcmodel=kernel", "-mno-red-zone", "-fcf-protection=none", "-I.", "-c",
            Repository.PathOf(Sources + "handler.c"), "-o", "handler.o");
        TakesTheInterrupt();
    }

    [NeedsTools(RustCompiler, Qemu.Program, KernelLinker.Program)]
    public void InRust()
    {
        Header("--rust", "entry.rs");
        folder.Add("handler.rs", File.ReadAllText(Repository.PathOf(Sources + "handler.rs")));
        folder.Run(RustCompiler, "--edition=2021", "--crate-type=staticlib", "--emit=obj", "-Dwarnings", "-O", "-Cpanic=abort", "-Crelocation-model=static", "-Ccode-model=kernel", "-Cno-redzone", "handler.rs", "-o", "handler.o");
        TakesTheInterrupt();
    }

    [NeedsTools(Qemu.Program, KernelLinker.Program)]
    public void InCSharp()
    {
        Header("--csharp", "Entry.cs");
        string[] files = [folder["Entry.cs"], Repository.PathOf(Sources + "handler.cs"), .. Directory.GetFiles(Repository.PathOf(Template + "CoreLib"), "*.cs")];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release);
        var kernel = CSharpCompilation.Create("kernel", files.Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file)), [], options);
        var result = kernel.Emit(folder["kernel.dll"]);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        folder.Run(MachineCodeCompiler(), "kernel.dll", "-o", "handler.o", "--systemmodule:kernel", "--targetos:linux", "--targetarch:x64", "--instruction-set:base", "-O", "--nativelib");
        TakesTheInterrupt();
    }

    /// <summary>What the tool writes of the compiled module, whose object is linked.</summary>
    private void Header(string option, string file) => folder.Run("dotnet", Path.Combine(AppContext.BaseDirectory, "EntryAsm.Tool.dll"), "header", EntryFile("KitKernel.Entry.dll"), "--module", "KernelEntry", option, file);

    private void TakesTheInterrupt()
    {
        folder.Add("main.o", ElfWriter.Write(new HandlerMain().Build()));
        string[] objects = ["handler.o", "main.o", .. new[] { "KernelEntry", "KernelRoutines", "KernelBoot" }.Select(static module => EntryFile("MyKernel." + module + ".o"))];
        folder.Run(KernelLinker.Program, ["-n", "-z", "noexecstack", "-T", Repository.PathOf(Template + "kernel.ld"), "-o", "kernel.elf", .. objects]);
        Assert.Equal(Qemu.Success, Qemu.Boot(folder["kernel.elf"], processors: 1).ExitCode);
    }

    private static string EntryFile(string name) => Path.Combine(AppContext.BaseDirectory, "kit", name);

    /// <summary>The one that the template asks for.</summary>
    private static string MachineCodeCompiler()
    {
        var settings = File.ReadAllText(Repository.PathOf(Template + "Kernel.props"));
        string Setting(string name) => Regex.Match(settings, "<" + name + ">([^<]+)<").Groups[1].Value;
        var packages = typeof(HandlerTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false).Cast<System.Reflection.AssemblyMetadataAttribute>().Single(static data => data.Key == "Packages").Value!;
        return Path.Combine(packages, Setting("IlcPackage").ToLowerInvariant(), Setting("IlcVersion"), "tools/ilc");
    }
}
