// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Calls a member with its receiver and its arguments by parameter position; those by reference are <see cref="Reference"/>s.</summary>
internal delegate object? Invoke(Frame frame, object? self, object?[] arguments);

internal sealed partial class Lowering
{
    private Evaluate Invocation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction)
            return CallLocalFunction(call);
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return CallDelegate(call);
        if (call.Instance is not null && program.Natives.InstructionOf(method) is { } instruction)
            return Instruction(call, instruction);

        var receiver = call.Instance is null ? null : Expression(call.Instance);
        var arguments = Arguments(call.Arguments);
        if (receiver is not null && IsNullable(method))
            return NullableCall(method, receiver, arguments);
        var invoke = Invoker(method, call.IsVirtual, call.Syntax);
        return frame =>
        {
            var self = receiver?.Invoke(frame);
            if (receiver is not null && self is null)
                throw new NullReferenceException("'" + method.Name + "' of an object that is null");
            return invoke(frame, self, arguments(frame));
        };
    }

    private static bool IsNullable(IMethodSymbol method) => method.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>A boxed T? is a T or null, so its own methods, which may be called on null, are answered here.</summary>
    private Evaluate NullableCall(IMethodSymbol method, Evaluate receiver, Func<Frame, object?[]> arguments)
    {
        var type = method.ContainingType.TypeArguments[0];
        return method.Name switch
        {
            "GetValueOrDefault" => frame => receiver(frame) ?? (arguments(frame) is [var other] ? other : program.DefaultOf(Resolve(type, frame), frame.Machine)),
            "ToString" => frame => receiver(frame) is { } value ? value.ToString() : "",
            "Equals" => frame => Values.Of(object.Equals(receiver(frame), arguments(frame)[0])),
            _ => throw new InterpretationFailure(Descriptors.ForbiddenCall, null, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)),
        };
    }

    /// <summary>The arguments by parameter position, evaluated in the order in which they are written.</summary>
    private Func<Frame, object?[]> Arguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = new (int Position, Evaluate Value)[arguments.Length];
        for (var index = 0; index < values.Length; index++)
            values[index] = (arguments[index].Parameter?.Ordinal ?? index, Argument(arguments[index]));
        return frame =>
        {
            var result = new object?[values.Length];
            foreach (var (position, value) in values)
                result[position] = value(frame);
            return result;
        };
    }

    private Evaluate Argument(IArgumentOperation argument)
    {
        if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
        {
            var place = Place(argument.Value);
            return frame => place(frame);
        }

        return Stored(argument.Value);
    }

    private Evaluate CallDelegate(IInvocationOperation call)
    {
        var target = Expression(call.Instance!);
        var arguments = Arguments(call.Arguments);
        var site = call.Syntax;
        return frame =>
        {
            var callee = target(frame);
            var values = arguments(frame);
            frame.Machine.Site = site;
            return callee switch
            {
                Closure closure => frame.Machine.Nested(site, () => closure.Invoke(values)),
                Delegate native => native.DynamicInvoke(values),
                _ => throw new NullReferenceException("a call of a delegate that is null"),
            };
        };
    }

    /// <summary>An instruction, the most frequent call by far: operands go to the engine without reflection.</summary>
    private Evaluate Instruction(IInvocationOperation call, InstructionCall instruction)
    {
        var receiver = Expression(call.Instance!);
        var operands = new Func<Frame, Op>[call.Arguments.Length - 2];
        Evaluate file = _ => null, line = file;
        foreach (var argument in call.Arguments)
        {
            var position = argument.Parameter!.Ordinal;
            if (position < operands.Length)
                operands[position] = Operand(argument.Value);
            else if (position == operands.Length)
                file = Expression(argument.Value);
            else
                line = Expression(argument.Value);
        }

        if (call.Arguments.Select(argument => argument.Parameter!.Ordinal).Zip(Enumerable.Range(0, operands.Length), (left, right) => left == right).Contains(false))
            return OutOfOrder(call);

        var site = call.Syntax;
        return frame =>
        {
            var host = Host(receiver(frame));
            return instruction(frame, host, operands, file, line, site);
        };
    }

    /// <summary>Named operands in another order are evaluated as written.</summary>
    private Evaluate OutOfOrder(IInvocationOperation call)
    {
        var receiver = Expression(call.Instance!);
        var arguments = Arguments(call.Arguments);
        var invoke = Invoker(call.TargetMethod, isVirtual: false, call.Syntax);
        return frame =>
        {
            var self = receiver(frame);
            return invoke(frame, self, arguments(frame));
        };
    }

    private Func<Frame, Op> Operand(IOperation operation)
    {
        if (operation is IConversionOperation { OperatorMethod: { } conversion, Operand.ConstantValue: { HasValue: true, Value: { } constant } } && NativeMembers.IsEngine(conversion))
        {
            var fixedOperand = (Op)program.Natives.CallOf(conversion)(null, [constant])!;
            return _ => fixedOperand;
        }

        if (operation is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } && NativeMembers.IsEngine(field))
        {
            var register = (Op)NativeMembers.FieldOf(field).GetValue(null)!;
            return _ => register;
        }

        var value = Expression(operation);
        return frame => (Op)value(frame)!;
    }

    private static EntryAssembler Host(object? self) => self switch
    {
        Instance { Host: { } host } => host,
        EntryAssembler host => host,
        _ => throw new NullReferenceException("a call of an assembler that is null"),
    };

    /// <summary>What calls a member: the author's code, the engine, or one of .NET's pure members.</summary>
    private Invoke Invoker(IMethodSymbol method, bool isVirtual, SyntaxNode site)
    {
        method = method.ReducedFrom ?? method;
        if (NativeTypes.IsSpan(method.ContainingType) && !method.IsStatic)
            return SpanMember(method.AssociatedSymbol ?? method, site);
        if (SourceProgram.HasSource(method))
            return method.IsImplicitlyDeclared && method.MethodKind is not (MethodKind.PropertyGet or MethodKind.PropertySet) ? Synthesized(method, site) : SourceInvoker(method, isVirtual, site);
        if (!NativeMembers.IsEngine(method) && IsMacro(method))
            throw new InterpretationFailure(Descriptors.CompiledMacro, site, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), method.ContainingAssembly.Name);
        return NativeInvoker(method, isVirtual, site);
    }

    private static bool IsMacro(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.Name == "EntryAssembler" && NativeMembers.IsEngine(type))
                return true;
        }

        return method.Parameters.Any(parameter => NativeMembers.IsEngine(parameter.Type));
    }

    private Invoke SourceInvoker(IMethodSymbol method, bool isVirtual, SyntaxNode site)
    {
        if (method.IsAsync || method.IsExtern || method.IsStatic && method.IsAbstract)
            throw new InterpretationFailure(Descriptors.OutsideSubset, site, "A call of '" + method.Name + "'", "call an ordinary method with a body");
        if (!isVirtual || !(method.IsVirtual || method.IsAbstract || method.IsOverride))
        {
            var code = program.CodeOf(method);
            return (frame, self, arguments) => Call(frame, code, method, self, arguments, site);
        }

        TypeRecord? lastType = null;
        IMethodSymbol? lastMethod = null;
        return (frame, self, arguments) =>
        {
            if (self is not Instance instance)
                return self is null ? throw new NullReferenceException("'" + method.Name + "' of an object that is null") : CallNative(frame, method, self, arguments, site);
            if (!ReferenceEquals(lastType, instance.Type))
                (lastType, lastMethod) = (instance.Type, instance.Type.Implementation(method));
            return Dispatch(frame, lastMethod!, instance, arguments, site);
        };
    }

    /// <summary>Calls the implementation that a virtual call has found.</summary>
    private object? Dispatch(Frame frame, IMethodSymbol implementation, Instance instance, object?[] arguments, SyntaxNode site)
    {
        if (!SourceProgram.HasSource(implementation))
            return CallNative(frame, implementation, instance, arguments, site);
        if (implementation.AssociatedSymbol is IPropertySymbol property && instance.Type.SlotOf(property) is var slot and >= 0)
            return AutomaticProperty(instance, slot, arguments);
        if (implementation.IsImplicitlyDeclared)
            return Synthesized(implementation, site)(frame, instance, arguments);
        return Call(frame, program.CodeOf(implementation), implementation, instance, arguments, site);
    }

    private static object? AutomaticProperty(Instance instance, int slot, object?[] arguments) =>
        arguments.Length == 0 ? instance.Fields[slot] : instance.Fields[slot] = arguments[0];

    private object? Call(Frame frame, Code code, IMethodSymbol method, object? self, object?[] arguments, SyntaxNode site)
    {
        var slots = code.NewSlots();
        arguments.CopyTo(slots, 0);
        return frame.Machine.Call(code, self, slots, TypesFor(method, frame, self), null, site);
    }

    private Invoke NativeInvoker(IMethodSymbol method, bool isVirtual, SyntaxNode site)
    {
        if (method.ContainingType.IsGenericType || method.IsGenericMethod)
            return (frame, self, arguments) => CallNative(frame, method, self, arguments, site);

        var call = program.Natives.CallOf(method);
        var isEngine = NativeMembers.IsEngine(method);
        var references = method.Parameters.Any(parameter => parameter.RefKind != RefKind.None);
        return (frame, self, arguments) =>
        {
            if (isVirtual && self is Instance instance && Overridden(method, instance) is { } own)
                return Dispatch(frame, own, instance, arguments, site);
            return references ? WithReferences(frame, method, call, self, arguments, site) : Guarded(frame, method, call, self, arguments, isEngine, site);
        };
    }

    private object? CallNative(Frame frame, IMethodSymbol method, object? self, object?[] arguments, SyntaxNode site)
    {
        if (self is Instance instance && Overridden(method, instance) is { } own)
            return Dispatch(frame, own, instance, arguments, site);
        var type = method.ContainingType is { IsGenericType: true } ? (INamedTypeSymbol)Resolve(method.ContainingType, frame) : method.ContainingType;
        var resolved = ReferenceEquals(type, method.ContainingType) ? method
            : type.GetMembers(method.Name).OfType<IMethodSymbol>().First(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition));
        if (method.IsGenericMethod)
            resolved = resolved.OriginalDefinition is var definition && ReferenceEquals(type, method.ContainingType)
                ? method.ConstructedFrom.Construct([.. method.TypeArguments.Select(argument => Resolve(argument, frame))])
                : resolved.Construct([.. method.TypeArguments.Select(argument => Resolve(argument, frame))]);
        frame.Machine.Site = site;
        return WithReferences(frame, resolved, program.Natives.CallOf(resolved), self, arguments, site);
    }

    /// <summary>An author's override of a member of the engine or of .NET.</summary>
    private static IMethodSymbol? Overridden(IMethodSymbol method, Instance instance)
    {
        if (!(method.IsVirtual || method.IsAbstract || method.IsOverride))
            return null;
        var found = instance.Type.Implementation(method);
        return SourceProgram.HasSource(found) && !found.IsImplicitlyDeclared ? found : null;
    }

    private static object? Guarded(Frame frame, IMethodSymbol method, NativeCall call, object? self, object?[] arguments, bool isEngine, SyntaxNode site)
    {
        frame.Machine.Site = site;
        if (isEngine)
            CountEngineCall(frame.Machine, method, arguments, site);
        if (self is EnumValue or Instance { Host: null } or Closure)
            return MemberOfObject(method, self, arguments, site);
        if (!isEngine)
            NativeLimits.Check(method, self, arguments);
        var result = call(self, arguments);
        frame.Machine.Site = site;
        if (!isEngine)
            NativeLimits.CheckResult(result);
        return result;
    }

    private static void CountEngineCall(Machine machine, IMethodSymbol method, object?[] arguments, SyntaxNode site)
    {
        machine.CountInstruction(site);
        if (machine.NumberCall is not null && method.Parameters is [.., { Name: "line" }])
            arguments[arguments.Length - 1] = machine.LineOf(arguments[arguments.Length - 1]);
    }

    /// <summary>What every object has, and every enum.</summary>
    private static object? MemberOfObject(IMethodSymbol method, object self, object?[] arguments, SyntaxNode site) => (method.Name, self) switch
    {
        ("Equals", _) => Values.Of(self.Equals(arguments[0])),
        ("ToString", EnumValue value) when arguments is [string format] => value.ToString(format, null),
        ("ToString", _) => self.ToString(),
        ("CompareTo", EnumValue value) => value.CompareTo(arguments[0]),
        ("HasFlag", EnumValue value) => HasFlag(value, (EnumValue)arguments[0]!),
        _ => throw new InterpretationFailure(Descriptors.ForbiddenCall, site, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)),
    };

    private static object HasFlag(EnumValue value, EnumValue flag)
    {
        var bits = (long)NumericTypes.Convert(value.Underlying, SpecialType.System_Int64, false);
        var wanted = (long)NumericTypes.Convert(flag.Underlying, SpecialType.System_Int64, false);
        return Values.Of((bits & wanted) == wanted);
    }

    /// <summary>Real parameters passed by reference are written back to where they came from.</summary>
    private static object? WithReferences(Frame frame, IMethodSymbol method, NativeCall call, object? self, object?[] arguments, SyntaxNode site)
    {
        var values = Array.ConvertAll(arguments, argument => argument is Reference reference ? reference.Value : argument);
        var result = Guarded(frame, method, call, self, values, NativeMembers.IsEngine(method), site);
        for (var index = 0; index < values.Length; index++)
        {
            if (arguments[index] is Reference reference && method.Parameters[index].RefKind is RefKind.Ref or RefKind.Out)
                reference.Value = values[index];
        }

        return result;
    }

    /// <summary>Members the compiler writes for records.</summary>
    private static Invoke Synthesized(IMethodSymbol method, SyntaxNode site) => method.Name switch
    {
        "Equals" => (_, self, arguments) => Values.Of(object.Equals(self, arguments[0])),
        "ToString" => (_, self, _) => self!.ToString(),
        "op_Equality" => (_, _, arguments) => Values.Of(object.Equals(arguments[0], arguments[1])),
        "op_Inequality" => (_, _, arguments) => Values.Of(!object.Equals(arguments[0], arguments[1])),
        "<Clone>$" => (_, self, _) => ((Instance)self!).Copy(),
        _ => throw new InterpretationFailure(Descriptors.OutsideSubset, site, "'" + method.Name + "' of a record", "write out what it does"),
    };

    /// <summary>What the type parameters in reach of a method stand for in one call of it.</summary>
    private TypeArguments? TypesFor(IMethodSymbol method, Frame frame, object? self)
    {
        var inherited = self is Instance instance ? instance.Type.Arguments
            : method.MethodKind == MethodKind.LocalFunction ? frame.Activation.Types
            : method.ContainingType.IsGenericType ? program.RecordOf((INamedTypeSymbol)Resolve(method.ContainingType, frame)).Arguments : null;
        if (!method.IsGenericMethod)
            return inherited;

        var types = new TypeArguments(inherited);
        var definition = method.OriginalDefinition;
        for (var index = 0; index < definition.TypeParameters.Length; index++)
            types.Add(definition.TypeParameters[index], Resolve(method.TypeArguments[index], frame));
        return types;
    }

    private Evaluate Property(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        if (property.IsIndexer && operation.Arguments.Length == 1 && operation.Arguments[0].Value.Type?.Name == "Range")
            return Slice(Expression(operation.Instance!), Expression(operation.Arguments[0].Value));

        var receiver = operation.Instance is null ? null : Expression(operation.Instance);
        var arguments = Arguments(operation.Arguments);
        var isVirtual = operation.Instance is not IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
        var get = Accessor(property, Inherited(property, accessor => accessor.GetMethod), isVirtual, operation.Syntax, isSetter: false);
        return frame =>
        {
            var self = receiver?.Invoke(frame);
            if (receiver is not null && self is null && property.ContainingType.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
                throw new NullReferenceException("'" + property.Name + "' of an object that is null");
            return get(frame, self, arguments(frame));
        };
    }

    /// <summary>Reads or writes a property: a slot when it is automatic, else its accessor.</summary>
    private Invoke Accessor(IPropertySymbol property, IMethodSymbol? accessor, bool isVirtual, SyntaxNode site, bool isSetter)
    {
        if (NullableMember(property) is { } member)
            return member;
        if (!SourceProgram.HasSource(property))
            return accessor is null ? (_, _, _) => throw new NotSupportedException("'" + property.Name + "' cannot be assigned") : Invoker(accessor, isVirtual, site);

        if (property.IsStatic && !property.ContainingType.IsGenericType && program.RecordOf(property.ContainingType).StaticSlotOf(property) is var slot and >= 0)
        {
            var record = program.RecordOf(property.ContainingType);
            return (frame, _, arguments) => isSetter ? frame.Machine.StaticsOf(record)[slot] = arguments[0] : frame.Machine.StaticsOf(record)[slot];
        }

        if (property.IsStatic || property.IsIndexer)
            return accessor is null ? (_, _, _) => throw new NotSupportedException("'" + property.Name + "' cannot be assigned") : Invoker(accessor, isVirtual, site);

        var isDispatched = isVirtual && (property.IsVirtual || property.IsAbstract || property.IsOverride);
        var call = accessor is null || property.ContainingType.IsAnonymousType ? null : Invoker(accessor, isVirtual, site);
        return (frame, self, arguments) =>
        {
            if (!isDispatched && self is Instance instance && instance.Type.SlotOf(property) is var own and >= 0)
                return isSetter ? instance.Fields[own] = arguments[0] : instance.Fields[own];
            return (call ?? throw new NotSupportedException("'" + property.Name + "' cannot be assigned"))(frame, self, arguments);
        };
    }

    /// <summary>A boxed T? is a T or null, so its own members are answered here.</summary>
    private static Invoke? NullableMember(IPropertySymbol property)
    {
        if (property.ContainingType.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
            return null;
        return property.Name == "HasValue"
            ? (_, self, _) => Values.Of(self is not null)
            : (_, self, _) => self ?? throw new InvalidOperationException("Nullable object must have a value.");
    }
}
