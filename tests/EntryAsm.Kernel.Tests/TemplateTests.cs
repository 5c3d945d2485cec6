// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;

namespace EntryAsm.Kernel.Tests;

/// <summary>What the templates know of the kit's layouts is what the kit lays out.</summary>
public class TemplateTests
{
    private const string Content = "src/EntryAsm.Templates/content/";

    private static readonly EntryObject Module = new EntryModule(new KitSettings()).Build();

    /// <summary>entry.h of the C template, written by hand.</summary>
    [Fact]
    public void TheHeaderOfTheTemplateInC()
    {
        var header = File.ReadAllText(Repository.PathOf(Content + "c/entry.h"));
        Assert.Equal(TrapFrame.Fields, Fields(header, "trap_frame"));
        Assert.Equal(Numbers("thread_context").Where(static number => number.Name != "size").OrderBy(static number => number.Value).Select(static number => number.Name), Fields(header, "thread_context"));
        foreach (var (name, value) in Numbers("cpu_area"))
            Assert.Contains($"_cpu_area_{name} 0x{value:x}\n", header, StringComparison.Ordinal);
    }

    /// <summary>Layouts.cs of the C# template, written by hand.</summary>
    [Fact]
    public void TheStructuresOfTheTemplateInCSharp()
    {
        var source = File.ReadAllText(Repository.PathOf(Content + "kernel/Kernel/Layouts.cs"));
        string[] FieldsOf(string structure) => [.. Regex.Matches(source[source.IndexOf("struct " + structure, StringComparison.Ordinal)..].Split('}')[0], @"public ulong ([^;]+);")
            .SelectMany(static match => match.Groups[1].Value.Split(", ")).Select(static name => name.ToUpperInvariant())];
        static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        Assert.Equal(TrapFrame.Fields.Select(Plain), FieldsOf("TrapFrame"));
        Assert.Equal(Numbers("thread_context").Where(static number => number.Name != "size").OrderBy(static number => number.Value).Select(static number => Plain(number.Name)), FieldsOf("ThreadContext"));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Thread = {CpuArea.Thread}, KernelCr3 = {CpuArea.KernelCr3}, Free = {CpuArea.Free}, StartStack = 0x{CpuArea.StartStack:x}, Size = 0x{CpuArea.Size:x};"), source, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, long Value)> Numbers(string structure) => Module.Symbols
        .Where(symbol => symbol.Section == EntrySymbol.Absolute && symbol.Name.StartsWith(structure + "_", StringComparison.Ordinal)).Select(symbol => (symbol.Name[(structure.Length + 1)..], symbol.Value));

    private static string[] Fields(string header, string structure) => [.. Regex.Matches(header[header.IndexOf("struct " + structure + " {", StringComparison.Ordinal)..].Split('}')[0], @"unsigned long long (\w+);").Select(static match => match.Groups[1].Value)];
}
