// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>What an entry module must be: a partial, plain, concrete class in a namespace, derived from the assembler.</summary>
internal static class ModuleChecks
{
    /// <summary>What is wrong with a declaration; silent where the compiler says it already.</summary>
    public sealed record Result(bool IsSilent, EquatableArray<DiagnosticInfo> Diagnostics);

    public static Result? Problem(INamedTypeSymbol type, ModuleKey key, Compilation compilation, CancellationToken cancellation)
    {
        var name = type.ToDisplayString();
        var diagnostics = new List<DiagnosticInfo>();
        void Add(DiagnosticDescriptor descriptor, params string[] arguments) => diagnostics.Add(DiagnosticInfo.Create(descriptor, key.Location, arguments));

        if (type.ContainingType is { } outer)
            Add(Descriptors.Nested, name, outer.ToDisplayString());
        if (type.IsGenericType && type.TypeParameters.Length > 0)
            Add(Descriptors.Generic, name);
        if (type.IsAbstract || type.IsStatic)
            Add(Descriptors.Abstract, name);
        if (!IsPartial(type, cancellation))
            Add(Descriptors.NotPartial, name);
        if (!HasValidBases(type))
            return new Result(IsSilent: true, new([.. diagnostics]));
        if (!IsAssembler(type))
            Add(Descriptors.NoAssembler, name);
        if (type.InstanceConstructors.Length > 0 && type.InstanceConstructors.All(constructor => constructor.Parameters.Any(parameter => !parameter.IsOptional)))
            Add(Descriptors.NoConstructor, name);
        if (type.ContainingNamespace.GetTypeMembers(type.Name + "Code").Any(other => other.Arity == 0 && SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, compilation.Assembly)))
            Add(Descriptors.NameTaken, type.Name + "Code", name);
        return diagnostics.Count == 0 ? null : new Result(IsSilent: false, new([.. diagnostics]));
    }

    /// <summary>True when the generator may add a part to the class without causing errors of its own.</summary>
    public static bool CanHavePart(INamedTypeSymbol type) => type.ContainingType is null && type.Arity == 0 && IsPartial(type, default)
        && !type.ContainingNamespace.GetTypeMembers(type.Name + "Code").Any();

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .All(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool HasValidBases(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error)
                return false;
        }

        return true;
    }

    /// <summary>True for classes derived from the engine's assembler.</summary>
    public static bool IsAssembler(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == "EntryAssembler" && current.ContainingAssembly.Name == "EntryAsm")
                return true;
        }

        return false;
    }
}
