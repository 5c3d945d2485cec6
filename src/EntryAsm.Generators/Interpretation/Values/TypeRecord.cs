// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Interpretation;

/// <summary>What the evaluation knows of an author's class, struct or record: its fields, and which method a virtual call reaches.</summary>
internal sealed class TypeRecord
{
    private readonly SourceProgram program;
    private readonly Dictionary<ISymbol, int> fields = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> staticFields = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, IMethodSymbol> dispatch = new(SymbolEqualityComparer.Default);
    private readonly List<ITypeSymbol> fieldTypes = [];
    private readonly List<ITypeSymbol> staticTypes = [];
    private Execute? staticInitialiser;
    private Execute? fieldInitialisers;
    private Scope? fieldInitialiserScope;

    public TypeRecord(SourceProgram program, INamedTypeSymbol symbol, int index)
    {
        this.program = program;
        Symbol = symbol;
        Index = index;
        Base = symbol.BaseType is { } parent && SourceProgram.HasSource(parent) ? program.RecordOf(parent) : null;
        Arguments = ArgumentsOf(symbol, Base);
        IsAssembler = Base?.IsAssembler ?? (symbol.BaseType is { } native && NativeMembers.IsEngine(native) && native.Name == "EntryAssembler");
        AddBaseFields();
        foreach (var member in symbol.GetMembers())
            AddField(member);
        PrimaryConstructor = symbol.InstanceConstructors.FirstOrDefault(IsPrimary);
        foreach (var parameter in PrimaryConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
            Add(fields, fieldTypes, parameter, parameter.Type);
    }

    public INamedTypeSymbol Symbol { get; }

    /// <summary>Its number in the program, for the static fields of an evaluation.</summary>
    public int Index { get; }

    /// <summary>The base class, if that is an author's too.</summary>
    public TypeRecord? Base { get; }

    public IMethodSymbol? PrimaryConstructor { get; }

    /// <summary>What the type's own parameters stand for.</summary>
    public TypeArguments? Arguments { get; }

    /// <summary>True for classes derived from the engine's assembler.</summary>
    public bool IsAssembler { get; }

    public bool IsStruct => Symbol.IsValueType;

    /// <summary>The author's own override of <see cref="object.Equals(object)"/>, if any.</summary>
    public IMethodSymbol? EqualsMethod => Override("Equals", 1);

    /// <summary>The author's own override of <see cref="object.ToString"/>, if any.</summary>
    public IMethodSymbol? ToStringMethod => Override("ToString", 0);

    /// <summary>Runs the initialisers of static fields in textual order, then the static constructor.</summary>
    public Execute StaticInitialiser => staticInitialiser ??= program.LowerStaticInitialisers(this);

    public object?[] NewFields(Machine machine) => Defaults(fieldTypes, machine);

    public object?[] NewStatics(Machine machine) => Defaults(staticTypes, machine);

    /// <summary>The initialisers of instance fields, in textual order, and the frame they need.</summary>
    public (Execute Body, Scope Scope) FieldInitialisers
    {
        get
        {
            if (fieldInitialisers is null)
                (fieldInitialisers, fieldInitialiserScope) = program.LowerFieldInitialisers(this);
            return (fieldInitialisers, fieldInitialiserScope!);
        }
    }

    /// <summary>Its file was edited: what was lowered of it is stale.</summary>
    public void ForgetInitialisers()
    {
        staticInitialiser = null;
        fieldInitialisers = null;
    }

    /// <summary>The slot of an instance field, automatic property or primary constructor parameter; -1 when it has none.</summary>
    public int SlotOf(ISymbol member) => fields.TryGetValue(member.OriginalDefinition, out var slot) ? slot : -1;

    public int StaticSlotOf(ISymbol member) => staticFields.TryGetValue(member.OriginalDefinition, out var slot) ? slot : -1;

    /// <summary>The method a virtual or interface call reaches on an object of this type.</summary>
    public IMethodSymbol Implementation(IMethodSymbol method)
    {
        if (!dispatch.TryGetValue(method, out var found))
            dispatch.Add(method, found = Find(method));
        return found;
    }

    public bool DerivesFrom(ITypeSymbol type)
    {
        for (INamedTypeSymbol? current = Symbol; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, type))
                return true;
        }

        return Symbol.AllInterfaces.Any(face => SymbolEqualityComparer.Default.Equals(face, type));
    }

    private IMethodSymbol Find(IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            // A default implementation stands in an interface itself.
            return Symbol.FindImplementationForInterfaceMember(method) is not IMethodSymbol member ? method
                : member.ContainingType.TypeKind == TypeKind.Interface ? member : Find(member);
        }

        for (INamedTypeSymbol? current = Symbol; current is not null; current = current.BaseType)
        {
            foreach (var candidate in current.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                if (Overrides(candidate, method))
                    return method.IsGenericMethod ? candidate.Construct([.. method.TypeArguments]) : candidate;
            }
        }

        return method;
    }

    private static bool Overrides(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (IMethodSymbol? current = candidate; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.OriginalDefinition))
                return true;
        }

        return false;
    }

    private IMethodSymbol? Override(string name, int parameters)
    {
        for (INamedTypeSymbol? current = Symbol; current is not null && SourceProgram.HasSource(current); current = current.BaseType)
        {
            foreach (var method in current.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (method.IsOverride && method.Parameters.Length == parameters && !method.IsImplicitlyDeclared)
                    return method;
            }
        }

        return null;
    }

    private void AddBaseFields()
    {
        if (Base is null)
            return;
        foreach (var field in Base.fields)
            fields.Add(field.Key, field.Value);
        fieldTypes.AddRange(Base.fieldTypes);
    }

    private void AddField(ISymbol member)
    {
        if (Symbol.IsAnonymousType && member is IPropertySymbol property)
            Add(fields, fieldTypes, property, property.Type);
        // The hidden field of an automatic property stands under the property's name.
        if (member is not IFieldSymbol { IsConst: false } field)
            return;
        if (field.IsStatic)
            Add(staticFields, staticTypes, field.AssociatedSymbol ?? field, field.Type);
        else
            Add(fields, fieldTypes, field.AssociatedSymbol ?? field, field.Type);
    }

    private static void Add(Dictionary<ISymbol, int> slots, List<ITypeSymbol> types, ISymbol member, ITypeSymbol type)
    {
        slots.Add(member.OriginalDefinition, types.Count);
        types.Add(type);
    }

    private object?[] Defaults(List<ITypeSymbol> types, Machine machine)
    {
        var values = new object?[types.Count];
        for (var index = 0; index < values.Length; index++)
            values[index] = program.DefaultOf(types[index], machine);
        return values;
    }

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Length == 1 && constructor.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax;

    private static TypeArguments? ArgumentsOf(INamedTypeSymbol symbol, TypeRecord? parent)
    {
        var arguments = parent?.Arguments is { } inherited ? new TypeArguments(inherited) : null;
        for (INamedTypeSymbol? type = symbol; type is not null; type = type.ContainingType)
        {
            for (var index = 0; index < type.TypeParameters.Length; index++)
                (arguments ??= new TypeArguments()).Add(type.TypeParameters[index], type.TypeArguments[index]);
        }

        return arguments;
    }
}
