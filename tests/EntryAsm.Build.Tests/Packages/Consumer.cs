// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>A project outside the repository that knows EntryAsm from the folder feed only, with a package folder of its own.</summary>
internal sealed class Consumer : IDisposable
{
    /// <summary>A module in the style of a first day, with what could go wrong between machines: cultures, a negative number in text.</summary>
    public const string Module = """
        using EntryAsm;

        namespace Kernel;

        [EntryModule]
        public sealed partial class KernelEntry : EntryAssembler
        {
            static readonly Symbol do_syscall = Extern();
            static readonly Symbol entry_syscall = Global();

            protected override void Assemble()
            {
                bind(entry_syscall);
                Op[] kept = [rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11];
                foreach (var register in kept)
                    push(register);
                cld();
                call(do_syscall);
                for (var i = kept.Length - 1; i >= 0; i--)
                    pop(kept[i]);
                iretq();
                gate(128, entry_syscall, dpl: 3);
                section(".rodata", "a");
                asciz($"{-1} {1.5} {"title".ToUpperInvariant()}");
            }
        }
        """;

    /// <summary>Ends well when the module, run, gives what the generator put into the assembly.</summary>
    public const string Program = """
        using EntryAsm;

        var executed = new Kernel.KernelEntry().Build();
        var interpreted = AssemblyObjects.From(typeof(Kernel.KernelEntry).Assembly)[0];
        var same = EntryObjectFormat.WriteText(executed) == EntryObjectFormat.WriteText(interpreted)
            && Kernel.KernelEntryCode.Sections.text.ToArray().AsSpan().SequenceEqual(executed.FindSection(".text")!.Bytes.Span)
            && Kernel.KernelEntryCode.Vectors.entry_syscall == 128;
        System.Console.WriteLine(same ? "the same" : "different");
        return same ? 0 : 1;
        """;

    private readonly TemporaryFolder folder = new();

    public Consumer(PackageFeed feed, string projectFolder = "Kernel", string package = "EntryAsm", string properties = "")
    {
        Path = folder[projectFolder];
        Directory.CreateDirectory(Path);
        File.WriteAllText(folder["NuGet.config"], $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages}" /></fallbackPackageFolders>
              <packageSources><add key="feed" value="{feed.Path}" /></packageSources>
            </configuration>
            """);
        WriteProject(package, properties);
        Write("KernelEntry.cs", Module);
    }

    /// <summary>The project's folder.</summary>
    public string Path { get; }

    /// <summary>The outputs of all modules below the project, relative to it.</summary>
    public string[] Outputs =>
        [.. Directory.GetFiles(Path, "Kernel.KernelEntry.*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => folder.Dispose();

    public void WriteProject(string package = "EntryAsm", string properties = "") => Write("Kernel.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{package}" Version="{PackageFeed.Version}" />
          </ItemGroup>
        </Project>
        """);

    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    public CommandResult Build(params string[] arguments) => Run("build", arguments);

    public CommandResult Run(string command, params string[] arguments) => RunWith(null, [command, .. arguments]);

    public CommandResult RunWith(IReadOnlyDictionary<string, string>? environment, params string[] arguments) => DotNet.Run(Path, environment, arguments);

    /// <summary>When each output, and the assembly, was written.</summary>
    public Dictionary<string, DateTime> Times() =>
        Directory.GetFiles(this["bin"], "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);

    /// <summary>What this machine has restored before need not be fetched again.</summary>
    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
