// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Tests;

/// <summary>How evaluating a program compares with executing it.</summary>
public enum Verdict
{
    Equal,
    ThrownAlike,
    Refused,
    NoProgram,
    Different,
}

/// <summary>What came of one program.</summary>
public sealed record ProgramOutcome(SmallProgram Program, Verdict Verdict, string Told, TimeSpan Time);

/// <summary>Compiles many programs at once, executes each, evaluates each, and compares what they wrote.</summary>
internal static class ProgramBatch
{
    /// <summary>Whether something may be null changes no code, and looking for it takes half of the compiler's time.</summary>
    private static readonly CSharpParseOptions Parsing = new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("run-nullable-analysis", "never")]);
    private static readonly MetadataReference[] References = [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)];

    /// <param name="programs">The programs.</param>
    /// <param name="shared">C# that all of them use: compiled once, where nothing of it changes from one to the next.</param>
    /// <param name="executed">How what is executed is compiled. What is evaluated is compiled as a release, and compiling costs far more than executing or evaluating.</param>
    public static List<ProgramOutcome> Run(IReadOnlyList<SmallProgram> programs, string shared = "", OptimizationLevel executed = OptimizationLevel.Debug)
    {
        var common = CSharpSyntaxTree.ParseText(SmallProgram.Usings + shared, Parsing, "/programs/Shared.cs", System.Text.Encoding.UTF8);
        var trees = programs.Select(Trees).ToList();
        var (compilation, image, errors) = WithoutErrors(Compilation(trees.SelectMany(static files => files).Prepend(common)));
        var sound = Enumerable.Range(0, programs.Count).Where(index => !trees[index].Any(errors.ContainsKey)).ToList();
        var outcomes = Enumerable.Range(0, programs.Count).Except(sound)
            .Select(index => new ProgramOutcome(programs[index], Verdict.NoProgram, errors[trees[index].First(errors.ContainsKey)], TimeSpan.Zero)).ToList();

        var context = new AssemblyLoadContext(null, isCollectible: true);
        var assembly = context.LoadFromStream(new MemoryStream((executed == OptimizationLevel.Release ? image : Emit(compilation, executed).Image!).Bytes.ToArray()));
        var evaluated = Evaluation.OnOwnStack(() => new AuthorProgram(new ReferencedImages(compilation.References)).With(image));
        foreach (var index in sound)
            outcomes.Add(Compare(programs[index], "P" + index, assembly, evaluated));
        context.Unload();
        return outcomes;
    }

    /// <summary>Compiles what compiles: the files of a program with an error are taken out.</summary>
    private static (CSharpCompilation Compilation, ProgramImage Image, Dictionary<SyntaxTree, string> Errors) WithoutErrors(CSharpCompilation compilation)
    {
        var all = new Dictionary<SyntaxTree, string>();
        while (true)
        {
            var (image, errors) = Emit(compilation, OptimizationLevel.Release);
            if (image is not null)
                return (compilation, image, all);
            foreach (var error in errors)
                all.TryAdd(error.Location.SourceTree!, error.ToString());
            var bad = all.Keys.Select(Space).ToHashSet(StringComparer.Ordinal);
            compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(tree => bad.Contains(Space(tree))));
        }
    }

    /// <summary>A program's files share what stands before the first dot of their names.</summary>
    private static string Space(SyntaxTree tree) => tree.FilePath.Split('.')[0];

    private static (ProgramImage? Image, IReadOnlyList<Diagnostic> Errors) Emit(CSharpCompilation compilation, OptimizationLevel level) =>
        ProgramImage.Emit(compilation.WithOptions(compilation.Options.WithOptimizationLevel(level)), default);

    private static ProgramOutcome Compare(SmallProgram program, string space, System.Reflection.Assembly assembly, AuthorProgram evaluated)
    {
        var executed = Evaluation.OnOwnStack(() => Outcome(() => ((EntryAssembler)Activator.CreateInstance(assembly.GetType(space + ".M", throwOnError: true)!)!).Build()));
        var clock = Stopwatch.StartNew();
        var run = new ModuleRun(evaluated, space + ".M", new ModuleSettings(""), InputFiles.None, default);
        var outcome = Evaluation.OnOwnStack(() => Outcome(() => run.Assemble() ?? throw run.EngineErrors[0].Exception));
        if (run.Machine.Stopped is { } stopped)
        {
            var told = stopped is EvaluationStop stop ? stop.Descriptor.Id + " " + string.Format(CultureInfo.InvariantCulture, stop.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), stop.Arguments) : stopped.ToString();
            return new ProgramOutcome(program, told.StartsWith("EA0199", StringComparison.Ordinal) || stopped is not EvaluationStop ? Verdict.Different : Verdict.Refused, told, clock.Elapsed);
        }

        var verdict = executed != outcome ? Verdict.Different : executed.StartsWith("throws ", StringComparison.Ordinal) ? Verdict.ThrownAlike : Verdict.Equal;
        return new ProgramOutcome(program, verdict, "executed: " + executed + "\nevaluated: " + outcome, clock.Elapsed);
    }

    private static string Outcome(Func<EntryObject> build)
    {
        try
        {
            return JsonWriter.Write(build());
        }
        catch (Exception exception)
        {
            while (exception is System.Reflection.TargetInvocationException && exception.InnerException is not null)
                exception = exception.InnerException;
            return "throws " + exception.GetType().FullName + ": " + exception.Message;
        }
    }

    private static List<SyntaxTree> Trees(SmallProgram program, int index)
    {
        var space = "P" + index;
        var text = CSharpSyntaxTree.ParseText(program.Text(space), Parsing, "/programs/" + space + ".cs", System.Text.Encoding.UTF8);
        return program.Extra.Length == 0 ? [text] : [text, CSharpSyntaxTree.ParseText(program.ExtraText(space), Parsing, "/programs/" + space + ".Extra.cs", System.Text.Encoding.UTF8)];
    }

    private static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create("Programs", trees, References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
}
