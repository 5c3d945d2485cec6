// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>Random programs with every directive, in each mode: the judge's text is made from what was asked. ENTRYASM_DIRECTIVE_PROGRAMS says how many a mode.</summary>
public sealed class DirectiveTests
{
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("ENTRYASM_DIRECTIVE_PROGRAMS"), out var count) ? count : 25;

    [Theory]
    [InlineData(64)]
    [InlineData(32)]
    [InlineData(16)]
    public void AssembleAsGnuAsAssembles(int bitness)
    {
        var failures = new List<string>();
        var instructions = DirectiveDraws.Instructions(bitness);
        for (var seed = 0; seed < Count; seed++)
        {
            var steps = DirectiveDraws.Draw(seed, bitness, instructions);
            if (Difference(steps) is { } difference)
                failures.Add("seed " + seed + ": " + difference + "\n" + string.Join("\n", Smallest(steps).Select(static step => step.CSharp + "    # " + step.Source.ReplaceLineEndings("; "))));
        }

        Assert.True(failures.Count == 0, failures.Count + " differ:\n" + string.Join("\n\n", failures.Take(5)));
    }

    /// <summary>A directive that nobody draws is tested by nobody.</summary>
    [Fact]
    public void EveryDirectiveIsDrawn()
    {
        var drawn = Enumerable.Range(0, 400).SelectMany(static seed => DirectiveDraws.Draw(seed, 64, [])).Select(static step => step.Name).ToHashSet(StringComparer.Ordinal);
        drawn.UnionWith(["code16", "code32", "code64"]);
        var missing = typeof(EntryAssembler).GetMethods().Where(static method => method.DeclaringType == typeof(EntryAssembler) && !method.IsSpecialName && IsDirective(method))
            .Select(static method => method.Name).Distinct().Where(name => !drawn.Contains(name) && !DirectiveDraws.NotDrawn.Contains(name)).ToList();
        Assert.True(missing.Count == 0, "not drawn: " + string.Join(", ", missing));
    }

    /// <summary>Instructions have operands alone, named by letters.</summary>
    private static bool IsDirective(System.Reflection.MethodInfo method)
    {
        var parameters = method.GetParameters();
        var isStatement = parameters.Length >= 2 && parameters[^1].Name == "line" && method.ReturnType == typeof(void);
        if (!isStatement || parameters.Length == 2 && Enum.TryParse<Iced.Intel.Mnemonic>(method.Name, ignoreCase: true, out _))
            return false;
        return parameters.Length > 2 && parameters[..^2].Any(static parameter => parameter.ParameterType != typeof(Op) || parameter.Name!.Length > 1) && !IsTable(parameters);
    }

    /// <summary>What declares entries, gates and rows of the kernel's tables says nothing to an assembler; tests of their own compare those sections.</summary>
    private static bool IsTable(System.Reflection.ParameterInfo[] parameters) => parameters.Any(static parameter =>
        parameter.ParameterType.IsEnum && parameter.ParameterType != typeof(SymbolType) && parameter.ParameterType != typeof(SymbolVisibility) && parameter.ParameterType != typeof(SectionType));

    private static List<DrawnStep> Smallest(List<DrawnStep> steps)
    {
        for (var at = steps.Count - 1; at > 0; at--)
        {
            var without = steps.Where((_, number) => number != at).ToList();
            if (Difference(without) is { } difference && !difference.StartsWith("refused", StringComparison.Ordinal))
                steps = without;
        }

        return steps;
    }

    private static string? Difference(List<DrawnStep> steps)
    {
        EntryObject built;
        try
        {
            built = new Module(steps).Build();
        }
        catch (EntryAsmException mistake)
        {
            return "refused by us: " + mistake.Message;
        }

        var answer = GnuAssembler.Assemble(".intel_syntax noprefix\n" + string.Join("\n", steps.Select(static step => step.Source)) + "\n");
        if (answer.Object is null)
            return "refused by GNU as: " + string.Join("; ", answer.Errors.Values);
        var (ours, theirs) = (ElfFile.Read(ElfWriter.Write(built)), ElfFile.Read(answer.Object));
        foreach (var (name, their) in theirs.Sections.Where(static pair => pair.Value.Size != 0))
        {
            if (!ours.Sections.TryGetValue(name, out var our))
                return "section " + name + " is missing";
            if (!our.Bytes.AsSpan().SequenceEqual(their.Bytes))
                return "section " + name + ": ours " + Convert.ToHexString(our.Bytes) + ", theirs " + Convert.ToHexString(their.Bytes);
            if (!our.Relocations.SequenceEqual(their.Relocations))
                return "section " + name + ": other relocations: ours " + string.Join(", ", our.Relocations) + ", theirs " + string.Join(", ", their.Relocations);
        }

        return theirs.Symbols.FirstOrDefault(pair => ours.Symbols.GetValueOrDefault(pair.Key) != pair.Value) is { Key: { } symbol } ? "symbol " + symbol + ": ours " + ours.Symbols.GetValueOrDefault(symbol) + ", theirs " + theirs.Symbols[symbol] : null;
    }

    [EntryModule]
    private sealed class Module(List<DrawnStep> steps) : EntryAssembler
    {
        protected override void Assemble() => steps.ForEach(step => step.Call(this));
    }
}
