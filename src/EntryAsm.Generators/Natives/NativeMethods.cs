// SPDX-License-Identifier: MIT
using System.Reflection;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>Finds what calls a method that is not the author's.</summary>
internal static class NativeMethods
{
    /// <summary>The method as a call that the receiver decides.</summary>
    public static NativeMethod Of(Callee site) => (NativeMethod)(site.Native ??= Find(site));

    /// <summary>A method of the author by way of the runtime, which finds the override.</summary>
    public static NativeMethod Through(Callee site) => (NativeMethod)(site.Native ??= new RealMethod(site, Reflected(site.Method), isEngine: false));

    /// <summary>The method itself, past all overrides, as <c>base.</c> calls it.</summary>
    public static NativeMethod Exactly(Callee site)
    {
        if (!site.IsVirtual || site.Owner.Type.IsValueType || site.Method.IsConstructor)
            return Of(site);
        return Of(site) is RefusedMethod or SpanMethod ? Of(site) : Base.GetOrAdd(site);
    }

    /// <summary>True for a member of the engine.</summary>
    public static bool IsEngine(MemberInfo member) => member.Module == typeof(EntryAssembler).Module;

    private static NativeMethod Find(Callee site)
    {
        var method = site.Method;
        if (KnownMethods.Find(site) is { } known)
            return new KnownMethod(known);
        if (IsEngine(method))
            return InstructionMethod.Find(method) ?? (NativeMethod)new RealMethod(site, Reflected(method), isEngine: true);
        if (!AllowedMembers.IsAllowed(method) && !(site.IsDelegateCall && site.IsDeclaredByAuthor))
            return new RefusedMethod(Refusal(method));
        if (site.Parameters.Any(static shape => shape.Form == Form.Unknown) || site.Result.Form is Form.Unknown or Form.Place)
            return new RefusedMethod(new EvaluationStop(Descriptors.ForbiddenCall, NameOf(method)));
        if (site.Parameters.Any(static shape => shape.Form == Form.Span) || site.Result.Form == Form.Span)
            return new SpanMethod(site);
        return new RealMethod(site, Reflected(method), isEngine: false);
    }

    private static EvaluationStop Refusal(MethodBase method)
    {
        var assembly = method.DeclaringType!.Assembly.GetName().Name!;
        if (assembly == "Microsoft.CSharp" || method.DeclaringType.FullName!.StartsWith("System.Runtime.CompilerServices.CallSite", StringComparison.Ordinal))
            return new EvaluationStop(Descriptors.OutsideSubset, "Code with 'dynamic'", "give the value its type");
        if (method.DeclaringType.Namespace == "System.Runtime.CompilerServices" && method.DeclaringType.Name.Contains("MethodBuilder"))
            return new EvaluationStop(Descriptors.OutsideSubset, "An 'async' method", "write it without 'await'");
        return assembly.StartsWith("System.", StringComparison.Ordinal) || assembly is "mscorlib" or "netstandard" || assembly.StartsWith("Microsoft.", StringComparison.Ordinal)
            ? new EvaluationStop(Descriptors.ForbiddenCall, NameOf(method)) : new EvaluationStop(Descriptors.CompiledMacro, NameOf(method), assembly);
    }

    public static string NameOf(MethodBase method)
    {
        var name = method.Name;
        if (method.IsSpecialName && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)))
            return TypeName(method.DeclaringType!) + "." + name.Substring(4);
        return method.IsConstructor ? "new " + TypeName(method.DeclaringType!) : TypeName(method.DeclaringType!) + "." + name;
    }

    private static string TypeName(Type type) => type.Name.Split('`')[0];

    private static Func<object?, object?[], object?> Reflected(MethodBase method) => (self, arguments) => Reflection.Invoke(method, self, arguments);

    private static class Base
    {
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Callee, NativeMethod> Known = new();

        public static NativeMethod GetOrAdd(Callee site) => Known.GetValue(site, static site => KnownMethods.FindExactly(site) is { } known
            ? new KnownMethod(known) : new RealMethod(site, MadeCalls.Of(site, isVirtual: false), isEngine: IsEngine(site.Method)));
    }
}
