// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Reduction;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>One image of the author's code: its types, loaded, and what the compiler wrote for their methods.</summary>
/// <param name="Assembly">The types.</param>
/// <param name="Image">The code, which is never loaded.</param>
/// <param name="Broken">What was taken out of it.</param>
internal sealed record Layer(Assembly Assembly, ProgramImage Image, IReadOnlyList<BrokenPiece> Broken)
{
    /// <summary>The field that takes what calls from the runtime go to.</summary>
    public FieldInfo Host { get; } = Assembly.GetType(StubImage.HostType, throwOnError: true)!.GetField(StubImage.HostField)!;

    public System.Reflection.Module Module { get; } = Assembly.ManifestModule;

    public Dictionary<int, MethodBase> Methods { get; } = [];
}

/// <summary>
/// The author's code: real types, and for each method what is evaluated in its place. A program may be on another, of macros, whose methods stay as they are when what
/// stands on it changes.
/// </summary>
internal sealed class AuthorProgram
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    private readonly Dictionary<MethodBase, Code> codes = [];
    private readonly Dictionary<Type, TypeState?> states = [];
    private readonly Dictionary<FieldInfo, StaticField> statics = [];
    private readonly Dictionary<FieldInfo, Member> members = [];
    private readonly Dictionary<MethodBase, Callee> callees = [];
    private readonly ReferencedImages references;
    private readonly AuthorProgram? lower;
    private int stateCount, staticCount;

    public AuthorProgram(ReferencedImages references)
    {
        this.references = references;
        Layers = [];
    }

    private AuthorProgram(AuthorProgram lower, Layer top)
    {
        references = lower.references;
        this.lower = lower.Layers.Count == 0 ? null : lower;
        Layers = [.. lower.Layers, top];
    }

    /// <summary>The images, the lowest first.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The types of the module.</summary>
    public Assembly Assembly => Layers[Layers.Count - 1].Assembly;

    /// <summary>A program with an image on top of this one's.</summary>
    public AuthorProgram With(ProgramImage image, IReadOnlyList<BrokenPiece>? broken = null)
    {
        foreach (var callee in callees.Values)
            callee.Implementations.Clear();
        var loaded = new LoadedTypes(references, [.. Layers.Select(static layer => layer.Assembly)]).Load(StubImage.Write(image.Reader));
        return new AuthorProgram(this, new Layer(loaded, image, broken ?? []));
    }

    public bool IsAuthors(MemberInfo member) => LayerOf(member.Module) is not null && member.DeclaringType is { IsArray: false };

    public bool IsAuthors(Type type) => !type.IsArray && LayerOf(type.Module) is not null;

    public Layer? LayerOf(System.Reflection.Module module)
    {
        foreach (var layer in Layers)
        {
            if (layer.Module == module)
                return layer;
        }

        return null;
    }

    public Code CodeOf(MethodBase method)
    {
        if (IsLower(method))
            return lower!.CodeOf(method);
        if (!codes.TryGetValue(method, out var code))
        {
            var handle = (MethodDefinitionHandle)MetadataTokens.Handle(method.MetadataToken);
            codes.Add(method, code = new Code(method, handle, LayerOf(method.Module)!, this));
            // What runs as the assembly is loaded belongs to no type.
            if (method.DeclaringType is { } owner && StateOf(owner) is { IsPrecise: true } state && (method.IsStatic || method.IsConstructor || owner.IsValueType) && method != state.Constructor)
                code.Initialised = state;
        }

        return code;
    }

    /// <summary>The method behind a call from the runtime.</summary>
    public static MethodBase MethodOf(Layer layer, int token, Type[]? types)
    {
        if (!layer.Methods.TryGetValue(token, out var method))
            layer.Methods.Add(token, method = layer.Module.ResolveMethod(token)!);
        if (types is null)
            return method;
        var owner = method.DeclaringType!;
        var outer = owner.IsGenericTypeDefinition ? owner.GetGenericArguments().Length : 0;
        if (outer > 0)
            method = MethodBase.GetMethodFromHandle(method.MethodHandle, owner.MakeGenericType([.. types.Take(outer)]).TypeHandle)!;
        return types.Length > outer ? ((MethodInfo)method).MakeGenericMethod([.. types.Skip(outer)]) : method;
    }

    public TypeState? StateOf(Type type)
    {
        if (IsLower(type))
            return lower!.StateOf(type);
        if (!states.TryGetValue(type, out var state))
        {
            var constructor = IsAuthors(type) ? type.GetMethod(StubImage.StaticConstructor, Declared) : null;
            state = constructor is null ? null : new TypeState(type, Number(stateCount++), constructor, (type.Attributes & TypeAttributes.BeforeFieldInit) == 0);
            states.Add(type, state);
        }

        return state;
    }

    public StaticField StaticOf(FieldInfo field)
    {
        if (IsLower(field.DeclaringType!))
            return lower!.StaticOf(field);
        if (!statics.TryGetValue(field, out var found))
            statics.Add(field, found = new StaticField(Shape.Of(field.FieldType), Number(staticCount++), StateOf(field.DeclaringType!)));
        return found;
    }

    public Member MemberOf(FieldInfo field)
    {
        if (IsLower(field.DeclaringType!))
            return lower!.MemberOf(field);
        if (!members.TryGetValue(field, out var member))
            members.Add(field, member = new Member(field));
        return member;
    }

    /// <summary>The method as it is called.</summary>
    public Callee CalleeOf(MethodBase method)
    {
        if (IsLower(method))
            return lower!.CalleeOf(method);
        if (!callees.TryGetValue(method, out var callee))
            callees.Add(method, callee = new Callee(this, method));
        return callee;
    }

    /// <summary>Odd numbers above, even ones below: both continue counting.</summary>
    private int Number(int count) => (2 * count) + (lower is null ? 0 : 1);

    /// <summary>True for what the program below knows whole.</summary>
    private bool IsLower(MethodBase method) => lower is not null && method.DeclaringType is { } owner && IsLower(owner) && (!method.IsGenericMethod || Array.TrueForAll(method.GetGenericArguments(), IsLower));

    private bool IsLower(Type type)
    {
        if (lower is null)
            return false;
        if (type.HasElementType)
            return IsLower(type.GetElementType()!);
        return type.Module != Layers[Layers.Count - 1].Module && (!type.IsGenericType || Array.TrueForAll(type.GetGenericArguments(), IsLower));
    }
}
