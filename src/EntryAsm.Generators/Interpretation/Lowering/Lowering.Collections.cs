// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Evaluate ArrayCreation(IArrayCreationOperation creation)
    {
        var type = (IArrayTypeSymbol)creation.Type!;
        if (creation.Initializer is { } initialiser)
        {
            if (type.Rank == 1)
                return NewArray(type.ElementType, [.. initialiser.ElementValues.Select(Stored)]);
            return FilledArray(type, initialiser);
        }

        var sizes = creation.DimensionSizes.Select(Expression).ToArray();
        return frame =>
        {
            var lengths = Array.ConvertAll(sizes, size => checked((int)(long)NumericTypes.Convert(size(frame)!, SpecialType.System_Int64, true)));
            return EmptyArray(frame, type.ElementType, lengths);
        };
    }

    private Array EmptyArray(Frame frame, ITypeSymbol elementType, int[] lengths)
    {
        var total = 1L;
        foreach (var length in lengths)
            Machine.CheckElements(total = checked(total * Math.Max(length, 0)));
        var element = Resolve(elementType, frame);
        if (Array.Exists(lengths, length => length < 0))
            throw new OverflowException("Arithmetic operation resulted in an overflow.");
        var array = Array.CreateInstance(NativeTypes.Of(element), lengths);
        if (lengths.Length == 1 && element.IsValueType && array is object?[] values)
        {
            for (var index = 0; index < values.Length; index++)
                values[index] = program.DefaultOf(element, frame.Machine);
        }

        return array;
    }

    private Evaluate NewArray(ITypeSymbol elementType, Evaluate[] elements) => frame =>
    {
        var array = Array.CreateInstance(NativeTypes.Of(Resolve(elementType, frame)), elements.Length);
        for (var index = 0; index < elements.Length; index++)
            array.SetValue(elements[index](frame), index);
        return array;
    };

    private Evaluate FilledArray(IArrayTypeSymbol type, IArrayInitializerOperation initialiser)
    {
        var lengths = new int[type.Rank];
        var cells = new List<(int[] Index, Evaluate Value)>();
        Fill(initialiser, 0, ImmutableArray<int>.Empty, lengths, cells);
        return frame =>
        {
            var array = EmptyArray(frame, type.ElementType, lengths);
            foreach (var (index, value) in cells)
                array.SetValue(value(frame), index);
            return array;
        };
    }

    private void Fill(IArrayInitializerOperation initialiser, int dimension, ImmutableArray<int> prefix, int[] lengths, List<(int[] Index, Evaluate Value)> cells)
    {
        lengths[dimension] = initialiser.ElementValues.Length;
        for (var index = 0; index < initialiser.ElementValues.Length; index++)
        {
            var position = prefix.Add(index);
            if (initialiser.ElementValues[index] is IArrayInitializerOperation nested && dimension + 1 < lengths.Length)
                Fill(nested, dimension + 1, position, lengths, cells);
            else
                cells.Add(([.. position], Stored(initialiser.ElementValues[index])));
        }
    }

    /// <summary><c>[a, b, .. rest]</c>, made element by element so that every compiler version's tree will do.</summary>
    private Evaluate Collection(CollectionExpressionSyntax syntax, IOperation operation)
    {
        var type = (operation.Type ?? model.GetTypeInfo(syntax, program.Cancellation).ConvertedType) ?? throw Outside(operation, "This collection", "give it a type");
        var elementType = CollectionElementType(type) ?? throw Outside(operation, "This collection", "use an array, a list or a span");
        var parts = syntax.Elements.Select(element => CollectionPart(element, elementType)).ToArray();
        return frame =>
        {
            var values = new List<object?>();
            foreach (var part in parts)
                part(frame, values);
            return FinishCollection(frame, type, elementType, values, syntax);
        };
    }

    /// <summary>The collection a compiler makes of the arguments for a <c>params</c> span or list.</summary>
    private Evaluate ParameterCollection(IOperation operation)
    {
        var elementType = operation.Type is null ? null : CollectionElementType(operation.Type);
        if (elementType is null)
            throw Outside(operation, "This collection", "use an array, a list or a span");
        var elements = operation.ChildOperations.Select(Stored).ToArray();
        return frame => FinishCollection(frame, operation.Type!, elementType, [.. elements.Select(element => element(frame))], operation.Syntax);
    }

    private static ITypeSymbol? CollectionElementType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } named => named.TypeArguments[0],
        _ => null,
    };

    private Action<Frame, List<object?>> CollectionPart(CollectionElementSyntax element, ITypeSymbol elementType)
    {
        var expression = element is SpreadElementSyntax spread ? spread.Expression : ((ExpressionElementSyntax)element).Expression;
        var operation = model.GetOperation(expression, program.Cancellation) ?? throw new InterpretationFailure(Descriptors.OutsideSubset, element, "This element", "use a plain expression");
        if (element is SpreadElementSyntax)
        {
            var sequence = Expression(operation);
            return (frame, values) => values.AddRange(Elements(sequence(frame), frame.Machine, element));
        }

        // The tree of the element holds its conversion when the compiler shows one; otherwise it is made here.
        var whole = operation.Parent is IConversionOperation { IsImplicit: true } conversion && conversion.Syntax == expression ? conversion : operation;
        var value = whole.Type is null ? Stored(whole) : Coerced(whole, elementType);
        return (frame, values) => values.Add(value(frame));
    }

    private object FinishCollection(Frame frame, ITypeSymbol type, ITypeSymbol elementType, List<object?> values, SyntaxNode site)
    {
        var native = NativeTypes.Of(Resolve(elementType, frame));
        var array = Array.CreateInstance(native, values.Count);
        for (var index = 0; index < values.Count; index++)
            array.SetValue(NativeMembers.ToNative(values[index], native), index);
        if (type is IArrayTypeSymbol || NativeTypes.IsSpan(type))
            return array;
        switch (NativeTypes.MetadataName((INamedTypeSymbol)type))
        {
            case "System.Collections.Immutable.ImmutableArray`1":
                return typeof(ImmutableArray).GetMethods().First(method => method.Name == "Create" && method.GetParameters() is [{ ParameterType.IsArray: true }])
                    .MakeGenericMethod(native).Invoke(null, [array])!;
            case "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1" or "System.Collections.Generic.ICollection`1"
                or "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IReadOnlyList`1" or "System.Collections.Generic.IReadOnlyCollection`1":
                return Activator.CreateInstance(typeof(List<>).MakeGenericType(native), array)!;
            case "System.Collections.Generic.HashSet`1":
                return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(native), array)!;
            default:
                throw new InterpretationFailure(Descriptors.OutsideSubset, site, "This collection", "use an array, a list or a span");
        }
    }

    /// <summary>The members of a span, which here is the array it looks at.</summary>
    private static Invoke SpanMember(ISymbol member, SyntaxNode site) => member switch
    {
        IPropertySymbol { Name: "Length" } => (_, self, _) => ((Array)self!).Length,
        IPropertySymbol { Name: "IsEmpty" } => (_, self, _) => Values.Of(((Array)self!).Length == 0),
        IPropertySymbol { IsIndexer: true } => (_, self, arguments) => ((Array)self!).GetValue((int)arguments[0]!),
        IMethodSymbol { Name: "ToArray" } => (_, self, _) => ((Array)self!).Clone(),
        _ => throw new InterpretationFailure(Descriptors.OutsideSubset, site, "'" + member.Name + "' of a span", "use an array"),
    };
}
