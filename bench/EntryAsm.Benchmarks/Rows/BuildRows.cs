// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Benchmarks;

/// <summary>What a build costs.</summary>
internal static class BuildRows
{
    private const int BlobSize = 64 * 1024;

    /// <summary>Builds until the compiler server has compiled the generator for good.</summary>
    private const int ServerWarmUps = 40;

    public static IEnumerable<Row> All =>
    [
        new("what the module adds to a whole `dotnet build` after an edit elsewhere, compiler server warm", "`gcc -c` of our GNU source", 7, static () => WholeBuild(static project => project.Build())),
        new("the same after an edit in the module", "`gcc -c` of our GNU source", 12, static () => WholeBuild(static project => project.BuildEditedModule())),
        new("compiling the emitted C# for 64 KiB of code", "the same class with the bytes in an embedded resource", 1.5, EmittedCSharp),
    ];

    /// <summary>What a project with the module takes to build after an edit, less what an empty one takes.</summary>
    private static Result WholeBuild(Action<BuildProject> build)
    {
        using var folder = new TemporaryFolder();
        var packages = BuildProject.Pack(folder.File("packages"));
        BuildProject all = new(folder.File("all"), BuildParts.All, packages), none = new(folder.File("none"), BuildParts.None, packages), sources = new(folder.File("sources"), BuildParts.Sources, packages);
        var source = folder.File("entry.S");
        File.WriteAllText(source, GasWriter.Write(RepeatedEntry.Once));
        for (var warmUp = 0; warmUp < ServerWarmUps; warmUp++)
            build(all);

        var builds = Pair.Compare(() => build(all), none.Build, rounds: 9);
        var least = Pair.Compare(sources.Build, none.Build, rounds: 5);
        var gcc = Pair.Compare(() => ExternalTool.Run("gcc", "-c", source, "-o", folder.File("entry.o")), () => { }, rounds: 21);
        var added = builds.Ours.Milliseconds - builds.Theirs.Milliseconds;
        var sourcesAdd = least.Ours.Milliseconds - least.Theirs.Milliseconds;
        return new Result(added / gcc.Ours.Milliseconds,
            string.Create(CultureInfo.InvariantCulture, $"{added:0} ms ({builds.Ours.Milliseconds:0} with, {builds.Theirs.Milliseconds:0} without; {sourcesAdd:0} for the macros as plain C#)"),
            string.Create(CultureInfo.InvariantCulture, $"{gcc.Ours.Milliseconds:0.#} ms"));
    }

    private static Result EmittedCSharp()
    {
        var bytes = new byte[BlobSize];
        new Random(1).NextBytes(bytes);
        var source = CSharpWriter.Write(new Blob(bytes).Build(), new CSharpOptions { PackedFrom = EntryAsm.Generators.ModuleSource.PackedFrom });
        var withResource = WithResource(source);
        return Result.Of(Pair.Compare(() => Compile(source), () => Compile(withResource, bytes), rounds: 81));
    }

    /// <summary>The same class, but for the bytes: the usual way to a span over a resource.</summary>
    private static string WithResource(string source)
    {
        var bytes = source.IndexOf("=> global::System.Runtime.InteropServices.MemoryMarshal", StringComparison.Ordinal);
        return source[..bytes] + "=> Resource.Read();" + source[(source.IndexOf(';', bytes) + 1)..] + """
            internal static unsafe class Resource
            {
                public static System.ReadOnlySpan<byte> Read()
                {
                    var stream = (System.IO.UnmanagedMemoryStream)typeof(Resource).Assembly.GetManifestResourceStream("code");
                    return new System.ReadOnlySpan<byte>(stream.PositionPointer, (int)stream.Length);
                }
            }
            """;
    }

    private static void Compile(string source, byte[]? resource = null)
    {
        var compilation = CSharpCompilation.Create("Blob", [CSharpSyntaxTree.ParseText(source)], Basic.Reference.Assemblies.Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly, manifestResources: resource is null ? null : [new ResourceDescription("code", () => new MemoryStream(resource), true)]);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Take(3)));
    }

    /// <summary>Random bytes as a module.</summary>
    [EntryModule]
    private sealed class Blob(byte[] bytes) : EntryAssembler
    {
        protected override void Assemble()
        {
            var routine = Global("routine");
            bind(routine);
            foreach (var value in bytes)
                db(value);
            size(routine);
        }
    }
}
