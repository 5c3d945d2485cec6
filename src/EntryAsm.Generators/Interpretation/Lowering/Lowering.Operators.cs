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
}
