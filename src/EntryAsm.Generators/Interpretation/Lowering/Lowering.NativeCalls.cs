// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Invoke NativeInvoker(IMethodSymbol method, bool isVirtual, SyntaxNode site)
    {
        if (method.ContainingType.IsGenericType || method.IsGenericMethod)
            return (frame, self, arguments) => CallNative(frame, method, self, arguments, site);

        var call = program.Natives.CallOf(method);
        var isEngine = NativeMembers.IsEngine(method);
        var references = method.Parameters.Any(parameter => parameter.RefKind != RefKind.None);
        return (frame, self, arguments) =>
        {
            if (isVirtual && self is Instance instance && Overridden(method, instance) is { } own)
                return Dispatch(frame, own, instance, arguments, site);
            return references ? WithReferences(frame, method, call, self, arguments, site) : Guarded(frame, method, call, self, arguments, isEngine, site);
        };
    }

    private object? CallNative(Frame frame, IMethodSymbol method, object? self, object?[] arguments, SyntaxNode site)
    {
        if (self is Instance instance && Overridden(method, instance) is { } own)
            return Dispatch(frame, own, instance, arguments, site);
        var type = method.ContainingType is { IsGenericType: true } ? (INamedTypeSymbol)Resolve(method.ContainingType, frame) : method.ContainingType;
        var resolved = ReferenceEquals(type, method.ContainingType) ? method
            : type.GetMembers(method.Name).OfType<IMethodSymbol>().First(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition));
        if (method.IsGenericMethod)
            resolved = resolved.OriginalDefinition is var definition && ReferenceEquals(type, method.ContainingType)
                ? method.ConstructedFrom.Construct([.. method.TypeArguments.Select(argument => Resolve(argument, frame))])
                : resolved.Construct([.. method.TypeArguments.Select(argument => Resolve(argument, frame))]);
        frame.Machine.Site = site;
        return WithReferences(frame, resolved, program.Natives.CallOf(resolved), self, arguments, site);
    }

    /// <summary>An author's override of a member of the engine or of .NET.</summary>
    private static IMethodSymbol? Overridden(IMethodSymbol method, Instance instance)
    {
        if (!(method.IsVirtual || method.IsAbstract || method.IsOverride))
            return null;
        var found = instance.Type.Implementation(method);
        return SourceProgram.HasSource(found) && !found.IsImplicitlyDeclared ? found : null;
    }

    private static object? Guarded(Frame frame, IMethodSymbol method, NativeCall call, object? self, object?[] arguments, bool isEngine, SyntaxNode site)
    {
        frame.Machine.Site = site;
        if (isEngine)
            CountEngineCall(frame.Machine, method, arguments, site);
        if (self is EnumValue or Instance { Host: null } or Closure)
            return MemberOfObject(method, self, arguments, site);
        if (!isEngine)
            NativeLimits.Check(method, self, arguments);
        var result = call(self, arguments);
        frame.Machine.Site = site;
        if (!isEngine)
            NativeLimits.CheckResult(result);
        return result;
    }

    private static void CountEngineCall(Machine machine, IMethodSymbol method, object?[] arguments, SyntaxNode site)
    {
        machine.CountInstruction(site);
        if (machine.NumberCall is not null && method.Parameters is [.., { Name: "line" }])
            arguments[arguments.Length - 1] = machine.LineOf(arguments[arguments.Length - 1]);
    }

    /// <summary>What every object has, and every enum.</summary>
    private static object? MemberOfObject(IMethodSymbol method, object self, object?[] arguments, SyntaxNode site) => (method.Name, self) switch
    {
        ("Equals", _) => Values.Of(self.Equals(arguments[0])),
        ("ToString", EnumValue value) when arguments is [string format] => value.ToString(format, null),
        ("ToString", _) => self.ToString(),
        ("CompareTo", EnumValue value) => value.CompareTo(arguments[0]),
        ("HasFlag", EnumValue value) => HasFlag(value, (EnumValue)arguments[0]!),
        _ => throw new InterpretationFailure(Descriptors.ForbiddenCall, site, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)),
    };

    private static object HasFlag(EnumValue value, EnumValue flag)
    {
        var bits = (long)NumericTypes.Convert(value.Underlying, SpecialType.System_Int64, false);
        var wanted = (long)NumericTypes.Convert(flag.Underlying, SpecialType.System_Int64, false);
        return Values.Of((bits & wanted) == wanted);
    }

    /// <summary>Real parameters passed by reference are written back to where they came from.</summary>
    private static object? WithReferences(Frame frame, IMethodSymbol method, NativeCall call, object? self, object?[] arguments, SyntaxNode site)
    {
        var values = Array.ConvertAll(arguments, argument => argument is Reference reference ? reference.Value : argument);
        var result = Guarded(frame, method, call, self, values, NativeMembers.IsEngine(method), site);
        for (var index = 0; index < values.Length; index++)
        {
            if (arguments[index] is Reference reference && method.Parameters[index].RefKind is RefKind.Ref or RefKind.Out)
                reference.Value = values[index];
        }

        return result;
    }
}
