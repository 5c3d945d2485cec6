// SPDX-License-Identifier: MIT
using EntryAsm.Linux;

namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm linux</c>: a file of a release's entry code for a kernel's own files.</summary>
public sealed class LinuxTests : IDisposable
{
    private const string Config612 = "CONFIG_X86_64=y\nCONFIG_FUNCTION_ALIGNMENT=16\nCONFIG_X86_L1_CACHE_SHIFT=6\nCONFIG_MITIGATION_RETPOLINE=y\nCONFIG_KPROBES=y\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFileOfTheReleaseAskedFor()
    {
        Run(Config612, "", "--release", "6.12", "--file", "retpoline").Succeeded();
        var config = Linux612.KernelBuild.Read("retpoline", "c", Config612, "o", "");
        Assert.Equal(ElfWriter.Write(new Linux612.KernelFile("retpoline", config).Build()), File.ReadAllBytes(folder["a.o"]));
    }

    [Theory]
    [InlineData("# Linux/x86 6.12.117 Kernel Configuration\n" + Config612, "thunk", "6.12")]
    [InlineData("#\n# Automatically generated file; DO NOT EDIT.\n# Linux/x86_64 6.12.117 Kernel Configuration\n#\n" + Config612, "thunk", "6.12")]
    [InlineData("# Linux/x86 5.0.1 Kernel Configuration\n" + Entry64Tests.Config, "entry_64", "5.0.1")]
    [InlineData(Entry64Tests.Config, "entry_64", "5.0")]
    public void TheReleaseComesFromTheHeaderOfTheConfiguration(string config, string file, string release)
    {
        Run(config, Entry64Tests.Offsets, "--file", file).Succeeded();
        var found = File.ReadAllBytes(folder["a.o"]);
        Run(config, Entry64Tests.Offsets, "--file", file, "--release", release).Succeeded();
        Assert.Equal(found, File.ReadAllBytes(folder["a.o"]));
    }

    [Fact]
    public void Entry64TakesTheHeadersReleaseToo()
    {
        var config = "# Linux/x86 5.0.1 Kernel Configuration\n" + Entry64Tests.Config;
        Run(config, Entry64Tests.Offsets, "--file", "entry_64").Succeeded();
        ToolRun.Of("entry64", "--config", folder["config"], "--asm-offsets", folder["offsets"], "-o", folder["b.o"]).Succeeded();
        Assert.Equal(File.ReadAllBytes(folder["a.o"]), File.ReadAllBytes(folder["b.o"]));
        var module = new Entry64(KernelBuild.Read(KernelRelease.Linux501, "entry_64", "c", config, "o", Entry64Tests.Offsets)).Build();
        Assert.Contains(module.Sections, section => section.Name == "_kprobe_blacklist");
        Assert.Equal(ElfWriter.Write(module), File.ReadAllBytes(folder["b.o"]));
    }

    [Theory]
    [InlineData(Config612, "--release", "6.11", "thunk", "there is no release '6.11'; there are 5.0, 5.0.1, 6.12")]
    [InlineData(Config612, "--release", "6.12", "entry_32", "release 6.12 has no file 'entry_32'; there are entry, entry_64, entry_64_compat, entry_64_fred, ftrace_64, irqflags, retpoline, thunk, xen-asm")]
    [InlineData("# Linux/x86 6.1.0 Kernel Configuration\n" + Config612, "--file", "thunk", "thunk", "is of release 6.1.0, whose entry code may differ from what there is; say which to take by --release: 5.0, 5.0.1, 6.12 (of 6.12.117)")]
    public void WhatThereIsNot(string config, string option, string value, string file, string message)
    {
        string[] arguments = option == "--file" ? ["--file", file] : [option, value, "--file", file];
        var run = Run(config, "", arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["a.o"]));
    }

    private ToolRun Run(string config, string offsets, params string[] arguments)
    {
        folder.Add("config", config);
        folder.Add("offsets", offsets);
        return ToolRun.Of(["linux", "--config", folder["config"], "--asm-offsets", folder["offsets"], "-o", folder["a.o"], .. arguments]);
    }
}
