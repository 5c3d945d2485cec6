// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Evaluate IsPattern(IIsPatternOperation operation)
    {
        var value = Expression(operation.Value);
        var match = Pattern(operation.Pattern);
        return frame => Values.Of(match(frame, value(frame)));
    }

    private Evaluate IsType(IIsTypeOperation operation)
    {
        var value = Expression(operation.ValueOperand);
        return frame => Values.Of(IsOfType(value(frame), Resolve(operation.TypeOperand, frame)) != operation.IsNegated);
    }

    private Evaluate SwitchExpression(ISwitchExpressionOperation choice)
    {
        var value = Expression(choice.Value);
        var arms = choice.Arms.Select(Arm).ToArray();
        var site = choice.Syntax;
        return frame =>
        {
            var subject = value(frame);
            foreach (var arm in arms)
            {
                if (arm(frame, subject, out var result))
                    return result;
            }

            frame.Machine.Site = site;
            throw new InvalidOperationException("no arm of this switch expression matches '" + Values.Text(subject) + "'");
        };
    }

    private delegate bool ArmMatch(Frame frame, object? subject, out object? result);

    private ArmMatch Arm(ISwitchExpressionArmOperation arm)
    {
        var outer = Scope;
        var own = !arm.Locals.IsEmpty ? new Scope(outer) : null;
        Scope = own ?? outer;
        foreach (var local in arm.Locals)
            Scope.Add(local);
        var match = Pattern(arm.Pattern);
        var guard = arm.Guard is null ? null : Expression(arm.Guard);
        var value = Expression(arm.Value);
        Scope = outer;
        return (Frame frame, object? subject, out object? result) =>
        {
            if (own is not null)
                frame = new Frame(new object?[own.Count], frame, frame.Activation);
            var isMatch = match(frame, subject) && (guard is null || (bool)guard(frame)!);
            result = isMatch ? value(frame) : null;
            return isMatch;
        };
    }

    private Match Pattern(IPatternOperation pattern) => pattern switch
    {
        IDiscardPatternOperation => (_, _) => true,
        IConstantPatternOperation constant => ConstantPattern(constant),
        IDeclarationPatternOperation declaration => DeclarationPattern(declaration),
        ITypePatternOperation type => (frame, value) => IsOfType(value, Resolve(type.MatchedType, frame)),
        IRelationalPatternOperation relational => RelationalPattern(relational),
        INegatedPatternOperation negated => Pattern(negated.Pattern) is var inner ? (frame, value) => !inner(frame, value) : null!,
        IBinaryPatternOperation binary => BinaryPattern(binary),
        IRecursivePatternOperation recursive => RecursivePattern(recursive),
        IListPatternOperation list => ListPattern(list),
        IInvalidOperation => throw new InvalidCodeException(pattern.Syntax),
        _ => throw Outside(pattern, "This pattern", "use constants, types, comparisons, properties and lists"),
    };

    private Match ConstantPattern(IConstantPatternOperation pattern)
    {
        var constant = Expression(pattern.Value);
        return (frame, value) => Values.Equals(constant(frame), value);
    }

    private Match DeclarationPattern(IDeclarationPatternOperation pattern)
    {
        var declare = pattern.DeclaredSymbol is null ? null : Setter(pattern.DeclaredSymbol);
        var type = pattern.MatchedType;
        var matchesNull = pattern.MatchesNull;
        return (frame, value) =>
        {
            if (!matchesNull && !IsOfType(value, Resolve(type!, frame)))
                return false;
            declare?.Invoke(frame, Values.Copy(value));
            return true;
        };
    }

    private Match RelationalPattern(IRelationalPatternOperation pattern)
    {
        var constant = Expression(pattern.Value);
        var type = Underlying(pattern.Value.Type)!;
        var special = Promoted(type.TypeKind == TypeKind.Enum ? ((INamedTypeSymbol)type).EnumUnderlyingType!.SpecialType : type.SpecialType);
        var compare = Operators.Binary(pattern.OperatorKind, special, isChecked: false) ?? throw Outside(pattern, "This comparison", "compare numbers");
        return (frame, value) =>
            value is not null && IsOfType(value, type) && (bool)compare(NumericTypes.Convert(Number(value)!, special, false), NumericTypes.Convert(Number(constant(frame))!, special, false));
    }

    private Match BinaryPattern(IBinaryPatternOperation pattern)
    {
        var left = Pattern(pattern.LeftPattern);
        var right = Pattern(pattern.RightPattern);
        return pattern.OperatorKind == BinaryOperatorKind.Or
            ? (frame, value) => left(frame, value) || right(frame, value)
            : (frame, value) => left(frame, value) && right(frame, value);
    }

    private Match RecursivePattern(IRecursivePatternOperation pattern)
    {
        var type = pattern.MatchedType;
        var positions = pattern.DeconstructionSubpatterns.Select(Pattern).ToArray();
        var properties = pattern.PropertySubpatterns.Select(PropertyPattern).ToArray();
        var declare = pattern.DeclaredSymbol is null ? null : Setter(pattern.DeclaredSymbol);
        var site = pattern.Syntax;
        return (frame, value) =>
        {
            if (value is null || !IsOfType(value, Resolve(type, frame)))
                return false;
            if (positions.Length > 0 && !MatchAll(frame, positions, Parts(frame, value, positions.Length, site)))
                return false;
            if (!Array.TrueForAll(properties, property => property(frame, value)))
                return false;
            declare?.Invoke(frame, Values.Copy(value));
            return true;
        };
    }

    private static bool MatchAll(Frame frame, Match[] matches, object?[] values)
    {
        for (var index = 0; index < matches.Length; index++)
        {
            if (!matches[index](frame, values[index]))
                return false;
        }

        return true;
    }

    private Match PropertyPattern(IPropertySubpatternOperation subpattern)
    {
        var place = (Scope, Slot: Temporary());
        implicitReceivers.Push(place);
        var member = Expression(subpattern.Member);
        implicitReceivers.Pop();
        var match = Pattern(subpattern.Pattern);
        return (frame, value) =>
        {
            frame.Slots[place.Slot] = value;
            return match(frame, member(frame));
        };
    }

    private Match ListPattern(IListPatternOperation pattern)
    {
        var slice = pattern.Patterns.ToList().FindIndex(element => element is ISlicePatternOperation);
        var matches = pattern.Patterns.Select(element => element is ISlicePatternOperation { Pattern: { } inner } ? Pattern(inner)
            : element is ISlicePatternOperation ? (_, _) => true : Pattern(element)).ToArray();
        var declare = pattern.DeclaredSymbol is null ? null : Setter(pattern.DeclaredSymbol);
        var type = pattern.InputType;
        return (frame, value) =>
        {
            if (value is not System.Collections.IEnumerable sequence)
                return false;
            var items = sequence.Cast<object?>().ToArray();
            if (slice < 0 ? items.Length != matches.Length : items.Length < matches.Length - 1)
                return false;
            for (var index = 0; index < matches.Length; index++)
            {
                var extra = items.Length - matches.Length;
                var matched = index == slice ? matches[index](frame, SliceOf(value, index, extra + 1)) : matches[index](frame, items[slice >= 0 && index > slice ? index + extra : index]);
                if (!matched)
                    return false;
            }

            declare?.Invoke(frame, value);
            return true;
        };
    }

    private static object? SliceOf(object value, int start, int length)
    {
        if (value is string text)
            return text.Substring(start, length);
        if (value is not Array array)
            return null;
        var part = Array.CreateInstance(array.GetType().GetElementType()!, length);
        Array.Copy(array, start, part, 0, length);
        return part;
    }
}
