// SPDX-License-Identifier: MIT
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    /// <summary>OperationKind.CollectionExpression of newer compilers than the one this is compiled against.</summary>
    private const OperationKind CollectionExpressionKind = (OperationKind)127;

    private Evaluate LowerExpression(IOperation operation) => operation switch
    {
        _ when operation.Syntax is CollectionExpressionSyntax collection && operation is not IConversionOperation => Collection(collection, operation),
        IInvocationOperation call => Invocation(call),
        ILocalReferenceOperation local => Getter(local.Local),
        IParameterReferenceOperation parameter => Parameter(parameter.Parameter),
        IFieldReferenceOperation field => Field(field),
        IPropertyReferenceOperation property => Property(property),
        IConversionOperation conversion => Conversion(conversion),
        IInstanceReferenceOperation instance => InstanceReference(instance),
        IDelegateCreationOperation creation => DelegateCreation(creation),
        IAnonymousFunctionOperation lambda => Lambda(lambda),
        IMethodReferenceOperation method => MethodValue(method),
        IBinaryOperation binary => Binary(binary),
        IUnaryOperation unary => Unary(unary),
        ISimpleAssignmentOperation assignment => Assignment(assignment),
        ICompoundAssignmentOperation compound => CompoundAssignment(compound),
        IIncrementOrDecrementOperation increment => Increment(increment),
        ICoalesceAssignmentOperation coalesce => CoalesceAssignment(coalesce),
        IDeconstructionAssignmentOperation deconstruction => DeconstructionAssignment(deconstruction),
        IObjectCreationOperation creation => ObjectCreation(creation),
        IAnonymousObjectCreationOperation creation => AnonymousObject(creation),
        IWithOperation with => With(with),
        IArrayCreationOperation array => ArrayCreation(array),
        IArrayElementReferenceOperation element => ArrayElement(element),
        IImplicitIndexerReferenceOperation indexer => ImplicitIndexer(indexer),
        IConditionalOperation conditional => Conditional(conditional),
        IConditionalAccessOperation access => ConditionalAccess(access),
        IConditionalAccessInstanceOperation => ReadTemporary(conditionalReceivers.Peek()),
        ICoalesceOperation coalesce => Coalesce(coalesce),
        ISwitchExpressionOperation choice => SwitchExpression(choice),
        IIsPatternOperation isPattern => IsPattern(isPattern),
        IIsTypeOperation isType => IsType(isType),
        IInterpolatedStringOperation text => Interpolation(text),
        ITupleOperation tuple => Tuple(tuple),
        ITupleBinaryOperation comparison => TupleComparison(comparison),
        IDefaultValueOperation value => frame => program.DefaultOf(Resolve(value.Type!, frame), frame.Machine),
        IThrowOperation thrown => ThrowExpression(thrown),
        IParenthesizedOperation parenthesized => Expression(parenthesized.Operand),
        IRangeOperation range => Range(range),
        ITranslatedQueryOperation query => Expression(query.Operation),
        IUtf8StringOperation text => _ => System.Text.Encoding.UTF8.GetBytes(text.Value),
        ITypeParameterObjectCreationOperation creation => TypeParameterCreation(creation),
        IDeclarationExpressionOperation declaration => Expression(declaration.Expression),
        ITypeOfOperation => throw Outside(operation, "'typeof'", "use the type's name as a text, as in nameof"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => throw Outside(operation, "'dynamic'", "use the type itself"),
        IAwaitOperation => throw Outside(operation, "'await'", "modules run from top to bottom"),
        IInvalidOperation => throw new InvalidCodeException(operation.Syntax),
        _ when operation.Kind == CollectionExpressionKind => ParameterCollection(operation),
        _ => throw Outside(operation, "This expression (" + operation.Kind + ")", "write it with simpler expressions"),
    };

    private Evaluate InstanceReference(IInstanceReferenceOperation instance) => instance.ReferenceKind switch
    {
        InstanceReferenceKind.ImplicitReceiver or InstanceReferenceKind.PatternInput => ReadTemporary(implicitReceivers.Peek()),
        InstanceReferenceKind.ContainingTypeInstance => frame => frame.Activation.Self,
        _ => throw Outside(instance, "This receiver", "name the object"),
    };

    private Evaluate Field(IFieldReferenceOperation operation)
    {
        var field = operation.Field;
        if (NativeMembers.IsEngine(field) && field.IsStatic && field.IsReadOnly)
        {
            var value = NativeMembers.FieldOf(field).GetValue(null);
            return _ => value;
        }

        if (field.ContainingType.IsTupleType || !SourceProgram.HasSource(field.ContainingType))
            return NativeField(operation);

        var key = field.AssociatedSymbol ?? field;
        if (field.IsStatic)
        {
            if (field.ContainingType.IsGenericType)
                return ReadPlace(FieldPlace(operation));
            var record = program.RecordOf(field.ContainingType);
            var staticSlot = record.StaticSlotOf(key);
            return frame => frame.Machine.StaticsOf(record)[staticSlot];
        }

        var receiver = Expression(operation.Instance!);
        return frame => receiver(frame) is Instance instance
            ? instance.Fields[instance.Type.SlotOf(key)]
            : throw new NullReferenceException("'" + field.Name + "' of an object that is null");
    }

    private Evaluate NativeField(IFieldReferenceOperation operation) => ReadPlace(NativeFieldPlace(operation));

    private static Evaluate ReadPlace(Locate place) => frame => place(frame).Value;

    private Evaluate ArrayElement(IArrayElementReferenceOperation operation)
    {
        if (operation.Indices.Length == 1 && operation.Indices[0].Type?.Name == "Range")
            return Slice(Expression(operation.ArrayReference), Expression(operation.Indices[0]));
        return ReadPlace(ElementPlace(operation));
    }

    /// <summary><c>list[^1]</c> and <c>text[1..3]</c>: types with a length and an indexer or Slice.</summary>
    private Evaluate ImplicitIndexer(IImplicitIndexerReferenceOperation operation)
    {
        var receiver = Expression(operation.Instance);
        var argument = Expression(operation.Argument);
        if (operation.IndexerSymbol is IMethodSymbol)
            return Slice(receiver, argument);
        return frame =>
        {
            var self = receiver(frame);
            var index = argument(frame);
            return self switch
            {
                string text => text[IndexOf(index, text.Length)],
                System.Collections.IList list => list[IndexOf(index, list.Count)],
                null => throw new NullReferenceException("an element of an object that is null"),
                _ => throw new InterpretationFailure(Descriptors.OutsideSubset, operation.Syntax, "An index from the end of this", "use an array, list or text"),
            };
        };
    }

    private static Evaluate Slice(Evaluate receiver, Evaluate range) => frame =>
    {
        var self = receiver(frame);
        var value = (RangeValue)range(frame)!;
        switch (self)
        {
            case string text:
                var (start, length) = value.In(text.Length);
                return text.Substring(start, length);
            case Array array:
                (start, length) = value.In(array.Length);
                var part = Array.CreateInstance(array.GetType().GetElementType()!, length);
                Array.Copy(array, start, part, 0, length);
                return part;
            default:
                throw new InterpretationFailure(Descriptors.OutsideSubset, null, "A range of this", "use an array or a text");
        }
    };

    private Evaluate Range(IRangeOperation range)
    {
        var start = range.LeftOperand is null ? _ => new IndexValue(0, false) : Expression(range.LeftOperand);
        var end = range.RightOperand is null ? _ => new IndexValue(0, true) : Expression(range.RightOperand);
        return frame => new RangeValue(AsIndex(start(frame)), AsIndex(end(frame)));
    }

    private static IndexValue AsIndex(object? value) => value as IndexValue ?? new IndexValue((int)value!, false);

    private Evaluate Conditional(IConditionalOperation conditional)
    {
        var condition = Expression(conditional.Condition);
        var whenTrue = Expression(conditional.WhenTrue);
        var whenFalse = Expression(conditional.WhenFalse!);
        return frame => (bool)condition(frame)! ? whenTrue(frame) : whenFalse(frame);
    }

    private Evaluate ConditionalAccess(IConditionalAccessOperation access)
    {
        var receiver = Expression(access.Operation);
        var slot = Temporary();
        conditionalReceivers.Push((Scope, slot));
        var whenNotNull = Expression(access.WhenNotNull);
        conditionalReceivers.Pop();
        return frame =>
        {
            var self = receiver(frame);
            if (self is null)
                return null;
            frame.Slots[slot] = self;
            return whenNotNull(frame);
        };
    }

    private Evaluate Coalesce(ICoalesceOperation coalesce)
    {
        var value = Expression(coalesce.Value);
        var whenNull = Expression(coalesce.WhenNull);
        var convert = coalesce.ValueConversion.IsIdentity || coalesce.Value.Type is null || coalesce.Type is null
            ? (_, found) => found
            : Converter(Underlying(coalesce.Value.Type)!, coalesce.Type, null, isChecked: false, coalesce.Syntax);
        return frame => value(frame) is { } found ? convert(frame, found) : whenNull(frame);
    }

    private Evaluate Interpolation(IInterpolatedStringOperation text)
    {
        var parts = text.Parts.Select(Part).ToArray();
        return frame =>
        {
            var result = new StringBuilder();
            foreach (var part in parts)
            {
                result.Append(part(frame));
                Machine.CheckElements(result.Length);
            }

            return result.ToString();
        };
    }

    private Func<Frame, string> Part(IInterpolatedStringContentOperation part)
    {
        switch (part)
        {
            case IInterpolatedStringTextOperation literal:
                var characters = (string)literal.Text.ConstantValue.Value!;
                return _ => characters;
            case IInterpolationOperation hole:
                var value = Expression(hole.Expression);
                var alignment = hole.Alignment?.ConstantValue.Value is int width ? width : 0;
                var format = hole.FormatString?.ConstantValue.Value as string;
                return frame => Values.Text(value(frame), alignment, format);
            default:
                throw Outside(part, "This interpolated text", "use a plain interpolated string");
        }
    }

    private Evaluate Tuple(ITupleOperation tuple)
    {
        var elements = tuple.Elements.Select(Stored).ToArray();
        var type = NativeTypes.Of(tuple.Type!);
        return frame => NativeTypes.NewTuple(type, Array.ConvertAll(elements, element => element(frame)));
    }

    private Evaluate TupleComparison(ITupleBinaryOperation comparison)
    {
        var left = Expression(comparison.LeftOperand);
        var right = Expression(comparison.RightOperand);
        var isEqual = comparison.OperatorKind == BinaryOperatorKind.Equals;
        return frame => Values.Of(TuplesEqual(left(frame), right(frame)) == isEqual);
    }

    private static bool TuplesEqual(object? left, object? right)
    {
        if (Tuples.Elements(left) is not { } a || Tuples.Elements(right) is not { } b)
            return Values.Equals(left, right) || (left is not null && right is not null && NumbersEqual(left, right)) || object.Equals(left, right);
        for (var index = 0; index < a.Length; index++)
        {
            if (!TuplesEqual(a[index], b[index]))
                return false;
        }

        return true;
    }

    /// <summary>Elements of a tuple comparison may differ in type, as in <c>(1, 2L) == (1L, 2)</c>.</summary>
    private static bool NumbersEqual(object left, object right) =>
        left is IConvertible and not string && right is IConvertible and not string && left is not (bool or Enum) && right is not (bool or Enum)
        && (left is float or double || right is float or double
            ? (double)NumericTypes.Convert(left, SpecialType.System_Double, false) == (double)NumericTypes.Convert(right, SpecialType.System_Double, false)
            : (decimal)NumericTypes.Convert(left, SpecialType.System_Decimal, false) == (decimal)NumericTypes.Convert(right, SpecialType.System_Decimal, false));
}
