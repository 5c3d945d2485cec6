// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Benchmarks;

/// <summary>A project as an author's compiler sees it: the macros of EntryAsm.Linux as source, and a module that assembles all of entry_64.</summary>
internal sealed class ModuleProject
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private readonly SyntaxTree module;
    private readonly SyntaxTree[] others;
    private readonly Func<int, string> textOfModule;
    private readonly Func<int, int, string> textOfOther;

    /// <param name="otherFiles">Files of ordinary C# beside the module.</param>
    /// <param name="areShort">They have ten lines, not a hundred.</param>
    public ModuleProject(int otherFiles, bool areShort = false)
        : this("EntryAsm.Linux", ModuleText, otherFiles, areShort ? ShortText : OrdinaryText)
    {
    }

    private ModuleProject(string macros, Func<int, string> textOfModule, int otherFiles, Func<int, int, string> textOfOther)
        : this(macros, textOfModule, [.. Enumerable.Range(0, otherFiles).Select(i => Parse(textOfOther(i, 0), $"Ordinary{i}.cs"))], textOfOther)
    {
    }

    private ModuleProject(string macros, Func<int, string> textOfModule, SyntaxTree[] others, Func<int, int, string>? textOfOther = null)
    {
        this.textOfOther = textOfOther ?? OrdinaryText;
        this.textOfModule = textOfModule;
        this.others = others;
        var folder = Path.Combine(SourceFolder, macros);
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Kbuild"))
            .Order(StringComparer.Ordinal)
            .Select(file => Parse(File.ReadAllText(file), file))
            .ToArray();
        module = Parse(textOfModule(0), "KernelEntry.cs");
        Compilation = CSharpCompilation.Create("Kernel", [Parse(GlobalUsings, "Usings.cs"), .. sources, module, .. others],
            [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The kit for kernels as source, and the modules of the template for C.</summary>
    public static ModuleProject OfKit() => new("EntryAsm.Kernel", static _ => OfTemplate("KernelEntry.cs"), [Parse(OfTemplate("UserProgram.cs"), "UserProgram.cs")]);

    private static string OfTemplate(string file) => File.ReadAllText(Path.Combine(SourceFolder, "EntryAsm.Templates/content/c/Entry", file));

    /// <summary>So many modules of one routine each, a file each, with the macros of EntryAsm.Linux.</summary>
    public static ModuleProject OfModules(int count) => new("EntryAsm.Linux", static version => RoutineText(0, version),
        [.. Enumerable.Range(1, count - 1).Select(static i => Parse(RoutineText(i, 0), $"Routine{i}.cs"))]);

    public CSharpCompilation Compilation { get; }

    /// <summary>The same project, with nothing bound yet.</summary>
    public CSharpCompilation Again() => Compilation.ReplaceSyntaxTree(module, Parse(module.ToString(), module.FilePath));

    public static CSharpGeneratorDriver NewDriver(ISourceGenerator generator) => CSharpGeneratorDriver.Create([generator], parseOptions: ParseOptions);

    /// <summary>The project after an edit in the module: another instruction in front.</summary>
    public CSharpCompilation EditModule(int version) => Compilation.ReplaceSyntaxTree(module, Parse(textOfModule(version), module.FilePath));

    /// <summary>The project after an edit of an ordinary method.</summary>
    public CSharpCompilation EditOther(int version) => Compilation.ReplaceSyntaxTree(others[0], Parse(textOfOther(0, version), others[0].FilePath));

    /// <summary>Binds every method of the module and its macros: what any tool that reads their bodies must pay.</summary>
    public static int BindBodies(CSharpCompilation compilation)
    {
        var bound = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.FilePath.StartsWith("Ordinary", StringComparison.Ordinal))
                continue;
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes(n => n is not BlockSyntax and not ArrowExpressionClauseSyntax))
            {
                if (node is BaseMethodDeclarationSyntax method && model.GetOperation(method) is not null)
                    bound++;
            }
        }

        return bound;
    }

    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    private static string SourceFolder => Path.GetFullPath(Path.Combine(Here(), "../../../src"));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path);

    private static string ModuleText(int version) => $$"""
        using EntryAsm;
        using EntryAsm.Linux;
        namespace Kernel;
        [EntryModule]
        public sealed partial class KernelEntry : LinuxEntry
        {
            protected override KernelConfig Config => {{MaximalConfig.Source}};

            protected override void Assemble()
            {
                mov(eax, {{version}});
                WholeEntry64();
            }
        }
        """;

    private static string RoutineText(int number, int version) => $$"""
        using EntryAsm;
        using EntryAsm.Linux;
        namespace Kernel;
        [EntryModule]
        public sealed partial class Routine{{number}} : LinuxEntry
        {
            protected override KernelConfig Config => new();

            protected override void Assemble()
            {
                bind(Global("routine_{{number}}"));
                PUSH_AND_CLEAR_REGS();
                mov(edi, {{version}});
                call(Extern("handler_{{number}}"));
                POP_REGS();
                ret();
            }
        }
        """;

    /// <summary>A file as kernels have them, some hundred lines long: a table of things, looked up, changed, told.</summary>
    private static string ShortText(int number, int version) => $$"""
        namespace Kernel;

        public static class Counter{{number}}
        {
            private static int count;

            public static int Next() => count++ + {{version}};

            public static void Reset() => count = {{number}};
        }
        """;

    private static string OrdinaryText(int number, int version) => $$"""
        namespace Kernel;

        /// <summary>A table of devices.</summary>
        public sealed class Table{{number}}
        {
            private readonly Dictionary<ulong, Entry> entries = new();
            private readonly List<string> log = new();
            private int changes;

            public sealed record Entry(ulong Address, int Length, string Name)
            {
                public ulong End => Address + (ulong)Length;

                public bool Holds(ulong place) => place >= Address && place < End;
            }

            public int Count => entries.Count;

            public int Changes => changes + {{version}};

            public bool Add(ulong address, int length, string name)
            {
                if (length <= 0)
                {
                    log.Add($"{name}: a length of {length} bytes");
                    return false;
                }

                foreach (var known in entries.Values)
                {
                    if (address < known.End && known.Address < address + (ulong)length)
                    {
                        log.Add($"{name} overlaps {known.Name}");
                        return false;
                    }
                }

                entries.Add(address, new Entry(address, length, name));
                changes++;
                return true;
            }

            public bool Remove(ulong address)
            {
                if (!entries.Remove(address, out var entry))
                    return false;
                log.Add($"{entry.Name} is gone");
                changes++;
                return true;
            }

            public Entry? Find(ulong place)
            {
                foreach (var entry in entries.Values)
                {
                    if (entry.Holds(place))
                        return entry;
                }

                return null;
            }

            public ulong Largest()
            {
                ulong largest = 0;
                foreach (var entry in entries.Values)
                    largest = Math.Max(largest, (ulong)entry.Length);
                return largest;
            }

            public ulong Free(ulong from, int length)
            {
                var place = from;
                foreach (var entry in entries.Values.OrderBy(e => e.Address))
                {
                    if (entry.End <= place)
                        continue;
                    if (entry.Address >= place + (ulong)length)
                        break;
                    place = entry.End;
                }

                return place;
            }

            public uint Checksum(ReadOnlySpan<byte> bytes)
            {
                uint sum = {{number}};
                for (var i = 0; i < bytes.Length; i++)
                {
                    sum ^= (uint)bytes[i] << 8 * (i % 4);
                    sum = sum << 1 | sum >> 31;
                }

                return sum;
            }

            public string Report()
            {
                var lines = entries.Values.OrderBy(e => e.Address).Select(e => $"{e.Address:x16} {e.Length,8} {e.Name}");
                return string.Join("\n", lines.Concat(log.Select(line => "- " + line)));
            }
        }
        """;
}
