// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryAsm.CodeFixes.Tests;

/// <summary>Each fix, from the diagnostic as the compiler reports it to the text it leaves; what it leaves has no such diagnostic.</summary>
public class FixTests
{
    private const string Module = "using EntryAsm;\nnamespace Kernel;\n[EntryModule]\npublic sealed partial class M : EntryAssembler\n{\n    protected override void Assemble()\n    {\n        BODY\n    }\n}\n";

    [Theory]
    [InlineData("mov(eax, rbx);", "mov(rax, rbx);", 0)]
    [InlineData("mov(eax, rbx);", "mov(eax, ebx);", 1)]
    [InlineData("mov(rsp, dword.gs[8]);", "mov(esp, dword.gs[8]);", 0)]
    [InlineData("mov(rsp, dword.gs[8]);", "mov(rsp, qword.gs[8]);", 1)]
    [InlineData("mov(al, word[rcx]);", "mov(ax, word[rcx]);", 0)]
    [InlineData("mov(al, word[rcx]);", "mov(al, @byte[rcx]);", 1)]
    [InlineData("push(eax);", "push(rax);", 0)]
    [InlineData("push(r9d);", "push(r9);", 0)]
    public void OperandSize(string before, string after, int offer) => Check(new OperandSizeFix(), "EA0004", before, after, offer);

    [Theory]
    [InlineData("EA0201", "jmp(ax);", "jmp(rax);", 0)]
    [InlineData("EA0201", "call(r10w);", "call(r10);", 0)]
    [InlineData("EA0202", "call(dword[rax]);", "call(qword[rax]);", 0)]
    [InlineData("EA0202", "jmp(dword.gs[8]);", "jmp(fword.gs[8]);", 1)]
    [InlineData("EA0203", "sysret();", "sysretq();", 0)]
    [InlineData("EA0203", "sysret();", "sysretl();", 1)]
    [InlineData("EA0204", "this.iret();", "this.iretq();", 0)]
    [InlineData("EA0205", "lret(8);", "retfq(8);", 0)]
    [InlineData("EA0205", "retf();", "retfd();", 1)]
    public void MeantInstruction(string id, string before, string after, int offer) => Check(new MeantInstructionFix(), id, before, after, offer);

    [Theory]
    [InlineData("push(1, \"x\", 5);", "push(1);")]
    [InlineData("nop(\"x\");", "nop();")]
    public void CallerArgument(string before, string after) => Check(new CallerArgumentFix(), "EA0206", before, after, 0);

    [Theory]
    [InlineData("int(0x80);", "@int(0x80);")]
    [InlineData("lock(); add(dword[rax], 1);", "@lock(); add(dword[rax], 1);")]
    [InlineData("in(al, dx);", "@in(al, dx);")]
    [InlineData("out(dx, al);", "@out(dx, al);")]
    [InlineData("mov(al, byte[rax]);", "mov(al, @byte[rax]);")]
    [InlineData("mov(byte.gs[rax], 1);", "mov(@byte.gs[rax], 1);")]
    public void KeywordName(string before, string after) => Check(new KeywordNameFix(), "CS", before, after, 0);

    [Theory]
    [InlineData("public sealed class M", "public sealed partial class M")]
    [InlineData("/** About it. */ class M", "/** About it. */ partial class M")]
    public void Partial(string before, string after) => CheckText(new PartialFix(), "EA0101", Module.Replace("public sealed partial class M", before, StringComparison.Ordinal).Replace("BODY", "nop();", StringComparison.Ordinal),
        Module.Replace("public sealed partial class M", after, StringComparison.Ordinal).Replace("BODY", "nop();", StringComparison.Ordinal), 0);

    private static void Check(CodeFixProvider fix, string id, string before, string after, int offer) =>
        CheckText(fix, id, Module.Replace("BODY", before, StringComparison.Ordinal), Module.Replace("BODY", after, StringComparison.Ordinal), offer);

    private static void CheckText(CodeFixProvider fix, string id, string before, string after, int offer)
    {
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Kernel", "Kernel", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary), parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: [.. Basic.Reference.Assemblies.Net100.References.All, MetadataReference.CreateFromFile(typeof(EntryAssembler).Assembly.Location)]))
            .AddDocument("Module.cs", before, filePath: "/project/Module.cs");
        var offers = new List<CodeAction>();
        foreach (var diagnostic in Diagnostics(document).Where(one => one.Id.StartsWith(id, StringComparison.Ordinal) && fix.FixableDiagnosticIds.Contains(one.Id)))
        {
            fix.RegisterCodeFixesAsync(new CodeFixContext(document, Located(diagnostic, document), (action, _) => offers.Add(action), default)).GetAwaiter().GetResult();
            if (offers.Count != 0)
                break;
        }

        Assert.True(offers.Count > offer, "nothing is offered on " + string.Join("\n", Diagnostics(document)));
        var operation = offers[offer].GetOperationsAsync(default).GetAwaiter().GetResult().OfType<ApplyChangesOperation>().Single();
        var changed = operation.ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(after, changed.GetTextAsync().GetAwaiter().GetResult().ToString());
        Assert.Empty(Diagnostics(changed));
    }

    /// <summary>A generator's diagnostic names a place in a file; the editor gives it the document's tree.</summary>
    private static Diagnostic Located(Diagnostic diagnostic, Document document) => diagnostic.Location.IsInSource ? diagnostic
        : Diagnostic.Create(diagnostic.Descriptor, Location.Create(document.GetSyntaxTreeAsync().GetAwaiter().GetResult()!, diagnostic.Location.SourceSpan), Arguments(diagnostic));

    private static object[] Arguments(Diagnostic diagnostic) => [diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>What compiler, generator and analyzers say of a document, but for what the generator is not run for.</summary>
    private static ImmutableArray<Diagnostic> Diagnostics(Document document)
    {
        var input = document.Project.GetCompilationAsync().GetAwaiter().GetResult()!;
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new EntryModuleGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)document.Project.ParseOptions!);
        driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var generated);
        var advice = output.WithAnalyzers([new EntryAdviceAnalyzer(), new CallerArgumentAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. output.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error), .. generated, .. advice];
    }
}
