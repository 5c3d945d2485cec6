// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;
using System.Text;

namespace EntryAsm.Linux.Tests;

/// <summary>The object that the generator evaluates is the one that the code makes when it runs, down to the C# lines: the full module in drawn
/// configurations, of which <c>ENTRYASM_GENERATED_CONFIGURATIONS</c> says how many.</summary>
public class GeneratedEqualsExecutedTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("ENTRYASM_GENERATED_CONFIGURATIONS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public void InDrawnConfigurations()
    {
        var configurations = Configurations.Draw(Count, seed: 19910825).ToList();
        var compilation = new AuthorsCompilation(Modules(configurations));
        Assert.Empty(compilation.Messages);

        var assembly = compilation.Load();
        var generated = AssemblyObjects.From(assembly).ToDictionary(o => o.Name, StringComparer.Ordinal);
        Assert.Equal(Count, generated.Count);
        for (var i = 0; i < Count; i++)
        {
            var name = "Author.Module" + i.ToString(CultureInfo.InvariantCulture);
            var executed = ((EntryAssembler)Activator.CreateInstance(assembly.GetType(name, throwOnError: true)!)!).Build();
            Assert.Equal(AssemblyObjects.WriteValue(executed), AssemblyObjects.WriteValue(generated[name]));

            // The compiled port makes the same bytes; only its files have other names.
            Assert.Equal(ElfWriter.Write(new Entry64(configurations[i]).Build()), ElfWriter.Write(executed));
        }
    }

    private static string Modules(List<KernelConfig> configurations)
    {
        var text = new StringBuilder("using EntryAsm; using EntryAsm.Linux;\nnamespace Author;\n");
        for (var i = 0; i < configurations.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                [EntryModule]
                public sealed partial class Module{{i}} : LinuxEntry
                {
                    protected override KernelConfig Config => new() { {{Written(configurations[i])}} };

                    protected override void Assemble() => WholeEntry64();
                }

                """);
        }

        return text.ToString();
    }

    private static string Written(KernelConfig config)
    {
        var usual = new KernelConfig();
        return string.Join(", ", typeof(KernelConfig).GetProperties()
            .Where(p => p.CanWrite && !Equals(p.GetValue(config), p.GetValue(usual)))
            .Select(p => p.Name + " = " + (p.PropertyType.IsEnum ? p.PropertyType.Name + "." : "") + Convert.ToString(p.GetValue(config), CultureInfo.InvariantCulture)!.Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal)));
    }
}
