// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Build.Tests;

/// <summary>A project that takes the package EntryAsm from a folder feed: built, built again, broken, fixed, cleaned.</summary>
[Collection(PackageCollection.Name)]
public class ConsumerTests(PackageFeed feed)
{
    private const string Object = "bin/Debug/net10.0/Kernel.KernelEntry.o", Listing = "bin/Debug/net10.0/Kernel.KernelEntry.lst";

    [Fact]
    public void BuildsWithoutWarningAtAPathWithSpacesAndLettersWithNothingButTheSdk()
    {
        using var consumer = new Consumer(feed, "mein Kern #1 ü ł 核", properties: "<OutputType>Exe</OutputType><EntryAsmProve>true</EntryAsmProve>");
        consumer.Write("Program.cs", Consumer.Program);
        var sdkOnly = new Dictionary<string, string> { ["PATH"] = DotNet.HostFolder };

        Assert.Contains("0 Warning(s)", consumer.RunWith(sdkOnly, "build").Succeeded().Output, StringComparison.Ordinal);

        Assert.Equal([Listing, Object], consumer.Outputs);
        Assert.Contains("\nfile KernelEntry.cs\n", File.ReadAllText(consumer[Listing]), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(consumer["obj"], "*.EntryAsm.proof", SearchOption.AllDirectories));
        Assert.Equal("the same", consumer.RunWith(sdkOnly, "bin/Debug/net10.0/Kernel.dll").Succeeded().Output.Trim());
    }

    [Fact]
    public void BuiltAgainNothingIsWrittenAndNothingIsLost()
    {
        using var consumer = new Consumer(feed);
        consumer.Build().Succeeded();
        var times = consumer.Times();
        Assert.Contains(consumer[Object], times.Keys.Select(Path.GetFullPath));

        consumer.Build("--no-restore").Succeeded();
        Assert.Equal(times, consumer.Times());

        // One that somebody deleted comes back, though nothing is compiled.
        File.Delete(consumer[Object]);
        consumer.Build("--no-restore").Succeeded();
        Assert.Equal([Listing, Object], consumer.Outputs);
    }

    [Fact]
    public void AFailedBuildLeavesNothingStaleAndOnceFixedAllIsBack()
    {
        using var consumer = new Consumer(feed, properties: "<EntryAsmOutputDirectory>entry/</EntryAsmOutputDirectory><EntryAsmCSharp>true</EntryAsmCSharp>");
        string[] outputs = ["entry/Kernel.KernelEntry.cs", "entry/Kernel.KernelEntry.lst", "entry/Kernel.KernelEntry.o"];
        consumer.Build().Succeeded();
        Assert.Equal(outputs, consumer.Outputs);
        var written = outputs.Select(output => File.GetLastWriteTimeUtc(consumer[output])).ToArray();

        // The C# stands among the project's sources and is none of them.
        var times = consumer.Times();
        consumer.Build("--no-restore").Succeeded();
        Assert.Equal(times, consumer.Times());

        // A mistake in the module is an error of the compiler at its line.
        consumer.Write("KernelEntry.cs", Consumer.Module.Replace("cld();", "mov(rax, bl);", StringComparison.Ordinal));
        var mistake = consumer.Build("--no-restore").Failed();
        Assert.Contains("KernelEntry.cs(17,", mistake.Output, StringComparison.Ordinal);
        Assert.Contains("error EA0004", mistake.Output, StringComparison.Ordinal);
        Assert.Empty(consumer.Outputs);

        consumer.Write("KernelEntry.cs", Consumer.Module);
        consumer.Build("--no-restore").Succeeded();
        Assert.Equal(outputs, consumer.Outputs);
        Assert.Equal(written, outputs.Select(output => File.GetLastWriteTimeUtc(consumer[output])));
    }

    [Fact]
    public void AnEditElsewhereLeavesTheOutputsAlone()
    {
        using var consumer = new Consumer(feed);
        consumer.Write("Other.cs", "class Other;");
        consumer.Build().Succeeded();
        var times = consumer.Times();

        consumer.Write("Other.cs", "class Another;");
        consumer.Build("--no-restore").Succeeded();

        Assert.NotEqual(times[consumer["bin/Debug/net10.0/Kernel.dll"]], File.GetLastWriteTimeUtc(consumer["bin/Debug/net10.0/Kernel.dll"]));
        Assert.All([Object, Listing], output => Assert.Equal(times[consumer[output]], File.GetLastWriteTimeUtc(consumer[output])));

        consumer.Write("KernelEntry.cs", Consumer.Module.Replace("cld();", "std();", StringComparison.Ordinal));
        consumer.Build("--no-restore", "-p:EntryAsmCheck=false").Succeeded();
        Assert.All([Object, Listing], output => Assert.NotEqual(times[consumer[output]], File.GetLastWriteTimeUtc(consumer[output])));
    }

    [Fact]
    public void ImagesCompiledBeforehandMakeTheSame()
    {
        using var consumer = new Consumer(feed);
        consumer.Run("restore").Succeeded();
        var made = new List<Dictionary<string, byte[]>>();
        foreach (var (isReady, folder) in new[] { ("true", "/ready/linux-x64/"), ("false", "/analyzers/dotnet/cs/") })
        {
            var analyzers = consumer.Run("msbuild", "-nologo", "-p:EntryAsmReadyToRun=" + isReady, "-t:ResolveLockFileAnalyzers;_EntryAsmTakeReady", "-getItem:Analyzer");
            analyzers.Succeeded();
            foreach (var name in (string[])["EntryAsm.Generators.dll", "EntryAsm.dll", "Iced.dll"])
                Assert.Equal(1, Regex.Count(analyzers.Output, "\"FullPath\": \"[^\"]*" + Regex.Escape(folder + name)));
            consumer.Build("--no-restore", "-t:Rebuild", "-p:EntryAsmReadyToRun=" + isReady).Succeeded();
            made.Add(consumer.Outputs.Append("bin/Debug/net10.0/Kernel.dll").ToDictionary(output => output, output => File.ReadAllBytes(consumer[output])));
        }

        Assert.Equal(made[0].Keys, made[1].Keys);
        Assert.All(made[0], file => Assert.Equal(file.Value, made[1][file.Key]));
    }

    [Fact]
    public void SeveritiesOfFindingsAreSetAsThoseOfAnyWarning()
    {
        using var consumer = new Consumer(feed, properties: "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>");
        var module = Consumer.Module.Replace("cld();", "cmp(rax, rbx); cld();", StringComparison.Ordinal);
        consumer.Write("KernelEntry.cs", module);
        Assert.Matches(@"KernelEntry\.cs\(17,\d+\): warning EA0447: ", consumer.Build().Succeeded().Output);
        Assert.DoesNotContain("EA0447", Rebuilt("-p:NoWarn=EA0447").Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("EA0447", Rebuilt("-p:EntryAsmCheck=false").Succeeded().Output, StringComparison.Ordinal);

        consumer.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.EA0447.severity = error\n");
        Assert.Contains("error EA0447", Rebuilt().Failed().Output, StringComparison.Ordinal);
        Assert.Empty(consumer.Outputs);
        File.Delete(consumer[".editorconfig"]);
        consumer.Write("KernelEntry.cs", module.Replace("cmp(rax, rbx); cld();", "\n#pragma warning disable EA0447\ncmp(rax, rbx);\n#pragma warning restore EA0447\ncld();", StringComparison.Ordinal));
        Assert.DoesNotContain("EA0447", Rebuilt().Succeeded().Output, StringComparison.Ordinal);

        CommandResult Rebuilt(params string[] more) => consumer.Build(["--no-restore", "--no-incremental", .. more]);
    }

    [Fact]
    public void GeneratedFilesAmongTheSourcesAreNotCompiledTwice()
    {
        using var consumer = new Consumer(feed,
            properties: "<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><CompilerGeneratedFilesOutputPath>generated</CompilerGeneratedFilesOutputPath>");
        consumer.Build().Succeeded();
        Assert.NotEmpty(Directory.GetFiles(consumer["generated"], "*.cs", SearchOption.AllDirectories));

        consumer.Write("Other.cs", "class Other;");
        consumer.Build("--no-restore").Succeeded();
        Assert.All([Listing, Object], output => Assert.True(File.Exists(consumer[output])));
    }

    [Fact]
    public void CleanRemovesEverythingOutsideTheOutputFolderToo()
    {
        using var consumer = new Consumer(feed, properties: "<EntryAsmOutputDirectory>entry</EntryAsmOutputDirectory>");
        consumer.Build().Succeeded();
        consumer.Write("entry/Mine.o", "mine");
        Assert.NotEmpty(consumer.Outputs);

        consumer.Run("clean").Succeeded();

        Assert.Empty(consumer.Outputs);
        Assert.Empty(Directory.GetFiles(consumer["obj"], "*.EntryAsm.*", SearchOption.AllDirectories));
        Assert.True(File.Exists(consumer["entry/Mine.o"]));

        consumer.Build().Succeeded();
        Assert.Equal(["entry/Kernel.KernelEntry.lst", "entry/Kernel.KernelEntry.o"], consumer.Outputs);
    }

    [Fact]
    public void ChangedSettingsAreFollowedWithoutCompiling()
    {
        using var consumer = new Consumer(feed);
        consumer.Build().Succeeded();
        var compiled = File.GetLastWriteTimeUtc(consumer["obj/Debug/net10.0/Kernel.dll"]);

        consumer.Build("--no-restore", "-p:EntryAsmObject=false", "-p:EntryAsmGas=true", "-p:EntryAsmJson=true", "-p:EntryAsmCSharp=true", "-p:EntryAsmReport=true").Succeeded();

        Assert.Equal([".S", ".cs", ".html", ".json", ".lst"], consumer.Outputs.Select(Path.GetExtension));
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(consumer["obj/Debug/net10.0/Kernel.dll"]));
        Assert.Contains("\"push(register);\"", Report(), StringComparison.Ordinal);

        consumer.Build("--no-restore", "-p:EntryAsmReport=true", "-p:EntryAsmReportSources=false").Succeeded();
        Assert.DoesNotContain("push(register)", Report(), StringComparison.Ordinal);
        Assert.Contains("error EA0306", consumer.Build("--no-restore", "-p:EntryAsmObject=maybe").Failed().Output, StringComparison.Ordinal);

        string Report() => File.ReadAllText(consumer[consumer.Outputs.Single(static output => Path.GetExtension(output) == ".html")]);
    }

    [Fact]
    public void SeveralTargetFrameworksInParallelIntoOneFolder()
    {
        using var consumer = new Consumer(feed, properties: """
            <TargetFramework></TargetFramework><TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks><LangVersion>12</LangVersion>
            <EntryAsmOutputDirectory>$(MSBuildProjectDirectory)/entry</EntryAsmOutputDirectory>
            """);

        consumer.Build("-m:2").Succeeded();

        Assert.Equal(["entry/net10.0/Kernel.KernelEntry.lst", "entry/net10.0/Kernel.KernelEntry.o", "entry/netstandard2.0/Kernel.KernelEntry.lst", "entry/netstandard2.0/Kernel.KernelEntry.o"],
            consumer.Outputs);
        Assert.Equal(File.ReadAllBytes(consumer["entry/net10.0/Kernel.KernelEntry.o"]), File.ReadAllBytes(consumer["entry/netstandard2.0/Kernel.KernelEntry.o"]));
        consumer.Run("clean").Succeeded();
        Assert.Empty(consumer.Outputs);
    }

    [Fact]
    public void AnObjectOfANewerVersionIsRefused()
    {
        using var consumer = new Consumer(feed);
        consumer.Write("KernelEntry.cs", "[assembly: System.Reflection.AssemblyMetadata(\"EntryAsm.Object\", \"9:Kernel.KernelEntry:AAAA\")]");

        var refused = consumer.Build().Failed();

        Assert.True(refused.Output.Contains("Kernel.dll : error EA0302: module 'Kernel.KernelEntry' carries an object of version 9, this EntryAsm reads up to 4", StringComparison.Ordinal), refused.Output);
        Assert.Empty(consumer.Outputs);
    }

    /// <summary>The macros of Linux arrive as source and compile under settings they do not choose.</summary>
    [Fact]
    public void TheLinuxPackageAloneBringsGeneratorAndTargets()
    {
        using var consumer = new Consumer(feed, "linux entry", "EntryAsm.Linux",
            "<OutputType>Exe</OutputType><LangVersion>12</LangVersion><ImplicitUsings>disable</ImplicitUsings><Nullable>disable</Nullable>");
        consumer.Write("KernelEntry.cs", """
            using EntryAsm;
            using EntryAsm.Linux;
            using static EntryAsm.Linux.KernelSymbols;

            namespace Kernel;

            [EntryModule]
            public sealed partial class KernelEntry : LinuxEntry
            {
                protected override KernelConfig Config => new() { PageTableIsolation = true, Smp = true };

                protected override void Assemble()
                {
                    section(".entry.text", "ax");
                    EntrySyscall64();
                    InterruptEntry();
                    CommonInterrupt();
                    NativeLoadGsIndex();
                    idtentry(page_fault, do_page_fault, has_error_code: true, vector: 14);
                    ErrorEntry();
                    ErrorExit();
                }
            }
            """);
        consumer.Write("Program.cs", """
            var executed = new Kernel.KernelEntry().Build();
            var interpreted = EntryAsm.AssemblyObjects.From(typeof(Kernel.KernelEntry).Assembly)[0];
            return EntryAsm.EntryObjectFormat.WriteText(executed) == EntryAsm.EntryObjectFormat.WriteText(interpreted) ? 0 : 1;
            """);

        Assert.Contains("0 Warning(s)", consumer.Build().Succeeded().Output, StringComparison.Ordinal);

        Assert.Equal([Listing, Object], consumer.Outputs);
        consumer.Run("bin/Debug/net10.0/Kernel.dll").Succeeded();

        // A project's own rules, however strict, are for its own files.
        consumer.Write("Program.cs", "return 0;");
        var strict = consumer.Build("--no-incremental", "-p:AnalysisMode=All", "-p:AnalysisLevel=latest", "-p:TreatWarningsAsErrors=true", "-p:Nullable=enable").Output;
        Assert.DoesNotMatch("entryasm.linux", strict);
    }
}
