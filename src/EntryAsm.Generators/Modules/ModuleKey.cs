// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>Which class is a module, as the syntax tells: equal until its declaration moves.</summary>
/// <param name="MetadataName">The name reflection uses.</param>
/// <param name="File">The C# file that holds the attribute, as the compiler spells it.</param>
/// <param name="Location">The class' identifier.</param>
internal sealed record ModuleKey(string MetadataName, string File, LocationInfo? Location)
{
    /// <summary>What marks a module.</summary>
    public const string AttributeName = "EntryAsm.EntryModuleAttribute";

    public static ModuleKey Of(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var identifier = ((Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax)context.TargetNode).Identifier;
        return new(MetadataNameOf(type), context.TargetNode.SyntaxTree.FilePath, LocationInfo.Of(identifier.GetLocation()));
    }

    /// <summary>The name reflection uses, such as <c>Kernel.Outer+Inner</c>.</summary>
    private static string MetadataNameOf(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null)
            return MetadataNameOf(type.ContainingType) + "+" + type.MetadataName;
        var name = type.MetadataName;
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name = space.Name + "." + name;
        return name;
    }
}
