// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;
using System.Text;

namespace EntryAsm.Linux612.Tests;

/// <summary>The object that the generator evaluates is the one that the code makes when it runs, down to the C# lines: every file in drawn configurations.</summary>
public class GeneratedEqualsExecutedTests
{
    private static readonly (string File, string Routine)[] Files =
    [
        ("entry", "WholeEntry"), ("entry_64", "WholeEntry64"), ("entry_64_compat", "WholeEntry64Compat"), ("entry_64_fred", "WholeEntry64Fred"),
        ("ftrace_64", "WholeFtrace64"), ("irqflags", "WholeIrqflags"), ("retpoline", "WholeRetpoline"), ("thunk", "WholeThunk"), ("xen-asm", "WholeXenAsm"),
    ];

    /// <summary>Ten take a minute: <c>ENTRYASM_GENERATED_CONFIGURATIONS=10 dotnet test tests/EntryAsm.Linux612.Tests --filter GeneratedEqualsExecutedTests</c>.</summary>
    private static readonly int drawn = int.Parse(Environment.GetEnvironmentVariable("ENTRYASM_GENERATED_CONFIGURATIONS") ?? "2", CultureInfo.InvariantCulture);

    [Fact]
    public void InDrawnConfigurations()
    {
        Assert.Equal(KernelFile.Names, Files.Select(f => f.File));
        var configurations = Configurations.Draw(drawn, seed: 19910825).ToList();
        var compilation = new AuthorsCompilation(Modules(configurations));
        Assert.Empty(compilation.Messages);

        var assembly = compilation.Load();
        var generated = AssemblyObjects.From(assembly).ToDictionary(o => o.Name, StringComparer.Ordinal);
        Assert.Equal(configurations.Count * Files.Length, generated.Count);
        for (var i = 0; i < configurations.Count; i++)
        {
            foreach (var (file, routine) in Files)
            {
                var name = "Author." + Module(routine, i);
                var executed = ((EntryAssembler)Activator.CreateInstance(assembly.GetType(name, throwOnError: true)!)!).Build();
                Assert.Equal(AssemblyObjects.WriteValue(executed), AssemblyObjects.WriteValue(generated[name]));

                // The compiled port makes the same bytes; only its files have other names.
                Assert.Equal(ElfWriter.Write(new KernelFile(file, configurations[i]).Build()), ElfWriter.Write(executed));
            }
        }
    }

    private static string Module(string routine, int number) => routine + number.ToString(CultureInfo.InvariantCulture) + "Module";

    private static string Modules(List<KernelConfig> configurations)
    {
        var text = new StringBuilder("using EntryAsm; using EntryAsm.Linux612;\nnamespace Author;\n");
        for (var i = 0; i < configurations.Count; i++)
        {
            foreach (var (_, routine) in Files)
            {
                text.Append(CultureInfo.InvariantCulture, $$"""
                    [EntryModule]
                    public sealed partial class {{Module(routine, i)}} : LinuxEntry
                    {
                        protected override KernelConfig Config => new() { {{Written(configurations[i])}} };

                        protected override void Assemble() => {{routine}}();
                    }

                    """);
            }
        }

        return text.ToString();
    }

    private static string Written(KernelConfig config)
    {
        var usual = new KernelConfig();
        return string.Join(", ", typeof(KernelConfig).GetProperties()
            .Where(p => p.CanWrite && !Equals(p.GetValue(config), p.GetValue(usual)))
            .Select(p => p.Name + " = " + Convert.ToString(p.GetValue(config), CultureInfo.InvariantCulture)!.Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal)));
    }
}
