// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Interpretation;

/// <summary>
/// The author's code, lowered piece by piece as evaluations reach it. Its modules share what they inherit. It belongs to a compilation and serves those after it while
/// edits change bodies only.
/// </summary>
/// <remarks>Used by one thread at a time: whoever evaluates holds its lock.</remarks>
internal sealed class SourceProgram(Compilation compilation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<ISymbol, TypeRecord> records = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, EnumType> enums = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Code> codes = new(SymbolEqualityComparer.Default);

    /// <summary>The compilation its symbols are of.</summary>
    public Compilation Compilation => compilation;

    /// <summary>What was edited since.</summary>
    public BodyEdits Edits { get; } = new(compilation);

    /// <summary>Ends the evaluation under way.</summary>
    public CancellationToken Cancellation { get; set; }

    public NativeMembers Natives { get; } = new();

    /// <summary>Moves on to a later compilation; false when more than bodies has changed since.</summary>
    public bool MoveTo(Compilation later, CancellationToken cancellation)
    {
        if (Edits.MoveTo(later, cancellation) is not { } changed)
            return false;
        foreach (var code in codes.Values.Where(code => changed.Contains(code.Declaration.SyntaxTree)))
            code.Forget();
        foreach (var record in records.Values.Where(record => record.Symbol.DeclaringSyntaxReferences.Any(reference => changed.Contains(reference.SyntaxTree))))
            record.ForgetInitialisers();
        return true;
    }

    /// <summary>True for a symbol of the author's code, which is evaluated. In an editor referenced projects have source too; <see cref="ModelOf"/> tells them apart.</summary>
    public static bool HasSource(ISymbol symbol) => symbol.ContainingAssembly is ISourceAssemblySymbol { Name: not "EntryAsm" };

    /// <summary>True when values of a type must be copied where they are stored: mutable structs and tuples.</summary>
    public static bool IsCopied(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        INamedTypeSymbol { IsTupleType: true } => true,
        INamedTypeSymbol { IsValueType: true, TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named =>
            named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? IsCopied(named.TypeArguments[0]) : !named.IsReadOnly && HasSource(named),
        _ => false,
    };

    /// <exception cref="InterpretationFailure">The tree is another project's: its macros are compiled as far as this one is concerned.</exception>
    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (models.TryGetValue(tree, out var model))
            return model;
        if (!compilation.ContainsSyntaxTree(tree))
            throw new InterpretationFailure(Descriptors.CompiledMacro, null, Path.GetFileName(tree.FilePath), "a referenced project");
        models.Add(tree, model = compilation.GetSemanticModel(tree));
        return model;
    }

    public TypeRecord RecordOf(INamedTypeSymbol type)
    {
        if (records.TryGetValue(type, out var record))
            return record;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        // A base class takes its number while this one is made.
        record = new TypeRecord(this, type, NextIndex++);
        records.Add(type, record);
        return record;
    }

    public EnumType EnumOf(INamedTypeSymbol type)
    {
        if (!enums.TryGetValue(type, out var found))
            enums.Add(type, found = new EnumType(type));
        return found;
    }

    /// <summary>The code of a method, constructor, operator or accessor whose source is here.</summary>
    public Code CodeOf(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (!codes.TryGetValue(method, out var code))
            codes.Add(method, code = NewCode(method));
        return code;
    }

    /// <summary>The value of <c>default(T)</c>.</summary>
    public object? DefaultOf(ITypeSymbol type, Machine machine)
    {
        if (!type.IsValueType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return null;
        if (type.TypeKind == TypeKind.Enum && HasSource(type))
            return new EnumValue(EnumOf((INamedTypeSymbol)type), NumericTypes.Convert(0, ((INamedTypeSymbol)type).EnumUnderlyingType!.SpecialType, false));
        if (HasSource(type) && !type.IsTupleType)
            return new Instance(machine, RecordOf((INamedTypeSymbol)type));
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return NativeTypes.NewTuple(NativeTypes.Of(tuple), [.. tuple.TupleElements.Select(element => DefaultOf(element.Type, machine))]);
        return Activator.CreateInstance(NativeTypes.Of(type));
    }

    /// <summary>A type with the type parameters replaced by what they stand for.</summary>
    public ITypeSymbol Resolve(ITypeSymbol type, TypeArguments? arguments)
    {
        if (arguments is null)
            return type;
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return arguments.Find(parameter) ?? type;
            case IArrayTypeSymbol array:
                return compilation.CreateArrayTypeSymbol(Resolve(array.ElementType, arguments), array.Rank);
            case INamedTypeSymbol { IsGenericType: true, IsTupleType: true } tuple:
                return compilation.CreateTupleTypeSymbol(tuple.TupleElements.Select(element => Resolve(element.Type, arguments)).ToImmutableArray());
            case INamedTypeSymbol { IsGenericType: true } named:
                var resolved = named.TypeArguments.Select(argument => Resolve(argument, arguments)).ToArray();
                return named.ContainingType is { IsGenericType: true } ? named : named.OriginalDefinition.Construct(resolved);
            default:
                return type;
        }
    }

    public Execute LowerStaticInitialisers(TypeRecord type)
    {
        var (initialisers, scope) = LowerInitialisers(type, isStatic: true);
        var constructor = type.Symbol.StaticConstructors.FirstOrDefault(candidate => !candidate.IsImplicitlyDeclared);
        return frame =>
        {
            var slots = new object?[scope.Count];
            initialisers(new Frame(slots, null, frame.Activation));
            if (constructor is null)
                return Flow.Next;
            var code = CodeOf(constructor);
            frame.Machine.Call(code, null, code.NewSlots(), type.Arguments, null, code.Syntax);
            return Flow.Next;
        };
    }

    public (Execute Body, Scope Scope) LowerFieldInitialisers(TypeRecord type) => LowerInitialisers(type, isStatic: false);

    private int NextIndex { get; set; }

    private Code NewCode(IMethodSymbol method)
    {
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(Cancellation)
            ?? throw new InterpretationFailure(Descriptors.OutsideSubset, null, "'" + method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) + "'", "write it out in C#");
        return new Code(syntax, this, current => Lower(method, syntax, current));
    }

    private (Execute Body, Scope Scope) Lower(IMethodSymbol method, SyntaxNode declaration, SyntaxNode current)
    {
        var isEdited = !ReferenceEquals(declaration, current);
        var lowering = new Lowering(this, isEdited && declaration is not TypeDeclarationSyntax ? Edits.ModelOf(declaration, ModelOf(declaration.SyntaxTree)) : ModelOf(declaration.SyntaxTree));
        foreach (var parameter in method.Parameters)
            lowering.Scope.Add(parameter);
        return (lowering.Body(method, isEdited ? BodyEdits.BodyOf(current)! : current), lowering.Scope);
    }

    private (Execute Body, Scope Scope) LowerInitialisers(TypeRecord type, bool isStatic)
    {
        var scope = new Scope(null);
        var actions = new List<Execute>();
        foreach (var reference in type.Symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(Cancellation) is not TypeDeclarationSyntax declaration)
                continue;
            foreach (var member in declaration.Members)
                AddInitialisers(scope, member, isStatic, actions);
            if (actions.Count > 0)
                actions.Insert(0, Touching(Edits.Current(declaration).SyntaxTree));
        }

        return (frame =>
        {
            foreach (var action in actions)
                action(frame);
            return Flow.Next;
        }, scope);
    }

    private static Execute Touching(SyntaxTree tree) => frame =>
    {
        frame.Machine.Touch(tree);
        return Flow.Next;
    };

    private void AddInitialisers(Scope scope, MemberDeclarationSyntax member, bool isStatic, List<Execute> actions)
    {
        if (member.Modifiers.Any(SyntaxKind.StaticKeyword) != isStatic)
            return;
        if (member is FieldDeclarationSyntax field && !member.Modifiers.Any(SyntaxKind.ConstKeyword))
        {
            foreach (var variable in field.Declaration.Variables)
            {
                if (variable.Initializer is not null)
                    actions.Add(LowerInitialiser(scope, variable.Initializer));
            }
        }
        else if (member is PropertyDeclarationSyntax { Initializer: { } initialiser })
        {
            actions.Add(LowerInitialiser(scope, initialiser));
        }
    }

    private Execute LowerInitialiser(Scope scope, EqualsValueClauseSyntax initialiser)
    {
        var current = (EqualsValueClauseSyntax)Edits.Current(initialiser);
        var model = ModelOf(initialiser.SyntaxTree);
        return new Lowering(this, ReferenceEquals(current, initialiser) ? model : Edits.ModelOf(initialiser, model), scope).Initialiser(current);
    }
}
