// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    /// <summary>Reads a local or parameter.</summary>
    private Evaluate Getter(ISymbol variable)
    {
        var (distance, slot) = Find(variable);
        if (IsReference(variable))
            return frame => ((Reference)Outer(frame, distance).Slots[slot]!).Value;
        return distance switch
        {
            0 => frame => frame.Slots[slot],
            1 => frame => frame.Outer!.Slots[slot],
            _ => frame => Outer(frame, distance).Slots[slot],
        };
    }

    private Action<Frame, object?> Setter(ISymbol variable)
    {
        var (distance, slot) = Find(variable);
        if (IsReference(variable))
            return (frame, value) => ((Reference)Outer(frame, distance).Slots[slot]!).Value = value;
        return (frame, value) => Outer(frame, distance).Slots[slot] = value;
    }

    private (int Distance, int Slot) Find(ISymbol variable) => Scope.Find(variable) ?? (0, Scope.Add(variable));

    private static bool IsReference(ISymbol variable) => variable switch
    {
        IParameterSymbol parameter => parameter.RefKind is RefKind.Ref or RefKind.Out,
        ILocalSymbol local => local.RefKind != RefKind.None,
        _ => false,
    };

    /// <summary>A parameter of this body, or of the primary constructor of its type.</summary>
    private Evaluate Parameter(IParameterSymbol parameter)
    {
        if (Scope.Find(parameter) is null && IsPrimaryParameter(parameter))
            return frame => SelfOf(frame) is var self ? self.Fields[self.Type.SlotOf(parameter)] : null;
        return Getter(parameter);
    }

    private static bool IsPrimaryParameter(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static Instance SelfOf(Frame frame) => (Instance)frame.Activation.Self!;

    /// <summary>An assignable place; the receiver and indices are evaluated once, when it is located.</summary>
    private Locate Place(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return VariablePlace(local.Local);
            case IParameterReferenceOperation parameter when Scope.Find(parameter.Parameter) is null && IsPrimaryParameter(parameter.Parameter):
                return frame => SelfOf(frame) is var self ? new SlotReference(self.Fields, self.Type.SlotOf(parameter.Parameter)) : null!;
            case IParameterReferenceOperation parameter:
                return VariablePlace(parameter.Parameter);
            case IDeclarationExpressionOperation declaration:
                return Place(declaration.Expression);
            case IDiscardOperation:
                return _ => new DiscardReference();
            case IFieldReferenceOperation field:
                return FieldPlace(field);
            case IPropertyReferenceOperation property:
                return PropertyPlace(property);
            case IArrayElementReferenceOperation element:
                return ElementPlace(element);
            case IImplicitIndexerReferenceOperation indexer:
                return ImplicitIndexerPlace(indexer);
            case IConditionalOperation { IsRef: true } choice:
                return ConditionalPlace(choice);
            case IParenthesizedOperation parenthesized:
                return Place(parenthesized.Operand);
            case IConversionOperation { OperatorMethod: null } conversion:
                return Place(conversion.Operand);
            case IInvalidOperation:
                return _ => throw new InvalidCodeException(target.Syntax);
            default:
                throw Outside(target, "An assignment to this", "assign to a variable, field, property or array element");
        }
    }

    private Locate ImplicitIndexerPlace(IImplicitIndexerReferenceOperation operation)
    {
        var receiver = Expression(operation.Instance);
        var argument = Expression(operation.Argument);
        return frame =>
        {
            if (receiver(frame) is not System.Collections.IList list)
                throw new InterpretationFailure(Descriptors.OutsideSubset, operation.Syntax, "An assignment to this", "assign to an element of an array or list");
            var index = IndexOf(argument(frame), list.Count);
            return new AccessorReference(() => list[index], value => list[index] = value);
        };
    }

    private Locate VariablePlace(ISymbol variable)
    {
        var (distance, slot) = Find(variable);
        if (IsReference(variable))
            return frame => (Reference)Outer(frame, distance).Slots[slot]!;
        return frame => new SlotReference(Outer(frame, distance).Slots, slot);
    }

    private Locate ConditionalPlace(IConditionalOperation choice)
    {
        var condition = Expression(choice.Condition);
        var whenTrue = Place(choice.WhenTrue);
        var whenFalse = Place(choice.WhenFalse!);
        return frame => (bool)condition(frame)! ? whenTrue(frame) : whenFalse(frame);
    }

    private Locate FieldPlace(IFieldReferenceOperation operation)
    {
        var field = operation.Field;
        if (field.ContainingType.IsTupleType || !SourceProgram.HasSource(field.ContainingType))
            return NativeFieldPlace(operation);

        var key = field.AssociatedSymbol ?? field;
        if (field.IsStatic)
        {
            var record = StaticRecord(field.ContainingType);
            return frame =>
            {
                var type = record(frame);
                return new SlotReference(frame.Machine.StaticsOf(type), type.StaticSlotOf(key));
            };
        }

        var receiver = Expression(operation.Instance!);
        return frame =>
        {
            var instance = (Instance?)receiver(frame) ?? throw new NullReferenceException("'" + field.Name + "' of an object that is null");
            return new SlotReference(instance.Fields, instance.Type.SlotOf(key));
        };
    }

    /// <summary>The record of a type named in the code, resolved once where it has no type parameters.</summary>
    private Func<Frame, TypeRecord> StaticRecord(INamedTypeSymbol type)
    {
        if (type.IsGenericType)
            return frame => program.RecordOf((INamedTypeSymbol)Resolve(type, frame));
        var record = program.RecordOf(type);
        return _ => record;
    }

    private Locate NativeFieldPlace(IFieldReferenceOperation operation)
    {
        var native = NativeMembers.FieldOf(operation.Field);
        if (native.IsStatic)
            return _ => new AccessorReference(() => native.GetValue(null), _ => throw new NotSupportedException("'" + native.Name + "' cannot be assigned"));
        // A tuple in a variable is changed in place, so its own box is what is written to.
        var receiver = Expression(operation.Instance!);
        var isGeneric = native.DeclaringType!.IsGenericType;
        var name = native.Name;
        return frame =>
        {
            var self = receiver(frame) ?? throw new NullReferenceException("'" + name + "' of an object that is null");
            var field = isGeneric ? self.GetType().GetField(name)! : native;
            return new AccessorReference(() => field.GetValue(self), value => field.SetValue(self, NativeMembers.ToNative(value, field.FieldType)));
        };
    }

    private Locate PropertyPlace(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        var receiver = operation.Instance is null ? null : Expression(operation.Instance);
        var arguments = Arguments(operation.Arguments);
        var isVirtual = operation.Instance is not IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
        var get = Accessor(property, Inherited(property, accessor => accessor.GetMethod), isVirtual, operation.Syntax, isSetter: false);
        var set = Accessor(property, Inherited(property, accessor => accessor.SetMethod), isVirtual, operation.Syntax, isSetter: true);
        return frame =>
        {
            var self = receiver?.Invoke(frame);
            if (receiver is not null && self is null)
                throw new NullReferenceException("'" + property.Name + "' of an object that is null");
            var indices = arguments(frame);
            return new AccessorReference(() => get(frame, self, (object?[])indices.Clone()), value => set(frame, self, [.. indices, value]));
        };
    }

    private Locate ElementPlace(IArrayElementReferenceOperation operation)
    {
        var array = Expression(operation.ArrayReference);
        var indices = operation.Indices.Select(Expression).ToArray();
        return frame =>
        {
            var target = (Array?)array(frame) ?? throw new NullReferenceException("the array is null");
            var numbers = new int[indices.Length];
            for (var index = 0; index < numbers.Length; index++)
                numbers[index] = IndexOf(indices[index](frame), target.GetLength(index));
            return new ElementReference(target, numbers);
        };
    }

    /// <summary>An index of any integer type, or counted from the end.</summary>
    private static int IndexOf(object? index, int length) => index switch
    {
        int number => number,
        IndexValue value => value.OffsetIn(length),
        null => throw new NullReferenceException("the index is null"),
        _ => checked((int)(long)NumericTypes.Convert(index, SpecialType.System_Int64, isChecked: true)),
    };

    /// <summary>Assigns a field, or a property in its initialiser.</summary>
    private Execute StoreField(ISymbol member, Evaluate value, SyntaxNode site)
    {
        if (member.IsStatic)
        {
            var type = member.ContainingType;
            return frame =>
            {
                frame.Machine.Site = site;
                var record = program.RecordOf((INamedTypeSymbol)Resolve(type, frame));
                var stored = value(frame);
                frame.Machine.StaticsOf(record)[record.StaticSlotOf(member)] = stored;
                return Flow.Next;
            };
        }

        return frame =>
        {
            frame.Machine.Site = site;
            var self = SelfOf(frame);
            self.Fields[self.Type.SlotOf(member)] = value(frame);
            return Flow.Next;
        };
    }

    private static IMethodSymbol? Inherited(IPropertySymbol? property, Func<IPropertySymbol, IMethodSymbol?> accessor)
    {
        for (; property is not null; property = property.OverriddenProperty)
        {
            if (accessor(property) is { } found)
                return found;
        }

        return null;
    }
}
