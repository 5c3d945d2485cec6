// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators.Images;

/// <summary>Loads the image of the author's types next to the compiler, where it can be unloaded again if the runtime knows how.</summary>
internal sealed class LoadedTypes(ReferencedImages references, Assembly[] lower)
{
    private static readonly Type? Context = typeof(object).Assembly.GetType("System.Runtime.Loader.AssemblyLoadContext");

    private readonly Dictionary<string, Assembly?> libraries = new(StringComparer.Ordinal);
    private object? context;

    public Assembly Load(byte[] image)
    {
        if (Context is null)
        {
#pragma warning disable RS1035 // It is no dependency of the analyzer but types of its own making, with no code of the author in them.
            return Assembly.Load(image);
#pragma warning restore RS1035
        }

        if (context is null)
        {
            context = Activator.CreateInstance(Context, "EntryAsm", true)!;
            var resolving = Context.GetEvent("Resolving")!;
            resolving.AddEventHandler(context, Delegate.CreateDelegate(resolving.EventHandlerType!, this, typeof(LoadedTypes).GetMethod(nameof(Resolve), BindingFlags.NonPublic | BindingFlags.Instance)!));
        }

        return (Assembly)Context.GetMethod("LoadFromStream", [typeof(Stream)])!.Invoke(context, [new MemoryStream(image)])!;
    }

    /// <summary>The engine is the generator's own, whichever the module was compiled against; of other libraries there are the types alone.</summary>
    private Assembly? Resolve(object _, AssemblyName name)
    {
        if (name.Name == "EntryAsm")
            return typeof(EntryAssembler).Assembly;
        if (Array.Find(lower, layer => layer.GetName().Name == name.Name) is { } known)
            return known;
        if (!libraries.TryGetValue(name.Name!, out var library))
        {
            libraries.Add(name.Name!, null);
            library = references.Find(name.Name!) is { } image ? Load(image) : null;
            library?.GetType(StubImage.HostType)?.GetField(StubImage.HostField)?.SetValue(null, (Func<int, Type[], object?[], object?>)Refuse);
            libraries[name.Name!] = library;
        }

        return library;
    }

    private static object? Refuse(int token, Type[] types, object?[] arguments) => throw new EvaluationStop(Descriptors.CompiledMacro, "A member", "a referenced library");
}
