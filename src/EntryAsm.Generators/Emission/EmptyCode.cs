// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>The generated class of a module that could not be evaluated: its symbols as constants of zero and empty spans.</summary>
internal static class EmptyCode
{
    public static string Write(INamedTypeSymbol module)
    {
        var name = module.ContainingNamespace.IsGlobalNamespace ? module.Name : module.ContainingNamespace.ToDisplayString() + "." + module.Name;
        return CSharpWriter.Write(ObjectOf(name.Replace("@", ""), Symbols(module)), new CSharpOptions { IsPublic = module.DeclaredAccessibility == Accessibility.Public });
    }

    /// <summary>The fields of type Symbol, of the module and its bases.</summary>
    private static IEnumerable<string> Symbols(INamedTypeSymbol module)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var type = module; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
            {
                if (field.IsStatic && field.Type is { Name: "Symbol", ContainingNamespace.Name: "EntryAsm" } && seen.Add(field.Name))
                    yield return field.Name;
            }
        }
    }

    /// <summary>One section of one byte, in which every symbol stands.</summary>
    private static EntryObject ObjectOf(string name, IEnumerable<string> symbols)
    {
        var section = new EntrySection(".text", SectionFlags.Alloc | SectionFlags.Execute, SectionType.ProgBits, 0, 1, 1, new byte[1],
            ImmutableArray<EntryRelocation>.Empty, ImmutableArray<EntryReference>.Empty, ImmutableArray<EntryItem>.Empty);
        var all = symbols.Select(symbol => new EntrySymbol(symbol, SymbolBinding.Global, SymbolType.Function, SymbolVisibility.Default, 0, 0, 1, SourceLocation.None)).ToImmutableArray();
        return new EntryObject(name, ImmutableArray<string>.Empty, ImmutableArray.Create(section), all, ImmutableArray<EntryLabel>.Empty, ImmutableArray<EntryGate>.Empty);
    }
}
