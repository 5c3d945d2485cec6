// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.Generators;

/// <summary>
/// Warns of instructions of 64-bit code that are right and seldom meant, where the name that was written does not say so: <c>iret()</c>, but not <c>iretd()</c>; and of global symbols that nothing binds. It looks at the
/// objects that the generator has added, since only they know the mode.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntryAdviceAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The names that leave open what is meant.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "iret", "sysret", "retf", "lret", "jmp", "call" };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        AdviceDescriptors.NarrowBranch, AdviceDescriptors.FarBranch, AdviceDescriptors.Sysret, AdviceDescriptors.Iret, AdviceDescriptors.FarReturn, AdviceDescriptors.UnboundGlobal);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics); // the macros of a package count as generated
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Look);
    }

    private static void Look(CompilationAnalysisContext context)
    {
        var lines = new CheckLines(context.Compilation, ProjectFolder.Of(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions));
        var told = new HashSet<Location>();
        foreach (var value in CarriedObjects.Of(context.Compilation))
        {
            if (CarriedObjects.Read(value) is not { } entryObject)
                continue;
            foreach (var (line, descriptor) in Doubtful(entryObject))
            {
                if (CallAt(lines.Find(line), context.CancellationToken) is { } call && told.Add(call.GetLocation()))
                    context.ReportDiagnostic(Diagnostic.Create(descriptor, call.GetLocation(), NameOf(call)));
            }

            foreach (var field in UnboundGlobals.Of(entryObject, context.Compilation, context.CancellationToken))
                context.ReportDiagnostic(Diagnostic.Create(AdviceDescriptors.UnboundGlobal, field.Locations[0], field.Name));
        }
    }

    private static IEnumerable<(SourceLocation Line, DiagnosticDescriptor Descriptor)> Doubtful(EntryObject entryObject)
    {
        foreach (var section in entryObject.Sections)
        {
            foreach (var item in section.Items)
            {
                if (item is { Kind: EntryItemKind.Instruction, Bitness: 64, Length: >= 1 and <= 16 } && DoubtfulBytes.Of(section.Bytes.Span.Slice(item.Offset, item.Length)) is { } descriptor)
                    yield return (new SourceLocation(entryObject.Files[item.File], item.Line), descriptor);
            }
        }
    }

    /// <summary>The call on a line that leaves open what is meant.</summary>
    private static InvocationExpressionSyntax? CallAt(Location line, CancellationToken cancellation)
    {
        if (line.SourceTree is not { } tree)
            return null;
        return tree.GetRoot(cancellation).DescendantNodes(line.SourceSpan).OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => line.SourceSpan.Contains(call.SpanStart) && Names.Contains(NameOf(call)));
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => "",
    };
}
