// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>
/// Remembers what each module became. The compiler asks again after every change anywhere; the answer is reused while nothing it was made of has changed:
/// the texts of the files whose code was evaluated, the declarations in all others, options and references. What it remembers holds no syntax and no symbols.
/// </summary>
internal sealed class ModuleMemo(OutputStore store)
{
    private readonly Dictionary<string, (ModuleSurroundings Surroundings, EvaluatedModule Module)> entries = new(StringComparer.Ordinal);
    private readonly ProgramMemo programs = new();

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
        if (entries.TryGetValue(key.MetadataName, out var known) && known.Surroundings.AreOf(key, project, compilation) && known.Module.StillHolds(compilation, inputs, cancellation))
            return known.Module;

        var name = ModuleSurroundings.TextOf(key, project, compilation);
        var module = Stored(name, compilation, inputs, cancellation) ?? Evaluate(key, name, compilation, project, inputs, cancellation);
        entries[key.MetadataName] = (new ModuleSurroundings(key, project, compilation), module);
        return module;
    }

    private EvaluatedModule? Stored(string? name, Compilation compilation, InputFiles inputs, CancellationToken cancellation) =>
        name is not null && store.Find(name) is { } found && found.StillHolds(compilation, inputs, cancellation) ? found : null;

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
