// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Reduction;
using EntryAsm.Generators.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators;

/// <summary>
/// Remembers what was compiled for an earlier compilation, for the ones after it: macros, which do not know the module, stay as they are while their files do, with all that
/// was found out about them.
/// </summary>
internal sealed class ProgramMemo(LayerStore layers)
{
    private readonly Dictionary<string, Compiled> compiled = new(StringComparer.Ordinal);

    /// <summary>How often all code a module can reach had to be compiled.</summary>
    public int Programs { get; private set; }

    public Evaluation Evaluate(string module, Compilation compilation, ModuleSettings settings, InputFiles inputs, CancellationToken cancellation) =>
        Evaluation.OnOwnStack(() => EvaluateHere(module, (CSharpCompilation)compilation, settings, inputs, cancellation));

    private Evaluation EvaluateHere(string module, CSharpCompilation compilation, ModuleSettings settings, InputFiles inputs, CancellationToken cancellation)
    {
        var symbol = compilation.Assembly.GetTypeByMetadataName(module)!;
        if (NewerLanguage.Found(compilation, symbol, cancellation) is { } newer)
            return new Evaluation(null, new([newer]), compilation.SyntaxTrees, []);
        if (!compiled.TryGetValue(module, out var known) || known.Of != compilation)
        {
            known = Compile(module, compilation, symbol, known, cancellation);
            if (known is null)
                compiled.Remove(module);
            else
                compiled[module] = known;
        }

        if (known is null)
            return Nothing(compilation, cancellation);
        lock (known.Gate)
        {
            var evaluation = Evaluation.Run(() => new ModuleRun(known.Program, module, settings, inputs, cancellation), compilation, symbol, cancellation);
            return evaluation.Object is null ? evaluation : evaluation with { Reached = known.Reached };
        }
    }

    /// <summary>Silence is right only where the compiler says something.</summary>
    private static Evaluation Nothing(CSharpCompilation compilation, CancellationToken cancellation) => compilation.GetDiagnostics(cancellation).Any(static message => message.Severity == DiagnosticSeverity.Error)
        ? new Evaluation(null, new([]), ImmutableArray<SyntaxTree>.Empty, []) : throw new InvalidOperationException("The module's files do not compile by themselves");

    private Compiled? Compile(string name, CSharpCompilation compilation, INamedTypeSymbol module, Compiled? before, CancellationToken cancellation)
    {
        var reduced = ReducedCompilation.Of(compilation, module, cancellation);
        var program = (reduced.Lower.Count == 0 ? null : InLayers(compilation, reduced, before, cancellation)) ?? InOne(name, compilation, reduced.InOne(), cancellation);
        return program is null ? null : program with { Reached = new(reduced.Lower.Concat(reduced.Upper).Select(static tree => tree.FilePath), StringComparer.Ordinal) };
    }

    /// <summary>Only what compiles without an error does so in layers: what lies outside is told by the whole.</summary>
    private Compiled? InLayers(CSharpCompilation compilation, ReducedCompilation reduced, Compiled? before, CancellationToken cancellation)
    {
        var lower = compiled.Values.Select(static other => other.Lower).FirstOrDefault(known => known?.IsOf(compilation, reduced) == true) ?? NewLower(compilation, reduced, cancellation);
        if (lower is null)
            return null;
        var upper = lower.Upper(compilation, reduced, before?.Upper ?? lower.LastUpper);
        if (ProgramImage.Emit(upper, cancellation).Image is not { } image)
            return null;
        lock (lower)
        {
            lower.LastUpper = upper;
            return new Compiled(compilation, lower.Program.With(image), lower, upper);
        }
    }

    private LowerLayer? NewLower(CSharpCompilation compilation, ReducedCompilation reduced, CancellationToken cancellation)
    {
        var name = LowerLayer.NameOf(compilation, reduced, cancellation);
        if (name is not null && layers.TryFind(name, out var known))
            return known;
        Programs++;
        var made = LowerLayer.Compile(compilation, reduced, cancellation);
        if (name is not null && made is not null)
            layers.Keep(name, made);
        return made;
    }

    private Compiled? InOne(string module, CSharpCompilation compilation, ReducedCompilation reduced, CancellationToken cancellation)
    {
        Programs++;
        var broken = new BrokenCode();
        var whole = compilation.WithOptions(reduced.Options).RemoveAllSyntaxTrees().AddSyntaxTrees(reduced.Upper.Concat(reduced.Shared));
        var image = broken.EmitWithout(whole, candidate => ProgramImage.Emit(candidate, cancellation));
        if (image is null)
            return null;
        var program = new AuthorProgram(new ReferencedImages(compilation.References)).With(image, broken.Pieces);
        // The module itself may be what was taken out.
        return program.Assembly.GetType(module) is null ? null : new Compiled(compilation, program, null, null);
    }

    private sealed record Compiled(CSharpCompilation Of, AuthorProgram Program, LowerLayer? Lower, CSharpCompilation? Upper)
    {
        public HashSet<string>? Reached { get; init; }

        /// <summary>What a run holds: another compilation may run over the same macros.</summary>
        public object Gate => (object?)Lower ?? Program;
    }
}
