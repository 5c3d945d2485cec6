// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Evaluate Property(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        if (property.IsIndexer && operation.Arguments.Length == 1 && operation.Arguments[0].Value.Type?.Name == "Range")
            return Slice(Expression(operation.Instance!), Expression(operation.Arguments[0].Value));

        var receiver = operation.Instance is null ? null : Expression(operation.Instance);
        var arguments = Arguments(operation.Arguments);
        var isVirtual = operation.Instance is not IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
        var get = Accessor(property, Inherited(property, accessor => accessor.GetMethod), isVirtual, operation.Syntax, isSetter: false);
        return frame =>
        {
            var self = receiver?.Invoke(frame);
            if (receiver is not null && self is null && property.ContainingType.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
                throw new NullReferenceException("'" + property.Name + "' of an object that is null");
            return get(frame, self, arguments(frame));
        };
    }

    /// <summary>Reads or writes a property: a slot when it is automatic, else its accessor.</summary>
    private Invoke Accessor(IPropertySymbol property, IMethodSymbol? accessor, bool isVirtual, SyntaxNode site, bool isSetter)
    {
        if (NullableMember(property) is { } member)
            return member;
        if (!SourceProgram.HasSource(property))
            return accessor is null ? (_, _, _) => throw new NotSupportedException("'" + property.Name + "' cannot be assigned") : Invoker(accessor, isVirtual, site);

        if (property.IsStatic && !property.ContainingType.IsGenericType && program.RecordOf(property.ContainingType).StaticSlotOf(property) is var slot and >= 0)
        {
            var record = program.RecordOf(property.ContainingType);
            return (frame, _, arguments) => isSetter ? frame.Machine.StaticsOf(record)[slot] = arguments[0] : frame.Machine.StaticsOf(record)[slot];
        }

        if (property.IsStatic || property.IsIndexer)
            return accessor is null ? (_, _, _) => throw new NotSupportedException("'" + property.Name + "' cannot be assigned") : Invoker(accessor, isVirtual, site);

        var isDispatched = isVirtual && (property.IsVirtual || property.IsAbstract || property.IsOverride);
        var call = accessor is null || property.ContainingType.IsAnonymousType ? null : Invoker(accessor, isVirtual, site);
        return (frame, self, arguments) =>
        {
            if (!isDispatched && self is Instance instance && instance.Type.SlotOf(property) is var own and >= 0)
                return isSetter ? instance.Fields[own] = arguments[0] : instance.Fields[own];
            return (call ?? throw new NotSupportedException("'" + property.Name + "' cannot be assigned"))(frame, self, arguments);
        };
    }

    /// <summary>A boxed T? is a T or null, so its own members are answered here.</summary>
    private static Invoke? NullableMember(IPropertySymbol property)
    {
        if (property.ContainingType.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
            return null;
        return property.Name == "HasValue"
            ? (_, self, _) => Values.Of(self is not null)
            : (_, self, _) => self ?? throw new InvalidOperationException("Nullable object must have a value.");
    }
}
