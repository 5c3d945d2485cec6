// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>
/// Remembers what each module became. The compiler asks again after every change anywhere; the answer is reused while nothing it was made of has changed:
/// the texts of the files whose code was evaluated, the declarations in others that it may use, the names in the rest, options and references. What it remembers holds no syntax and no symbols.
/// </summary>
internal sealed class ModuleMemo(OutputStore store, LayerStore layers)
{
    private readonly Dictionary<string, (ModuleKey Key, ModuleSurroundings Surroundings, EvaluatedModule Module)> entries = new(StringComparer.Ordinal);
    private readonly ProgramMemo programs = new(layers);
    private readonly WeakReference<Compilation?> last = new(null);
    private ModuleSurroundings? surroundings;

    /// <summary>How often a module was evaluated.</summary>
    public int Interpretations { get; private set; }

    /// <summary>How often that took binding all code the module reaches, instead of what was edited.</summary>
    public int Programs => programs.Programs;

    public ModuleOutput Read(ModuleKey key, Compilation compilation, ProjectFolder project, InputFiles inputs, CancellationToken cancellation)
    {
        lock (entries)
        {
            try
            {
                return ReadHere(key, compilation, project, inputs, cancellation).Output;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return ModuleReader.Broken(key, exception);
            }
        }
    }

    private EvaluatedModule ReadHere(ModuleKey key, Compilation compilation, ProjectFolder project, InputFiles inputs, CancellationToken cancellation)
    {
        var here = Surroundings(project, compilation);
        if (entries.TryGetValue(key.MetadataName, out var known) && known.Key == key && known.Surroundings == here && known.Module.StillHolds(compilation, inputs, cancellation))
            return known.Module;

        var name = here.NameOf(key);
        var module = Stored(name, compilation, inputs, cancellation) ?? Evaluate(key, name, compilation, project, inputs, cancellation);
        entries[key.MetadataName] = (key, here, module);
        return module;
    }

    /// <summary>One object as long as they are the same, whose comparison all modules share.</summary>
    private ModuleSurroundings Surroundings(ProjectFolder project, Compilation compilation)
    {
        if (surroundings is null || !(last.TryGetTarget(out var before) && before == compilation ? surroundings.IsOf(project) : surroundings.AreOf(project, compilation)))
            surroundings = new ModuleSurroundings(project, compilation);
        last.SetTarget(compilation);
        return surroundings;
    }

    private EvaluatedModule? Stored(string? name, Compilation compilation, InputFiles inputs, CancellationToken cancellation) =>
        name is not null && store.TryFind(name, out var found) && found.StillHolds(compilation, inputs, cancellation) ? found : null;

    private EvaluatedModule Evaluate(ModuleKey key, string? name, Compilation compilation, ProjectFolder project, InputFiles inputs, CancellationToken cancellation)
    {
        Interpretations++;
        var (output, touched, reached, read) = ModuleReader.Read(key, compilation, programs, project, inputs, cancellation);
        var module = EvaluatedModule.Of(output, touched, reached, read, compilation, inputs, cancellation);
        if (name is not null && reached is not null && output.Diagnostics.Count == 0) // what is wrong is found anew in every build
            store.Keep(name, module);
        return module;
    }
}
