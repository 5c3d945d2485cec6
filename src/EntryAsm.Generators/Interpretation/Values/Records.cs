// SPDX-License-Identifier: MIT
using System.Text;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>The members a compiler writes for records and structs: equality, text, deconstruction.</summary>
internal static class Records
{
    public static bool Equal(Machine machine, Instance left, object? right)
    {
        if (!left.Type.Symbol.IsRecord && !left.Type.Symbol.IsAnonymousType && !left.Type.IsStruct)
            return ReferenceEquals(left, right);
        if (right is not Instance other || !ReferenceEquals(left.Type, other.Type))
            return false;
        for (var index = 0; index < left.Fields.Length; index++)
        {
            if (!IsParameterSlot(left.Type, index) && !object.Equals(left.Fields[index], other.Fields[index]))
                return false;
        }

        return true;
    }

    public static int Hash(Instance instance)
    {
        if (!instance.Type.Symbol.IsRecord && !instance.Type.Symbol.IsAnonymousType && !instance.Type.IsStruct)
            return System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(instance);
        var hash = 17;
        foreach (var field in instance.Fields)
            hash = unchecked((31 * hash) + (field?.GetHashCode() ?? 0));
        return hash;
    }

    /// <summary><c>Name { First = 1, Second = 2 }</c> for a record, else the name of the type.</summary>
    public static string Text(Instance instance)
    {
        var type = instance.Type.Symbol;
        if (!type.IsRecord && !type.IsAnonymousType)
            return type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

        var text = new StringBuilder(type.IsAnonymousType ? "" : type.Name + " ").Append("{ ");
        var start = text.Length;
        foreach (var (name, value) in PublicMembers(instance))
            text.Append(text.Length == start ? "" : ", ").Append(name).Append(" = ").Append(Values.Text(value));
        return text.Append(text.Length == start ? "}" : " }").ToString();
    }

    private static IEnumerable<(string Name, object? Value)> PublicMembers(Instance instance)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = instance.Type.Symbol; type is not null; type = type.BaseType)
            chain.Push(type);
        foreach (var type in chain)
        {
            foreach (var member in type.GetMembers())
            {
                if (member.IsStatic || member.DeclaredAccessibility != Accessibility.Public || member is not (IFieldSymbol or IPropertySymbol { IsIndexer: false }) || member.IsOverride)
                    continue;
                var slot = instance.Type.SlotOf(member);
                if (slot >= 0)
                    yield return (member.Name, instance.Fields[slot]);
                else if (member is IPropertySymbol { GetMethod: { } getter } && SourceProgram.HasSource(getter))
                    yield return (member.Name, instance.Machine.Invoke(getter, instance, []));
            }
        }
    }

    private static bool IsParameterSlot(TypeRecord type, int index) =>
        type.PrimaryConstructor is { } constructor && constructor.Parameters.Any(parameter => type.SlotOf(parameter) == index);
}
