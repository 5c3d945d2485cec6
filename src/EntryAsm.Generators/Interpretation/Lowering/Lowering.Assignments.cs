// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
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
}
