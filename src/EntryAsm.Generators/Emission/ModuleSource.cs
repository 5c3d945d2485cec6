// SPDX-License-Identifier: MIT
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators;

/// <summary>The C# the generator adds for a module: the object as an assembly attribute, a part of the module that tells its file, and the class of bytes and constants.</summary>
internal static class ModuleSource
{
    /// <summary>From this many bytes on a section is written as text: the compiler takes as long for a few bytes of numbers as for all of it.</summary>
    internal const int PackedFrom = 64;

    /// <summary>The source for an evaluated module.</summary>
    public static string Write(EntryObject entryObject, INamedTypeSymbol module, ModuleKey key, ProjectFolder project, Compilation consumer)
    {
        var code = CSharpWriter.Write(entryObject, new CSharpOptions
        {
            IsPublic = module.DeclaredAccessibility == Accessibility.Public,
            PackedFrom = CanPack(consumer) ? PackedFrom : int.MaxValue,
        });
        return Assemble(AssemblyObjects.WriteValue(entryObject), module, key, project, code, consumer);
    }

    /// <summary>The source for a module with an error: the same members as far as the declaration tells them, so that one error does not become fifty.</summary>
    public static string WithoutObject(INamedTypeSymbol module, ModuleKey key, ProjectFolder project, Compilation consumer) =>
        Assemble(null, module, key, project, EmptyCode.Write(module), consumer);

    private static string Assemble(string? value, INamedTypeSymbol module, ModuleKey key, ProjectFolder project, string code, Compilation consumer)
    {
        // Attributes of the assembly come before all declarations: after the writer's own head.
        var body = code.IndexOf("#pragma warning disable\n", StringComparison.Ordinal) + "#pragma warning disable\n".Length;
        var text = new StringBuilder(code.Length + 1024).Append(code, 0, body);
        // There is no reference here, but in a project with nullable references the compiler would look for them in every body.
        if (((CSharpCompilation)consumer).LanguageVersion >= LanguageVersion.CSharp8)
            text.Append("#nullable disable\n");
        if (value is not null)
            text.Append("[assembly: global::System.Reflection.AssemblyMetadata(").Append(Literal(AssemblyObjects.Key)).Append(", ").Append(Literal(value)).Append(")]\n");
        AppendPart(text, module, project.InProject(key.File));
        return text.Append(code, body, code.Length - body).ToString();
    }

    /// <summary>When the module is run, it finds its project's folder by this and names files as the generator does.</summary>
    private static void AppendPart(StringBuilder text, INamedTypeSymbol module, string file)
    {
        var space = module.ContainingNamespace;
        var isInNamespace = !space.IsGlobalNamespace;
        if (isInNamespace)
            text.Append("namespace ").Append(space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))).Append("\n{\n");
        text.Append(isInNamespace ? "    " : "").Append("partial ").Append(module.IsRecord ? "record " : "").Append("class ").Append(Escaped(module.Name)).Append("\n");
        text.Append(isInNamespace ? "    {\n" : "{\n");
        text.Append(isInNamespace ? "        " : "    ").Append("private const string ").Append(EntryModuleAttribute.FileConstant).Append(" = ").Append(Literal(file)).Append(";\n");
        text.Append(isInNamespace ? "    }\n}\n\n" : "}\n\n");
    }

    private static bool CanPack(Compilation consumer) =>
        consumer.GetTypeByMetadataName("System.Runtime.InteropServices.MemoryMarshal") is not null
        && consumer.GetTypeByMetadataName("System.MemoryExtensions") is not null;

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
