// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.Serialization;
using EntryAsm.Errors;
using EntryAsm.Finish;
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Natives;

namespace EntryAsm.Generators.Running;

/// <summary>How a module is evaluated.</summary>
/// <param name="ProjectRoot">The project's folder, as it is in the paths the compiler hands to callers.</param>
/// <param name="NotesMacros">Whether the object says which macro wrote what.</param>
internal sealed record ModuleSettings(string ProjectRoot, bool NotesMacros = false);

/// <summary>One evaluation of one module, from its constructor to the finished object.</summary>
internal sealed class ModuleRun(AuthorProgram program, string module, ModuleSettings settings, InputFiles inputs, CancellationToken cancellation)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public Machine Machine { get; } = new(program, cancellation);

    /// <summary>True once the author's code has run and the engine lays out the sections.</summary>
    public bool IsFinishing { get; private set; }

    /// <summary>The errors after which the work continued: those of the author's calls, then those of the finish.</summary>
    public IReadOnlyList<EngineError> EngineErrors => Machine.EngineErrors;

    /// <summary>The inputs that were asked for, those included that are none.</summary>
    public IEnumerable<string> Inputs => asked;

    /// <returns>The object; null when there are errors.</returns>
    public EntryObject? Assemble()
    {
        foreach (var initializer in program.Assembly.ManifestModule.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(static method => method.Name == StubImage.StaticConstructor))
            Machine.Invoke(initializer, null);

        var type = program.Assembly.GetType(module, throwOnError: true)!;
        var constructor = type.GetConstructors(Instance).First(static candidate => candidate.GetParameters().All(static parameter => parameter.IsOptional));
        var made = (EntryAssembler)FormatterServices.GetUninitializedObject(type);
        Machine.Invoke(constructor, made, [.. constructor.GetParameters().Select(static parameter => parameter.HasDefaultValue ? parameter.DefaultValue : null)]);
        made.assembly.Inputs = Read;
        made.assembly.Expansions = settings.NotesMacros ? MacroCalls.Log(Machine) : null;
        var assemble = (MethodInfo)VirtualMethods.Find(type, typeof(EntryAssembler).GetMethod("Assemble", Instance)!)!;
        Machine.Invoke(assemble, made);

        IsFinishing = true;
        cancellation.ThrowIfCancellationRequested();
        var late = ErrorSink.Collecting();
        try
        {
            var built = made.Finish(module, new ProjectPaths(settings.ProjectRoot), late);
            if (built is not null)
                RequireCarried(built);
            return EngineErrors.Count + late.All.Count == 0 ? built : null;
        }
        finally
        {
            Machine.EngineErrors.AddRange(late.All.Select(static error => new EngineError(error, null)));
        }
    }

    /// <summary>More code and data than an assembly can carry as text would be numbers, and those are more than a compiler takes.</summary>
    private void RequireCarried(EntryObject built)
    {
        var bytes = built.Sections.Sum(static section => (long)section.Bytes.Length);
        if (bytes > CSharpWriter.MaxPacked)
            throw Machine.Stop(new EvaluationStop(Descriptors.OutsideSubset, "A module of " + Budget.Grouped(bytes) + " bytes, more than the " + Budget.Grouped(CSharpWriter.MaxPacked) + " an assembly can carry,", "give large data to the linker by itself, as with 'ld -r -b binary'"));
    }

    private Assembler.BinaryInput Read(string path)
    {
        asked.Add(path);
        var input = inputs.Read(path);
        Machine.Memory(input.Bytes?.Length ?? 0);
        return input;
    }
}
