// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Finds the real type behind a type of the compilation.</summary>
internal static class NativeTypes
{
    private static readonly ConcurrentDictionary<string, Type?> Known = new(StringComparer.Ordinal);

    /// <summary>
    /// The type its values have here. Values of the author's own types, and delegates, are objects of the evaluation, so these are <see cref="object"/>;
    /// a span is the array it looks at.
    /// </summary>
    public static Type Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => Of(array.ElementType).MakeArrayType(),
        IArrayTypeSymbol array => Of(array.ElementType).MakeArrayType(array.Rank),
        ITypeParameterSymbol or IDynamicTypeSymbol => typeof(object),
        INamedTypeSymbol named => OfNamed(named),
        _ => throw new InterpretationFailure(Descriptors.OutsideSubset, null, "'" + type.ToDisplayString() + "'", "use a number, text, array, class or struct"),
    };

    /// <summary>The real generic or plain type definition, or null when this process has none or it is not allowed.</summary>
    public static Type? Definition(INamedTypeSymbol type) => Known.GetOrAdd(MetadataName(type), Load);

    public static bool IsSpan(ITypeSymbol type) => type is INamedTypeSymbol { MetadataName: "ReadOnlySpan`1" or "Span`1" } named && named.ContainingNamespace.ToDisplayString() == "System";

    public static object NewTuple(Type type, object?[] items) => Activator.CreateInstance(type, items)!;

    /// <summary>The name reflection uses, such as <c>System.Collections.Generic.List`1</c>.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (type.ContainingType is not null)
            return MetadataName(type.ContainingType) + "+" + type.MetadataName;
        var name = type.MetadataName;
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name = space.Name + "." + name;
        return name;
    }

    private static Type OfNamed(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Delegate || SourceProgram.HasSource(type))
            return type.IsTupleType ? Tuple(type) : typeof(object);
        if (type.IsTupleType)
            return Tuple(type);
        if (IsSpan(type))
            return Of(type.TypeArguments[0]).MakeArrayType();

        var definition = Definition(type) ?? throw new InterpretationFailure(Descriptors.ForbiddenCall, null, type.ToDisplayString());
        if (!definition.IsGenericTypeDefinition)
            return definition;

        var arguments = AllArguments(type).Select(Of).ToArray();
        if (definition == typeof(Nullable<>) && !arguments[0].IsValueType)
            return typeof(object);
        return definition.MakeGenericType(arguments);
    }

    private static Type Tuple(INamedTypeSymbol type)
    {
        var elements = type.TupleElements.Select(element => Of(element.Type)).ToArray();
        var definition = elements.Length switch
        {
            2 => typeof(ValueTuple<,>),
            3 => typeof(ValueTuple<,,>),
            4 => typeof(ValueTuple<,,,>),
            5 => typeof(ValueTuple<,,,,>),
            6 => typeof(ValueTuple<,,,,,>),
            7 => typeof(ValueTuple<,,,,,,>),
            _ => throw new InterpretationFailure(Descriptors.OutsideSubset, null, "a tuple of more than seven elements", "use a record"),
        };
        return definition.MakeGenericType(elements);
    }

    private static IEnumerable<ITypeSymbol> AllArguments(INamedTypeSymbol type) =>
        type.ContainingType is null ? type.TypeArguments : AllArguments(type.ContainingType).Concat(type.TypeArguments);

    private static Type? Load(string name)
    {
        if (typeof(EntryAssembler).Assembly.GetType(name) is { IsPublic: true } engine)
            return engine;
        if (!AllowedMembers.IsAllowed(name))
            return null;
        foreach (var assembly in AllowedMembers.Assemblies)
        {
            if (assembly.GetType(name) is { IsVisible: true } type)
                return type;
        }

        return null;
    }
}
