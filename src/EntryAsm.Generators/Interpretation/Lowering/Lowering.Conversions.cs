// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private static readonly Func<Frame, object?, object?> Same = (_, value) => value;

    private Evaluate Conversion(IConversionOperation conversion)
    {
        if (conversion.Operand is IAnonymousFunctionOperation or IMethodReferenceOperation)
            return Expression(conversion.Operand);
        if (conversion.Operand.Syntax is CollectionExpressionSyntax collection && conversion.OperatorMethod is null)
            return Collection(collection, conversion);

        var operand = Expression(conversion.Operand);
        if (conversion.Operand.Type is null)
            return operand;
        if (conversion.Type is IErrorTypeSymbol || conversion.Operand.Type is IErrorTypeSymbol || !conversion.GetConversion().Exists)
            throw new InvalidCodeException(conversion.Syntax);
        if (conversion.OperatorMethod is { } method)
            return UserConversion(conversion, method);

        var convert = Converter(conversion.Operand.Type, conversion.Type!, conversion.GetConversion(), conversion.IsChecked, conversion.Syntax, conversion.IsTryCast);
        return ReferenceEquals(convert, Same) ? operand : frame => convert(frame, operand(frame));
    }

    private Evaluate UserConversion(IConversionOperation conversion, IMethodSymbol method)
    {
        if (NativeTypes.IsSpan(conversion.Type!) || NativeTypes.IsSpan(conversion.Operand.Type!))
        {
            var sequence = Expression(conversion.Operand);
            return frame => AsSpan(sequence(frame));
        }

        if (method.ContainingType is { Name: "Index", ContainingNamespace.Name: "System" })
        {
            var number = Expression(conversion.Operand);
            return frame => AsIndex(number(frame));
        }

        if (NativeMembers.IsEngine(method) && conversion.Operand.ConstantValue is { HasValue: true, Value: { } constant })
        {
            var value = program.Natives.CallOf(method)(null, [constant]);
            return _ => value;
        }

        var argument = Coerced(conversion.Operand, method.Parameters[0].Type);
        var convert = UserConverter(method, conversion.Type!, conversion.Syntax);
        return frame => convert(frame, argument(frame));
    }

    private Func<Frame, object?, object?> UserConverter(IMethodSymbol method, ITypeSymbol target, SyntaxNode site)
    {
        var invoke = Invoker(method, isVirtual: false, site);
        var takesNull = !method.Parameters[0].Type.IsValueType || method.Parameters[0].Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var isNumber = NumericTypes.IsNumeric(target.SpecialType) && !SymbolEqualityComparer.Default.Equals(target, method.ReturnType);
        return (frame, value) =>
        {
            if (value is null && !takesNull)
                return null;
            var result = invoke(frame, null, [value]);
            return isNumber ? NumericTypes.Convert(result!, target.SpecialType, false) : result;
        };
    }

    private static object? AsSpan(object? value) => value is string text ? text.ToCharArray() : value;

    /// <summary>Converts values of one type to another; <paramref name="known"/> is what the compiler chose, or null to ask it.</summary>
    private Func<Frame, object?, object?> Converter(ITypeSymbol from, ITypeSymbol to, Conversion? known, bool isChecked, SyntaxNode site, bool isTryCast = false)
    {
        if (SymbolEqualityComparer.Default.Equals(from, to))
            return Same;
        var conversion = known ?? ((CSharpCompilation)program.Compilation).ClassifyConversion(from, to);
        if (conversion.MethodSymbol is { } method && conversion.IsUserDefined)
            return FromUser(method, from, to, isChecked, site);
        if (conversion.IsIdentity || (conversion.IsImplicit && conversion.IsReference) || conversion.IsNullLiteral || conversion.IsDefaultLiteral)
            return from.IsTupleType && to.IsTupleType ? TupleConverter(from, to, isChecked, site) : Same;
        if (NativeTypes.IsSpan(to))
            return (_, value) => AsSpan(value);
        if (conversion.IsBoxing)
            return Copier(from);
        if (from.IsTupleType && Underlying(to)!.IsTupleType)
            return TupleConverter(from, Underlying(to)!, isChecked, site);
        return IsNumberLike(from) && IsNumberLike(to) ? NumberConverter(from, to, isChecked) : Cast(to, isTryCast);
    }

    private Func<Frame, object?, object?> FromUser(IMethodSymbol method, ITypeSymbol from, ITypeSymbol to, bool isChecked, SyntaxNode site)
    {
        var before = Converter(from, method.Parameters[0].Type, null, isChecked, site);
        var convert = UserConverter(method, to, site);
        return (frame, value) => convert(frame, before(frame, value));
    }

    private static Func<Frame, object?, object?> Copier(ITypeSymbol type) => SourceProgram.IsCopied(type) ? (_, value) => Values.Copy(value) : Same;

    private static bool IsNumberLike(ITypeSymbol type) => Underlying(type) is { } plain && (plain.TypeKind == TypeKind.Enum || NumericTypes.IsNumeric(plain.SpecialType));

    private Func<Frame, object?, object?> NumberConverter(ITypeSymbol from, ITypeSymbol to, bool isChecked)
    {
        var target = Underlying(to)!;
        var isNullable = !ReferenceEquals(target, to);
        var isSame = SymbolEqualityComparer.Default.Equals(Underlying(from), target);
        return (_, value) =>
        {
            if (value is null)
                return isNullable ? null : throw new InvalidOperationException("Nullable object must have a value.");
            if (isSame)
                return value;
            var number = Number(value)!;
            return target.TypeKind == TypeKind.Enum
                ? EnumOf(target, NumericTypes.Convert(number, ((INamedTypeSymbol)target).EnumUnderlyingType!.SpecialType, isChecked))
                : NumericTypes.Convert(number, target.SpecialType, isChecked);
        };
    }

    private Func<Frame, object?, object?> TupleConverter(ITypeSymbol from, ITypeSymbol to, bool isChecked, SyntaxNode site)
    {
        var sources = ((INamedTypeSymbol)from).TupleElements;
        var targets = ((INamedTypeSymbol)to).TupleElements;
        var converters = sources.Zip(targets, (source, target) => Converter(source.Type, target.Type, null, isChecked, site)).ToArray();
        if (Array.TrueForAll(converters, converter => ReferenceEquals(converter, Same)) && NativeTypes.Of(from) == NativeTypes.Of(to))
            return (_, value) => Values.Copy(value);
        var type = NativeTypes.Of(to);
        return (frame, value) =>
        {
            var tuple = Tuples.Elements(value)!;
            var items = new object?[converters.Length];
            for (var index = 0; index < items.Length; index++)
                items[index] = converters[index](frame, tuple[index]);
            return NativeTypes.NewTuple(type, items);
        };
    }

    /// <summary>A cast that is checked when it happens: unboxing, down the inheritance, to an interface.</summary>
    private Func<Frame, object?, object?> Cast(ITypeSymbol to, bool isTryCast) => (frame, value) =>
    {
        var type = Resolve(to, frame);
        if (value is null)
            return isTryCast || !type.IsValueType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? null : throw new NullReferenceException("a value of '" + type.Name + "' that is null");
        if (IsOfType(value, type))
            return value;
        return isTryCast ? null : throw new InvalidCastException("'" + NameOf(value) + "' is no '" + type.ToDisplayString() + "'");
    };

    private static string NameOf(object value) => value switch
    {
        Instance instance => instance.Type.Symbol.ToDisplayString(),
        EnumValue enumeration => enumeration.Type.Symbol.ToDisplayString(),
        _ => value.GetType().Name,
    };

    /// <summary>The run-time type test of <c>is</c>.</summary>
    private static bool IsOfType(object? value, ITypeSymbol type)
    {
        type = Underlying(type)!;
        if (value is null)
            return false;
        if (type.SpecialType == SpecialType.System_Object)
            return true;
        switch (value)
        {
            case Instance instance:
                return instance.Type.DerivesFrom(type);
            case EnumValue enumeration:
                return SymbolEqualityComparer.Default.Equals(enumeration.Type.Symbol, type) || type.SpecialType is SpecialType.System_Enum or SpecialType.System_ValueType;
            case Closure:
                return type.TypeKind == TypeKind.Delegate;
        }

        return type.TypeKind != TypeKind.Delegate && !(SourceProgram.HasSource(type) && !type.IsTupleType && type is not IArrayTypeSymbol) && NativeTypes.Of(type).IsInstanceOfType(value);
    }
}
