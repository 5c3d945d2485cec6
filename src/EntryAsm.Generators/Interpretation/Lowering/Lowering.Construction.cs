// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Evaluate ObjectCreation(IObjectCreationOperation creation)
    {
        var create = NewObject(creation);
        return creation.Initializer is null ? create : Initialised(create, creation.Initializer);
    }

    private Evaluate NewObject(IObjectCreationOperation creation)
    {
        var type = (INamedTypeSymbol)creation.Type!;
        var constructor = creation.Constructor ?? throw Outside(creation, "This object", "use a class or struct with a constructor");
        var arguments = Arguments(creation.Arguments);
        if (!SourceProgram.HasSource(type))
            return NewNative(creation, type, constructor, arguments);

        RequireOwnBase(type, creation);
        var site = creation.Syntax;
        return frame =>
        {
            var record = program.RecordOf((INamedTypeSymbol)Resolve(type, frame));
            var instance = NewInstance(frame.Machine, record);
            Construct(frame, instance, constructor, arguments(frame), site);
            return instance;
        };
    }

    private Evaluate NewNative(IObjectCreationOperation creation, INamedTypeSymbol type, IMethodSymbol constructor, Func<Frame, object?[]> arguments)
    {
        if (IsMacro(constructor) && !NativeMembers.IsEngine(constructor))
            throw new InterpretationFailure(Descriptors.CompiledMacro, creation.Syntax, type.ToDisplayString(), type.ContainingAssembly.Name);
        if (type.IsValueType && constructor.Parameters.Length == 0)
            return frame => program.DefaultOf(Resolve(type, frame), frame.Machine);
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return frame => arguments(frame)[0];
        var invoke = NativeInvoker(constructor, isVirtual: false, creation.Syntax);
        return frame => invoke(frame, null, arguments(frame));
    }

    /// <summary>An object with its native part, before any constructor has run.</summary>
    public static Instance NewInstance(Machine machine, TypeRecord record)
    {
        var instance = new Instance(machine, record);
        if (record.IsAssembler)
            instance.Host = new HostAssembler();
        return instance;
    }

    private static void RequireOwnBase(INamedTypeSymbol type, IOperation site)
    {
        var native = type.BaseType;
        while (native is not null && SourceProgram.HasSource(native))
            native = native.BaseType;
        if (native is not null && native.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType) && !NativeMembers.IsEngine(native))
            throw Outside(site, "A class derived from '" + native.ToDisplayString() + "'", "derive from object or from an assembler class whose source is here");
    }

    /// <summary>Runs a constructor on a new object.</summary>
    public void Construct(Frame frame, Instance instance, IMethodSymbol constructor, object?[] arguments, SyntaxNode site)
    {
        var type = constructor.ContainingType;
        if (!SourceProgram.HasSource(type))
            return;
        if (!constructor.IsImplicitlyDeclared)
        {
            var code = program.CodeOf(constructor);
            var slots = code.NewSlots();
            arguments.CopyTo(slots, 0);
            frame.Machine.Call(code, instance, slots, instance.Type.Arguments, null, site);
            return;
        }

        if (type.IsValueType)
            return;
        RunFieldInitialisers(frame.Machine, instance, RecordIn(instance, type));
        if (type.BaseType?.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.All(parameter => parameter.IsOptional)) is { } parent)
            Construct(frame, instance, parent, [.. parent.Parameters.Select(parameter => parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null)], site);
    }

    private Execute ConstructorBody(IMethodSymbol method, IConstructorBodyOperation constructor)
    {
        var initialiser = (constructor.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation;
        var runsFields = initialiser is null || !SymbolEqualityComparer.Default.Equals(initialiser.TargetMethod.ContainingType.OriginalDefinition, method.ContainingType.OriginalDefinition);
        var chain = initialiser is null ? Nothing : ConstructorCall(initialiser);
        var block = constructor.BlockBody ?? constructor.ExpressionBody;
        var body = block is null ? Nothing : Statement(block);
        return frame =>
        {
            var self = frame.Activation.Self as Instance;
            if (runsFields && self is not null && !method.IsStatic)
                RunFieldInitialisers(frame.Machine, self, RecordIn(self, method.ContainingType));
            if (initialiser is null && self is not null && !method.IsStatic)
                ConstructImplicitBase(frame, self, method.ContainingType, constructor.Syntax);
            chain(frame);
            return body(frame);
        };
    }

    private Execute ConstructorCall(IInvocationOperation call)
    {
        var arguments = Arguments(call.Arguments);
        return frame =>
        {
            Construct(frame, SelfOf(frame), call.TargetMethod, arguments(frame), call.Syntax);
            return Flow.Next;
        };
    }

    private void ConstructImplicitBase(Frame frame, Instance self, INamedTypeSymbol type, SyntaxNode site)
    {
        if (type.IsValueType || type.BaseType is not { } parent || !SourceProgram.HasSource(parent))
            return;
        if (parent.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.All(parameter => parameter.IsOptional)) is { } constructor)
            Construct(frame, self, constructor, [.. constructor.Parameters.Select(parameter => parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null)], site);
    }

    /// <summary>The constructor in a type's own header: keeps the parameters, runs the initialisers, then the base constructor.</summary>
    private Execute PrimaryConstructor(IMethodSymbol method, TypeDeclarationSyntax declaration)
    {
        var baseSyntax = declaration.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault();
        var baseCall = baseSyntax is not null && model.GetOperation(baseSyntax, program.Cancellation) is IInvocationOperation call ? ConstructorCall(call) : null;
        var properties = method.Parameters.Select(parameter => PositionalProperty(method.ContainingType, parameter)).ToArray();
        return frame =>
        {
            var self = SelfOf(frame);
            for (var index = 0; index < method.Parameters.Length; index++)
            {
                self.Fields[self.Type.SlotOf(method.Parameters[index])] = frame.Slots[index];
                if (properties[index] is { } property)
                    self.Fields[self.Type.SlotOf(property)] = frame.Slots[index];
            }

            RunFieldInitialisers(frame.Machine, self, RecordIn(self, method.ContainingType));
            if (baseCall is not null)
                baseCall(frame);
            else
                ConstructImplicitBase(frame, self, method.ContainingType, declaration);
            return Flow.Next;
        };
    }

    private static IPropertySymbol? PositionalProperty(INamedTypeSymbol type, IParameterSymbol parameter) => !type.IsRecord ? null
        : type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property => property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax));

    private static void RunFieldInitialisers(Machine machine, Instance self, TypeRecord record)
    {
        var (body, layout) = record.FieldInitialisers;
        body(new Frame(new object?[layout.Count], null, new Activation(machine, self, self.Type.Arguments)));
    }

    /// <summary>The record of a class in the chain of an object's own.</summary>
    private static TypeRecord RecordIn(Instance instance, INamedTypeSymbol type)
    {
        for (var record = instance.Type; record is not null; record = record.Base)
        {
            if (SymbolEqualityComparer.Default.Equals(record.Symbol.OriginalDefinition, type.OriginalDefinition))
                return record;
        }

        throw new InvalidOperationException("'" + type.Name + "' is no base of '" + instance.Type.Symbol.Name + "'");
    }

    /// <summary>Runs an object or collection initialiser on what <paramref name="create"/> gives.</summary>
    private Evaluate Initialised(Evaluate create, IObjectOrCollectionInitializerOperation initialiser)
    {
        var place = (Scope, Slot: Temporary());
        implicitReceivers.Push(place);
        var steps = initialiser.Initializers.Select(InitialiserStep).ToArray();
        implicitReceivers.Pop();
        return frame =>
        {
            var value = create(frame);
            frame.Slots[place.Slot] = value;
            foreach (var step in steps)
            {
                step(frame);
                frame.Slots[place.Slot] = value;
            }

            return value;
        };
    }

    private Evaluate InitialiserStep(IOperation step)
    {
        if (step is not IMemberInitializerOperation member)
            return Expression(step);
        return Initialised(Expression(member.InitializedMember), member.Initializer);
    }

    private Evaluate With(IWithOperation with)
    {
        var operand = Expression(with.Operand);
        var clone = with.CloneMethod is { } method && !SourceProgram.HasSource(method) ? NativeInvoker(method, isVirtual: false, with.Syntax) : null;
        Evaluate copy = frame => operand(frame) switch
        {
            Instance instance => instance.Copy(),
            null => throw new NullReferenceException("'with' on an object that is null"),
            { } native => clone is null ? Values.Copy(native) : clone(frame, native, []),
        };
        return with.Initializer is null ? copy : Initialised(copy, with.Initializer);
    }

    private Evaluate TypeParameterCreation(ITypeParameterObjectCreationOperation creation)
    {
        Evaluate create = frame =>
        {
            var type = Resolve(creation.Type!, frame);
            if (!SourceProgram.HasSource(type) || type is not INamedTypeSymbol named)
                return Activator.CreateInstance(NativeTypes.Of(type));
            if (type.IsValueType)
                return program.DefaultOf(type, frame.Machine);
            var instance = NewInstance(frame.Machine, program.RecordOf(named));
            Construct(frame, instance, named.InstanceConstructors.First(constructor => constructor.Parameters.Length == 0), [], creation.Syntax);
            return instance;
        };
        return creation.Initializer is null ? create : Initialised(create, creation.Initializer);
    }

    private Evaluate ArrayCreation(IArrayCreationOperation creation)
    {
        var type = (IArrayTypeSymbol)creation.Type!;
        if (creation.Initializer is { } initialiser)
        {
            if (type.Rank == 1)
                return NewArray(type.ElementType, [.. initialiser.ElementValues.Select(Stored)]);
            return FilledArray(type, initialiser);
        }

        var sizes = creation.DimensionSizes.Select(Expression).ToArray();
        return frame =>
        {
            var lengths = Array.ConvertAll(sizes, size => checked((int)(long)NumericTypes.Convert(size(frame)!, SpecialType.System_Int64, true)));
            return EmptyArray(frame, type.ElementType, lengths);
        };
    }

    private Array EmptyArray(Frame frame, ITypeSymbol elementType, int[] lengths)
    {
        var total = 1L;
        foreach (var length in lengths)
            Machine.CheckElements(total = checked(total * Math.Max(length, 0)));
        var element = Resolve(elementType, frame);
        if (Array.Exists(lengths, length => length < 0))
            throw new OverflowException("Arithmetic operation resulted in an overflow.");
        var array = Array.CreateInstance(NativeTypes.Of(element), lengths);
        if (lengths.Length == 1 && element.IsValueType && array is object?[] values)
        {
            for (var index = 0; index < values.Length; index++)
                values[index] = program.DefaultOf(element, frame.Machine);
        }

        return array;
    }

    private Evaluate NewArray(ITypeSymbol elementType, Evaluate[] elements) => frame =>
    {
        var array = Array.CreateInstance(NativeTypes.Of(Resolve(elementType, frame)), elements.Length);
        for (var index = 0; index < elements.Length; index++)
            array.SetValue(elements[index](frame), index);
        return array;
    };

    private Evaluate FilledArray(IArrayTypeSymbol type, IArrayInitializerOperation initialiser)
    {
        var lengths = new int[type.Rank];
        var cells = new List<(int[] Index, Evaluate Value)>();
        Fill(initialiser, 0, ImmutableArray<int>.Empty, lengths, cells);
        return frame =>
        {
            var array = EmptyArray(frame, type.ElementType, lengths);
            foreach (var (index, value) in cells)
                array.SetValue(value(frame), index);
            return array;
        };
    }

    private void Fill(IArrayInitializerOperation initialiser, int dimension, ImmutableArray<int> prefix, int[] lengths, List<(int[] Index, Evaluate Value)> cells)
    {
        lengths[dimension] = initialiser.ElementValues.Length;
        for (var index = 0; index < initialiser.ElementValues.Length; index++)
        {
            var position = prefix.Add(index);
            if (initialiser.ElementValues[index] is IArrayInitializerOperation nested && dimension + 1 < lengths.Length)
                Fill(nested, dimension + 1, position, lengths, cells);
            else
                cells.Add(([.. position], Stored(initialiser.ElementValues[index])));
        }
    }

    /// <summary><c>[a, b, .. rest]</c>, made element by element so that every compiler version's tree will do.</summary>
    private Evaluate Collection(CollectionExpressionSyntax syntax, IOperation operation)
    {
        var type = (operation.Type ?? model.GetTypeInfo(syntax, program.Cancellation).ConvertedType) ?? throw Outside(operation, "This collection", "give it a type");
        var elementType = CollectionElementType(type) ?? throw Outside(operation, "This collection", "use an array, a list or a span");
        var parts = syntax.Elements.Select(element => CollectionPart(element, elementType)).ToArray();
        return frame =>
        {
            var values = new List<object?>();
            foreach (var part in parts)
                part(frame, values);
            return FinishCollection(frame, type, elementType, values, syntax);
        };
    }

    private static ITypeSymbol? CollectionElementType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } named => named.TypeArguments[0],
        _ => null,
    };

    private Action<Frame, List<object?>> CollectionPart(CollectionElementSyntax element, ITypeSymbol elementType)
    {
        var expression = element is SpreadElementSyntax spread ? spread.Expression : ((ExpressionElementSyntax)element).Expression;
        var operation = model.GetOperation(expression, program.Cancellation) ?? throw new InterpretationFailure(Descriptors.OutsideSubset, element, "This element", "use a plain expression");
        if (element is SpreadElementSyntax)
        {
            var sequence = Expression(operation);
            return (frame, values) => values.AddRange(Elements(sequence(frame), frame.Machine, element));
        }

        // The tree of the element holds its conversion when the compiler shows one; otherwise it is made here.
        var whole = operation.Parent is IConversionOperation { IsImplicit: true } conversion && conversion.Syntax == expression ? conversion : operation;
        var value = whole.Type is null ? Stored(whole) : Coerced(whole, elementType);
        return (frame, values) => values.Add(value(frame));
    }

    private object FinishCollection(Frame frame, ITypeSymbol type, ITypeSymbol elementType, List<object?> values, SyntaxNode site)
    {
        var native = NativeTypes.Of(Resolve(elementType, frame));
        var array = Array.CreateInstance(native, values.Count);
        for (var index = 0; index < values.Count; index++)
            array.SetValue(NativeMembers.ToNative(values[index], native), index);
        if (type is IArrayTypeSymbol || NativeTypes.IsSpan(type))
            return array;
        switch (NativeTypes.MetadataName((INamedTypeSymbol)type))
        {
            case "System.Collections.Immutable.ImmutableArray`1":
                return typeof(ImmutableArray).GetMethods().First(method => method.Name == "Create" && method.GetParameters() is [{ ParameterType.IsArray: true }])
                    .MakeGenericMethod(native).Invoke(null, [array])!;
            case "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1" or "System.Collections.Generic.ICollection`1"
                or "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IReadOnlyList`1" or "System.Collections.Generic.IReadOnlyCollection`1":
                return Activator.CreateInstance(typeof(List<>).MakeGenericType(native), array)!;
            case "System.Collections.Generic.HashSet`1":
                return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(native), array)!;
            default:
                throw new InterpretationFailure(Descriptors.OutsideSubset, site, "This collection", "use an array, a list or a span");
        }
    }
}
