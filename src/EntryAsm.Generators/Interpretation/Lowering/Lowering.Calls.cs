// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

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
}
