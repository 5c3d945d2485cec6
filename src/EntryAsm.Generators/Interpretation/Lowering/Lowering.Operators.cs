// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Evaluate Binary(IBinaryOperation binary)
    {
        if (binary.OperatorMethod is { } method)
            return UserOperator(method, binary.IsLifted, binary.OperatorKind, [binary.LeftOperand, binary.RightOperand], binary.Syntax);

        // a + b + c + … nests to the left, thousands deep in generated code: each level is one call of Binary.
        var left = Expression(binary.LeftOperand);
        var right = Expression(binary.RightOperand);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.ConditionalAnd:
                return frame => (bool)left(frame)! ? right(frame) : Values.False;
            case BinaryOperatorKind.ConditionalOr:
                return frame => (bool)left(frame)! ? Values.True : right(frame);
        }

        var apply = Operation(binary, binary.OperatorKind, binary.LeftOperand.Type, binary.RightOperand.Type, binary.Type, binary.IsLifted, binary.IsChecked);
        return frame => apply(left(frame), right(frame));
    }

    /// <summary>A predefined binary operator on values.</summary>
    private Func<object?, object?, object?> Operation(IOperation site, BinaryOperatorKind kind, ITypeSymbol? left, ITypeSymbol? right, ITypeSymbol? result, bool isLifted, bool isChecked)
    {
        if (kind == BinaryOperatorKind.Add && result?.SpecialType == SpecialType.System_String)
            return Values.Concat;

        var operand = Underlying(left);
        if (operand is null || operand.IsReferenceType || operand.TypeKind == TypeKind.TypeParameter || right is null || right.IsReferenceType)
        {
            return kind switch
            {
                BinaryOperatorKind.Equals => (x, y) => Values.Of(Values.Equals(x, y)),
                BinaryOperatorKind.NotEquals => (x, y) => Values.Of(!Values.Equals(x, y)),
                _ => throw Outside(site, "This operator", "use numbers, texts and operands"),
            };
        }

        var isEnum = operand.TypeKind == TypeKind.Enum || Underlying(right)!.TypeKind == TypeKind.Enum;
        var special = isEnum ? EnumOperandType(operand.TypeKind == TypeKind.Enum ? operand : Underlying(right)!) : operand.SpecialType;
        var apply = Operators.Binary(kind, special, isChecked) ?? throw Outside(site, "This operator", "use numbers, texts and operands");
        if (isEnum)
            apply = OnEnums(apply, kind, special, Underlying(result));
        if (!isLifted)
            return (x, y) => apply(x!, y!);
        if (special == SpecialType.System_Boolean && kind is BinaryOperatorKind.And or BinaryOperatorKind.Or)
            return (x, y) => ThreeValued(kind, (bool?)x, (bool?)y);
        return kind switch
        {
            BinaryOperatorKind.Equals => (x, y) => x is null || y is null ? Values.Of(x is null && y is null) : apply(x, y),
            BinaryOperatorKind.NotEquals => (x, y) => x is null || y is null ? Values.Of(x is not null || y is not null) : apply(x, y),
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual =>
                (x, y) => x is null || y is null ? Values.False : apply(x, y),
            _ => (x, y) => x is null || y is null ? null : apply(x, y),
        };
    }

    private static SpecialType EnumOperandType(ITypeSymbol enumeration) => Promoted(((INamedTypeSymbol)enumeration).EnumUnderlyingType!.SpecialType);

    /// <summary>The type arithmetic is done in: int for the smaller ones (C# specification, 12.4.7).</summary>
    private static SpecialType Promoted(SpecialType type) => type is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16
        or SpecialType.System_UInt16 or SpecialType.System_Char ? SpecialType.System_Int32 : type;

    private Func<object, object, object> OnEnums(Func<object, object, object> apply, BinaryOperatorKind kind, SpecialType special, ITypeSymbol? result)
    {
        object Wide(object value) => NumericTypes.Convert(Number(value)!, special, isChecked: false);
        if (result is { TypeKind: TypeKind.Enum })
            return (x, y) => EnumOf(result, apply(Wide(x), Wide(y)));
        if (kind == BinaryOperatorKind.Subtract && result is not null)
            return (x, y) => NumericTypes.Convert(apply(Wide(x), Wide(y)), result.SpecialType, isChecked: false);
        return (x, y) => apply(Wide(x), Wide(y));
    }

    private static object? ThreeValued(BinaryOperatorKind kind, bool? x, bool? y) => kind == BinaryOperatorKind.And ? x & y : x | y;

    private Evaluate Unary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is { } method)
            return UserOperator(method, unary.IsLifted, BinaryOperatorKind.None, [unary.Operand], unary.Syntax);
        var operand = Expression(unary.Operand);
        if (unary.OperatorKind == UnaryOperatorKind.Hat)
            return frame => new IndexValue((int)operand(frame)!, true);

        var type = Underlying(unary.Operand.Type)!;
        var isEnum = type.TypeKind == TypeKind.Enum;
        var special = isEnum ? EnumOperandType(type) : type.SpecialType;
        var apply = Operators.Unary(unary.OperatorKind, special, unary.IsChecked) ?? throw Outside(unary, "This operator", "use numbers and booleans");
        return frame => operand(frame) switch
        {
            null => null,
            { } value when isEnum => EnumOf(type, apply(NumericTypes.Convert(Number(value)!, special, false))),
            { } value => apply(value),
        };
    }

    /// <summary>An operator someone declared: the engine's, an author's, or one of .NET's.</summary>
    private Evaluate UserOperator(IMethodSymbol method, bool isLifted, BinaryOperatorKind kind, IOperation[] operands, SyntaxNode site)
    {
        var values = operands.Select((operand, index) => Coerced(operand, method.Parameters[index].Type)).ToArray();
        if (kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            throw new InterpretationFailure(Descriptors.OutsideSubset, site, "'&&' and '||' of an author's type", "use '&' and '|'");
        if (method.IsImplicitlyDeclared && SourceProgram.HasSource(method.ContainingType))
        {
            // The == and != of a record.
            var isEqual = kind == BinaryOperatorKind.Equals;
            return frame => Values.Of(object.Equals(values[0](frame), values[1](frame)) == isEqual);
        }

        var invoke = Invoker(method, isVirtual: false, site);
        return frame =>
        {
            var arguments = Array.ConvertAll(values, value => value(frame));
            if (isLifted && Array.Exists(arguments, argument => argument is null))
                return LiftedNull(kind, arguments);
            frame.Machine.Site = site;
            return invoke(frame, null, arguments);
        };
    }

    private static object? LiftedNull(BinaryOperatorKind kind, object?[] arguments) => kind switch
    {
        BinaryOperatorKind.Equals => Values.Of(Array.TrueForAll(arguments, argument => argument is null)),
        BinaryOperatorKind.NotEquals => Values.Of(!Array.TrueForAll(arguments, argument => argument is null)),
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => Values.False,
        _ => null,
    };

    /// <summary>A value to be stored, converted when the compiler left the conversion implied.</summary>
    private Evaluate Coerced(IOperation operand, ITypeSymbol type)
    {
        var value = Stored(operand);
        if (operand.Type is null || SymbolEqualityComparer.Default.Equals(Underlying(operand.Type), type) || operand.Type.TypeKind == TypeKind.TypeParameter)
            return value;
        var convert = Converter(Underlying(operand.Type)!, type, null, isChecked: false, operand.Syntax);
        return frame => value(frame) is { } found ? convert(frame, found) : null;
    }

    private Evaluate Assignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
            return RefAssignment(assignment);
        var value = Stored(assignment.Value);
        var variable = assignment.Target switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter when Scope.Find(parameter.Parameter) is not null => parameter.Parameter,
            _ => null,
        };
        if (variable is not null)
        {
            var set = Setter(variable);
            return frame =>
            {
                var result = value(frame);
                set(frame, result);
                return result;
            };
        }

        if (AutomaticPropertyPlace(assignment.Target) is { } own)
        {
            return frame =>
            {
                var target = own(frame);
                return target.Value = value(frame);
            };
        }

        var place = Place(assignment.Target);
        return frame =>
        {
            var target = place(frame);
            return target.Value = value(frame);
        };
    }

    /// <summary>A get-only automatic property is assigned in constructors only, without a setter.</summary>
    private Locate? AutomaticPropertyPlace(IOperation target)
    {
        if (target is not IPropertyReferenceOperation { Property: { SetMethod: null } property } reference || !SourceProgram.HasSource(property))
            return null;
        if (property.IsStatic)
            return frame => program.RecordOf((INamedTypeSymbol)Resolve(property.ContainingType, frame)) is var record ? new SlotReference(frame.Machine.StaticsOf(record), record.StaticSlotOf(property)) : null!;
        var receiver = Expression(reference.Instance!);
        return frame => (Instance)receiver(frame)! is var self ? new SlotReference(self.Fields, self.Type.SlotOf(property)) : null!;
    }

    private Evaluate RefAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not ILocalReferenceOperation target)
            throw Outside(assignment, "This reference assignment", "assign the reference when the variable is declared");
        var (distance, slot) = Find(target.Local);
        var place = Place(assignment.Value);
        return frame =>
        {
            var reference = place(frame);
            Outer(frame, distance).Slots[slot] = reference;
            return reference.Value;
        };
    }

    private Evaluate CompoundAssignment(ICompoundAssignmentOperation compound)
    {
        var place = Place(compound.Target);
        var target = compound.Target.Type!;
        if (compound.OperatorMethod is { } method)
        {
            var right = Coerced(compound.Value, method.Parameters[1].Type);
            var convertIn = Converter(Underlying(target)!, method.Parameters[0].Type, null, isChecked: false, compound.Syntax);
            var convertOut = Converter(method.ReturnType, target, null, isChecked: false, compound.Syntax);
            var invoke = Invoker(method, isVirtual: false, compound.Syntax);
            return Updated(place, (frame, old) => convertOut(frame, invoke(frame, null, [convertIn(frame, old), right(frame)])));
        }

        if (target.TypeKind == TypeKind.Delegate)
            throw Outside(compound, "A combination of delegates", "keep them in a list");

        var value = Expression(compound.Value);
        var operand = OperandType(compound);
        var apply = Operation(compound, compound.OperatorKind, operand, compound.Value.Type, operand, compound.IsLifted, compound.IsChecked);
        var special = operand.SpecialType;
        var isChecked = compound.IsChecked;
        var result = Underlying(target)!;
        return Updated(place, (frame, old) =>
        {
            var left = old is null || !NumericTypes.IsNumeric(special) ? old : NumericTypes.Convert(Number(old)!, special, isChecked);
            var computed = apply(left, value(frame));
            return computed is not null && NumericTypes.IsNumeric(result.SpecialType) ? NumericTypes.Convert(computed, result.SpecialType, isChecked) : computed;
        });
    }

    /// <summary>The type a compound assignment computes in.</summary>
    private static ITypeSymbol OperandType(ICompoundAssignmentOperation compound)
    {
        var target = Underlying(compound.Target.Type)!;
        var value = Underlying(compound.Value.Type);
        var isShift = compound.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        if (isShift && Promoted(target.SpecialType) == SpecialType.System_Int32)
            return isShift && value!.SpecialType == SpecialType.System_Int32 ? value : target;
        return isShift || target.TypeKind == TypeKind.Enum || !NumericTypes.IsNumeric(target.SpecialType) || value is null ? target : value;
    }

    private static Evaluate Updated(Locate place, Func<Frame, object?, object?> change) => frame =>
    {
        var target = place(frame);
        return target.Value = change(frame, target.Value);
    };

    private Evaluate Increment(IIncrementOrDecrementOperation increment)
    {
        var place = Place(increment.Target);
        var isPostfix = increment.IsPostfix;
        var change = Step(increment);
        return frame =>
        {
            var target = place(frame);
            var old = target.Value;
            var changed = change(frame, old);
            target.Value = changed;
            return isPostfix ? old : changed;
        };
    }

    private Func<Frame, object?, object?> Step(IIncrementOrDecrementOperation increment)
    {
        if (increment.OperatorMethod is { } method)
        {
            var invoke = Invoker(method, isVirtual: false, increment.Syntax);
            return (frame, old) => old is null ? null : invoke(frame, null, [old]);
        }

        var type = Underlying(increment.Target.Type)!;
        var number = type.TypeKind == TypeKind.Enum ? ((INamedTypeSymbol)type).EnumUnderlyingType!.SpecialType : type.SpecialType;
        var wide = Promoted(number);
        var isChecked = increment.IsChecked;
        var kind = increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var apply = Operators.Binary(kind, wide, isChecked) ?? throw Outside(increment, "This operator", "use a number");
        var one = NumericTypes.Convert(1, wide, false);
        return (_, old) =>
        {
            if (old is null)
                return null;
            var result = NumericTypes.Convert(apply(NumericTypes.Convert(Number(old)!, wide, false), one), number, isChecked);
            return type.TypeKind == TypeKind.Enum ? EnumOf(type, result) : result;
        };
    }

    private Evaluate CoalesceAssignment(ICoalesceAssignmentOperation coalesce)
    {
        var place = Place(coalesce.Target);
        var value = Stored(coalesce.Value);
        return frame =>
        {
            var target = place(frame);
            return target.Value ??= value(frame);
        };
    }

    private Evaluate DeconstructionAssignment(IDeconstructionAssignmentOperation assignment)
    {
        var value = Stored(assignment.Value);
        var deconstruct = Deconstruct(assignment.Target);
        return frame =>
        {
            var result = value(frame);
            deconstruct(frame, result);
            return result;
        };
    }

    /// <summary>Assigns the parts of a value to the parts of a target.</summary>
    private Action<Frame, object?> Deconstruct(IOperation target)
    {
        if (target is IDeclarationExpressionOperation { Expression: ITupleOperation declared })
            return Deconstruct(declared);
        if (target is not ITupleOperation tuple)
        {
            var place = Place(target);
            return (frame, value) => place(frame).Value = value;
        }

        var parts = tuple.Elements.Select(Deconstruct).ToArray();
        var types = tuple.Elements.Select(element => element.Type).ToArray();
        var site = target.Syntax;
        return (frame, value) =>
        {
            var values = Parts(frame, value, parts.Length, site);
            for (var index = 0; index < parts.Length; index++)
                parts[index](frame, Fit(values[index], types[index]));
        };
    }

    /// <summary>A deconstruction converts numbers to wider ones by itself.</summary>
    private static object? Fit(object? value, ITypeSymbol? type) =>
        value is IConvertible and not (string or bool) && type is not null && NumericTypes.IsNumeric(type.SpecialType) ? NumericTypes.Convert(value, type.SpecialType, false) : value;

    private object?[] Parts(Frame frame, object? value, int count, SyntaxNode site)
    {
        if (value is null)
            throw new NullReferenceException("the parts of an object that is null");
        if (value is Instance instance)
            return InstanceParts(frame, instance, count, site);
        if (Tuples.Elements(value) is { } elements)
            return elements;

        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return [type.GetProperty("Key")!.GetValue(value), type.GetProperty("Value")!.GetValue(value)];
        throw new InterpretationFailure(Descriptors.OutsideSubset, site, "The deconstruction of this", "use a tuple or record");
    }

    private object?[] InstanceParts(Frame frame, Instance instance, int count, SyntaxNode site)
    {
        for (INamedTypeSymbol? type = instance.Type.Symbol; type is not null; type = type.BaseType)
        {
            var method = type.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(candidate => candidate.Parameters.Length == count);
            if (method is null)
                continue;
            if (method.IsImplicitlyDeclared)
                return [.. type.GetMembers().OfType<IPropertySymbol>().Where(property => method.Parameters.Any(parameter => parameter.Name == property.Name)).Select(property => instance.Fields[instance.Type.SlotOf(property)])];
            var slots = new object?[count];
            frame.Machine.Invoke(method, instance, [.. Enumerable.Range(0, count).Select(index => (object?)new SlotReference(slots, index))]);
            return slots;
        }

        throw new InterpretationFailure(Descriptors.OutsideSubset, site, "The deconstruction of this", "give its type a Deconstruct method");
    }
}
