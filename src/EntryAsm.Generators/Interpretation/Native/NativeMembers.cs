// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Calls a real method. Arguments passed by reference are written back into <paramref name="arguments"/>.</summary>
internal delegate object? NativeCall(object? self, object?[] arguments);

/// <summary>Finds the real member behind one of the engine's or of .NET's, and makes it callable.</summary>
internal sealed class NativeMembers
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<ISymbol, NativeCall> calls = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, InstructionCall?> instructions = new(SymbolEqualityComparer.Default);

    /// <summary>True for a member of the engine.</summary>
    public static bool IsEngine(ISymbol member) => member.ContainingAssembly?.Name == "EntryAsm";

    /// <summary>The method as the evaluation calls it; its type arguments are resolved.</summary>
    public NativeCall CallOf(IMethodSymbol method)
    {
        if (!calls.TryGetValue(method, out var call))
            calls.Add(method, call = Shortcuts.Find(method) ?? Reflected(method));
        return call;
    }

    /// <summary>The method as an instruction, if it has the shape of one.</summary>
    public InstructionCall? InstructionOf(IMethodSymbol method)
    {
        if (!instructions.TryGetValue(method, out var call))
            instructions.Add(method, call = InstructionCalls.Find(method));
        return call;
    }

    public static FieldInfo FieldOf(IFieldSymbol field)
    {
        Require(field);
        var type = NativeTypes.Of(field.ContainingType);
        return type.GetField((field.CorrespondingTupleField ?? field).Name, All) ?? throw Lacking(field);
    }

    /// <summary>The method of the engine behind a symbol; null when this engine has none.</summary>
    public static MethodInfo? EngineMethod(IMethodSymbol method) =>
        NativeTypes.Definition(method.ContainingType) is { } type ? type.GetMember(method.MetadataName, MemberTypes.Method, All).OfType<MethodInfo>().FirstOrDefault(candidate => Matches(method, candidate, false)) : null;

    /// <summary>A value as a real parameter takes it.</summary>
    public static object? ToNative(object? value, Type type) => value switch
    {
        Closure closure when typeof(Delegate).IsAssignableFrom(type) => closure.ToDelegate(type),
        Instance { Host: { } host } when typeof(EntryAssembler).IsAssignableFrom(type) => host,
        _ => value,
    };

    private static NativeCall Reflected(IMethodSymbol method)
    {
        Require(method);
        var native = Find(method) ?? throw Lacking(method);
        var types = Array.ConvertAll(native.GetParameters(), parameter => parameter.ParameterType);
        var receiver = native.DeclaringType!;
        return (self, arguments) =>
        {
            for (var index = 0; index < types.Length; index++)
                arguments[index] = ToNative(arguments[index], types[index]);
            try
            {
                return native is ConstructorInfo constructor ? constructor.Invoke(arguments) : native.Invoke(ToNative(self, receiver), arguments);
            }
            catch (TargetInvocationException exception) when (exception.InnerException is not null)
            {
                ExceptionDispatchInfo.Capture(exception.InnerException).Throw();
                throw;
            }
        };
    }

    private static MethodBase? Find(IMethodSymbol method)
    {
        var type = NativeTypes.Of(method.ContainingType);
        if (type == typeof(object) && method.ContainingType.SpecialType != SpecialType.System_Object)
            return null;

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var candidates = definition.GetMember(method.MetadataName, MemberTypes.Method | MemberTypes.Constructor, All).OfType<MethodBase>().ToList();
        var found = candidates.Find(candidate => Matches(method, candidate, spansAsArrays: false)) ?? candidates.Find(candidate => Matches(method, candidate, spansAsArrays: true));
        if (found is null)
            return null;
        if (type.IsGenericType)
            found = MethodBase.GetMethodFromHandle(found.MethodHandle, type.TypeHandle)!;
        return found is MethodInfo { IsGenericMethodDefinition: true } generic ? generic.MakeGenericMethod([.. method.TypeArguments.Select(NativeTypes.Of)]) : found;
    }

    private static bool Matches(IMethodSymbol method, MethodBase candidate, bool spansAsArrays)
    {
        var definition = method.OriginalDefinition;
        var parameters = candidate.GetParameters();
        if (parameters.Length != definition.Parameters.Length || candidate.IsStatic != definition.IsStatic)
            return false;
        if (definition.Arity != (candidate.IsGenericMethodDefinition ? candidate.GetGenericArguments().Length : 0))
            return false;
        if (definition.MethodKind == MethodKind.Conversion && !Matches(definition.ReturnType, ((MethodInfo)candidate).ReturnType, false))
            return false;

        for (var index = 0; index < parameters.Length; index++)
        {
            var type = parameters[index].ParameterType;
            if (type.IsByRef != (definition.Parameters[index].RefKind != RefKind.None))
                return false;
            if (!Matches(definition.Parameters[index].Type, type.IsByRef ? type.GetElementType()! : type, spansAsArrays))
                return false;
        }

        return true;
    }

    private static bool Matches(ITypeSymbol symbol, Type type, bool spansAsArrays)
    {
        switch (symbol)
        {
            case IArrayTypeSymbol array:
                return type.IsArray && type.GetArrayRank() == array.Rank && Matches(array.ElementType, type.GetElementType()!, spansAsArrays);
            case ITypeParameterSymbol parameter:
                return type.IsGenericParameter && type.GenericParameterPosition == parameter.Ordinal
                    && type.DeclaringMethod is not null == (parameter.TypeParameterKind == TypeParameterKind.Method);
            case INamedTypeSymbol span when NativeTypes.IsSpan(span):
                return spansAsArrays && type.IsArray && Matches(span.TypeArguments[0], type.GetElementType()!, spansAsArrays);
            case INamedTypeSymbol named:
                if (!named.IsGenericType)
                    return type.FullName == NativeTypes.MetadataName(named);
                if (!type.IsGenericType || type.GetGenericTypeDefinition().FullName != NativeTypes.MetadataName(named))
                    return false;
                return named.TypeArguments.Zip(type.GetGenericArguments(), (left, right) => Matches(left, right, spansAsArrays)).All(equal => equal);
            default:
                return false;
        }
    }

    private static void Require(ISymbol member)
    {
        if (!IsEngine(member) && !AllowedMembers.IsAllowed(member))
            throw new InterpretationFailure(Descriptors.ForbiddenCall, null, member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
    }

    private static InterpretationFailure Lacking(ISymbol member) => IsEngine(member)
        ? new(Descriptors.OtherEngine, null, member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat))
        : new(Descriptors.ForbiddenCall, null, member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
}
