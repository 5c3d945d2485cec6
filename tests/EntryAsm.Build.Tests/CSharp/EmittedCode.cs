// SPDX-License-Identifier: MIT
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace EntryAsm.Build.Tests;

/// <summary>Compiles emitted C# as a consumer's compiler would.</summary>
internal static class EmittedCode
{
    /// <summary>Compiles against .NET with every warning on and loads the result.</summary>
    public static Assembly Load(params string[] sources)
    {
        using var image = new MemoryStream();
        var compilation = Compile(LanguageVersion.CSharp7_3, sources).AddReferences(Net100.References.All);
        Check(compilation.Emit(image));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Compiles against no library but the one given as source: <c>csc -nostdlib</c>.</summary>
    public static void CompileWithout(string coreLibrary, params string[] sources) =>
        Check(Compile(LanguageVersion.CSharp12, [coreLibrary, .. sources]).Emit(Stream.Null, options: new EmitOptions(runtimeMetadataVersion: "v4.0.30319")));

    /// <summary>An object named Packed that has nothing but one section.</summary>
    public static EntryObject Section(string name, byte[] bytes) => new("Packed", [],
        [new EntrySection(name, SectionFlags.Alloc | SectionFlags.Execute, SectionType.ProgBits, 0, 1, bytes.Length, bytes, [], [], [])], [], [], []);

    public static string MinimalCoreLibrary()
    {
        using var reader = new StreamReader(typeof(EmittedCode).Assembly.GetManifestResourceStream("MinimalCoreLibrary.cs")!);
        return reader.ReadToEnd();
    }

    private static CSharpCompilation Compile(LanguageVersion version, string[] sources) => CSharpCompilation.Create(
        "Emitted", sources.Select(source => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(version))), null,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, checkOverflow: true, warningLevel: 9999));

    private static void Check(EmitResult result)
    {
        var problems = result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        if (problems.Count != 0)
            Assert.Fail(string.Join('\n', problems));
    }
}
