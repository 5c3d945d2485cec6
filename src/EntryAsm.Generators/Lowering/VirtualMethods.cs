// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators.Lowering;

/// <summary>Which method a virtual call comes to, as the runtime's own reflection tells.</summary>
internal static class VirtualMethods
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The implementation in a type; null where only the runtime knows.</summary>
    public static MethodInfo? Find(Type type, MethodInfo method)
    {
        var definition = method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
        var found = method.DeclaringType!.IsInterface ? OfInterface(type, definition) : OfClass(type, definition);
        return found is not null && method.IsGenericMethod ? found.MakeGenericMethod(method.GetGenericArguments()) : found;
    }

    /// <summary>The static method behind a static member of an interface.</summary>
    public static MethodBase StaticOf(Type type, MethodInfo method) =>
        Find(type, method) ?? throw new EvaluationStop(Descriptors.OutsideSubset, "'" + method.Name + "' of '" + type.Name + "'", "call the type's own member");

    private static MethodInfo? OfInterface(Type type, MethodInfo method)
    {
        var owner = method.DeclaringType!;
        if (type.IsInterface || type.IsArray || !type.GetInterfaces().Contains(owner))
            return null;
        var map = type.GetInterfaceMap(owner);
        var index = Array.IndexOf(map.InterfaceMethods, method);
        return index < 0 ? null : map.TargetMethods[index];
    }

    private static MethodInfo? OfClass(Type type, MethodInfo method)
    {
        var definition = method.GetBaseDefinition();
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var candidate in current.GetMember(method.Name, MemberTypes.Method, Declared))
            {
                var own = (MethodInfo)candidate;
                // An override with another return type is found by the runtime alone.
                if (own.IsVirtual && own.GetCustomAttributesData().Any(static data => data.AttributeType.Name == "PreserveBaseOverridesAttribute"))
                    return null;
                if (own.IsVirtual && own.GetBaseDefinition() == definition)
                    return own;
            }
        }

        return null;
    }
}
