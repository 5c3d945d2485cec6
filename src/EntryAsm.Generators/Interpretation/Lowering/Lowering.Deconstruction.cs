// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
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
