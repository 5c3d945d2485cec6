// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>Which class is a module, as the syntax tells: equal until its declaration moves.</summary>
/// <param name="MetadataName">The name reflection uses.</param>
/// <param name="File">The C# file that holds the attribute, as the compiler spells it.</param>
/// <param name="Location">The class' identifier.</param>
internal sealed record ModuleKey(string MetadataName, string File, LocationInfo? Location)
{
    public static ModuleKey Of(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var identifier = ((Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax)context.TargetNode).Identifier;
        return new(Interpretation.NativeTypes.MetadataName(type), context.TargetNode.SyntaxTree.FilePath, LocationInfo.Of(identifier.GetLocation()));
    }
}
