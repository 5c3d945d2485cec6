// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using EntryAsm.Objects;
using EntryAsm.Writers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Conformance;

/// <summary>Compiles what a listing shows as C# and calls it again: the compiler says whether it can be written so, the bytes whether it means the same.</summary>
internal static partial class ListedCalls
{
    /// <summary>Statements in one method: the compiler's flow analysis wants them short.</summary>
    private const int PerMethod = 500;

    private static readonly Lazy<MetadataReference[]> References = new(static () =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The statements that a listing has for the instructions of <c>.text</c>.</summary>
    public static List<string> Of(EntryObject built)
    {
        var section = built.Sections.First(static each => each.Name == ".text");
        var reader = new InstructionReader(section, knowsDialects: true);
        var text = new InstructionText(new ReferenceText(built) { Section = section });
        return [.. section.Items.Where(static item => item.Kind == EntryItemKind.Instruction).Select(item => reader.TryDecode(item, out var decoded) ? text.Format(decoded) : Bytes(section, item))];
    }

    /// <summary>What differs when what is listed for the cases is called again, and what is listed as mere bytes.</summary>
    public static List<string> Differences(IReadOnlyList<Case> cases, int bitness)
    {
        var built = new CaseModule(cases, bitness).Build();
        var listed = Of(built);
        var differences = new List<string>();
        var (ours, theirs) = (built, Call(listed, bitness));
        var (our, their) = (Text(ours), Text(theirs));
        var (ourItems, theirItems) = (Instructions(our), Instructions(their));
        if (ourItems.Count != theirItems.Count)
            return [ourItems.Count + " instructions are listed, " + theirItems.Count + " called again"];
        for (var number = 0; number < ourItems.Count; number++)
        {
            var (one, two) = (Describe(ours, our, ourItems[number]), Describe(theirs, their, theirItems[number]));
            if (one != two || listed[number].StartsWith("db ", StringComparison.Ordinal))
                differences.Add(cases[number] + "\n  listed as " + listed[number] + "\n  is " + one + " | called again " + two);
        }

        return differences;
    }

    /// <summary>The cases whose text is new.</summary>
    public static List<Case> Distinct(IReadOnlyList<Case> cases, int bitness, HashSet<string> seen)
    {
        var listed = Of(new CaseModule(cases, bitness).Build());
        return [.. cases.Where((_, number) => seen.Add(listed[number]))];
    }

    private static string Bytes(EntrySection section, EntryItem item) =>
        "db " + string.Join(", ", section.Bytes.Span.Slice(item.Offset, item.Length).ToArray().Select(static value => "0x" + value.ToString("x2", CultureInfo.InvariantCulture)));

    private static EntrySection Text(EntryObject built) => built.Sections.First(static each => each.Name == ".text");

    /// <summary>Bytes that are listed as data are called as data.</summary>
    private static List<EntryItem> Instructions(EntrySection section) => [.. section.Items];

    private static string Describe(EntryObject built, EntrySection section, EntryItem item)
    {
        var text = Convert.ToHexStringLower(section.Bytes.Span.Slice(item.Offset, item.Length));
        for (var offset = item.Offset; offset < item.End; offset++)
        {
            if (section.FindRelocation(offset) is >= 0 and var index)
            {
                var relocation = section.Relocations[index];
                text += " @" + (offset - item.Offset) + ":" + relocation.Type + " " + built.Symbols[relocation.Symbol].Name + " + " + relocation.Addend;
            }
        }

        return text;
    }

    private static EntryObject Call(IReadOnlyList<string> listed, int bitness)
    {
        var tree = CSharpSyntaxTree.ParseText(Source(listed, bitness), path: "Listed.cs");
        var compilation = CSharpCompilation.Create("Listed", [tree], References.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException("what is listed is no C#:\n" + string.Join("\n", result.Diagnostics.Where(static each => each.Severity == DiagnosticSeverity.Error).Take(20)
                .Select(each => each.GetMessage() + ": " + tree.GetText().Lines[each.Location.GetLineSpan().StartLinePosition.Line])));
        var context = new AssemblyLoadContext("Listed", isCollectible: true);
        try
        {
            image.Position = 0;
            return ((EntryAssembler)Activator.CreateInstance(context.LoadFromStream(image).GetType("Listed")!)!).Build();
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The module of <see cref="CaseModule"/> with what is listed as its instructions.</summary>
    private static string Source(IReadOnlyList<string> listed, int bitness)
    {
        var source = new StringBuilder("""
            using EntryAsm;
            [EntryModule]
            public sealed class Listed : EntryAssembler
            {
                static readonly Symbol outside = Extern("outside"), elsewhere = Extern("elsewhere"), inside = Local("inside"), datum = Local("datum");

            """);
        var methods = listed.Chunk(PerMethod).ToList();
        source.Append("    protected override void Assemble()\n    {\n        section(\".data\"); dq(0); bind(datum); section(\".text\"); code").Append(bitness).Append("(); bind(inside);\n");
        for (var method = 0; method < methods.Count; method++)
            source.Append("        M").Append(method).Append("();\n");
        source.Append("    }\n");
        for (var method = 0; method < methods.Count; method++)
        {
            source.Append("    void M").Append(method).Append("()\n    {\n");
            foreach (var statement in methods[method])
                source.Append("        ").Append(Called(statement)).Append('\n');
            source.Append("    }\n");
        }

        return source.Append("}\n").ToString();
    }

    /// <summary>The parentheses and semicolons that a listing leaves out.</summary>
    private static string Called(string statement)
    {
        var match = Statement().Match(statement);
        var prefixes = string.Concat(match.Groups[1].Captures.Select(static prefix => prefix.Value.Trim() + (prefix.Value.Contains('(', StringComparison.Ordinal) ? "; " : "(); ")));
        return prefixes + match.Groups[2].Value + "(" + match.Groups[3].Value.Trim() + ");" + match.Groups[4].Value;
    }

    [GeneratedRegex(@"^((?:notrack|addr32|data16|xacquire|xrelease|@lock|repe?|repne|bnd|encoding\([^)]*\)) )*(\S+)([^/]*)(//.*)?$")]
    private static partial Regex Statement();
}
