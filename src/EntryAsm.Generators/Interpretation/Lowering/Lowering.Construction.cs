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

    private Evaluate AnonymousObject(IAnonymousObjectCreationOperation creation)
    {
        var members = creation.Initializers.OfType<ISimpleAssignmentOperation>()
            .Select(initialiser => (((IPropertyReferenceOperation)initialiser.Target).Property, Value: Stored(initialiser.Value))).ToArray();
        return frame =>
        {
            var record = program.RecordOf((INamedTypeSymbol)creation.Type!);
            var instance = new Instance(frame.Machine, record);
            foreach (var (property, value) in members)
                instance.Fields[record.SlotOf(property)] = value(frame);
            return instance;
        };
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
}
