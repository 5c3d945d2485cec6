// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Architecture;

/// <summary>A project under src/, compiled from its sources: no build, and so no stale one, stands between the code and what is said of it.</summary>
internal sealed class SourceProject
{
    /// <summary>What ImplicitUsings brings.</summary>
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>Libraries by file: compilations that share one share what is known of it.</summary>
    private static readonly ConcurrentDictionary<string, MetadataReference> libraries = new(StringComparer.Ordinal);

    private readonly XDocument definition;

    private SourceProject(string name, string folder, IEnumerable<SourceProject> uses)
    {
        Name = name;
        Folder = folder;
        definition = XDocument.Load(Path.Combine(folder, name + ".csproj"));
        Compilation = Compile(uses);
    }

    public string Name { get; }

    public string Folder { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>The projects that see the internals of this one.</summary>
    public IReadOnlyList<string> Friends => [.. definition.Descendants("InternalsVisibleTo").Select(item => item.Attribute("Include")!.Value).Order(StringComparer.Ordinal)];

    /// <summary>Every project under src/, each after those it refers to.</summary>
    public static IReadOnlyList<SourceProject> LoadAll(string repository)
    {
        var source = Path.Combine(repository, "src");
        var waiting = new SortedSet<string>(Directory.GetDirectories(source).Select(Path.GetFileName).Where(name => IsCompiled(Path.Combine(source, name!, name + ".csproj")))!, StringComparer.Ordinal);
        var loaded = new List<SourceProject>();
        while (waiting.Count != 0)
        {
            var next = waiting.First(name => References(Path.Combine(source, name, name + ".csproj")).All(used => !waiting.Contains(used)));
            waiting.Remove(next);
            loaded.Add(new SourceProject(next, Path.Combine(source, next), loaded));
        }

        return loaded;
    }

    /// <summary>Templates are text that <c>dotnet new</c> copies: their project compiles nothing.</summary>
    private static bool IsCompiled(string project) => File.Exists(project) && !XDocument.Load(project).Descendants("PackageType").Any(static type => type.Value == "Template");

    /// <summary>The projects under src/ that this one refers to.</summary>
    public IReadOnlyList<string> Uses => [.. References(Path.Combine(Folder, Name + ".csproj")).Order(StringComparer.Ordinal)];

    /// <summary>
    /// What the compiler does not find; bodies are left to the build. Parts that source generators write are missing here, and missed by nobody.
    /// </summary>
    public IEnumerable<Diagnostic> Errors => Compilation.GetDeclarationDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8795");

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));

    private CSharpCompilation Compile(IEnumerable<SourceProject> others)
    {
        var used = References(Path.Combine(Folder, Name + ".csproj")).ToHashSet(StringComparer.Ordinal);
        var references = others.Where(other => used.Contains(other.Name)).Select(other => (MetadataReference)other.Compilation.ToMetadataReference()).Concat(Libraries());
        var nullable = Property("Nullable") == "disable" ? NullableContextOptions.Disable : NullableContextOptions.Enable;
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable, allowUnsafe: true);
        var isExecutable = Property("OutputType") == "Exe";
        return CSharpCompilation.Create(Name, Trees(), references, isExecutable ? options.WithOutputKind(OutputKind.ConsoleApplication) : options);
    }

    private IEnumerable<SyntaxTree> Trees()
    {
        var language = LanguageVersionFacts.TryParse(Property("LangVersion"), out var version) ? version : LanguageVersion.Latest;
        var parsing = new CSharpParseOptions(language, DocumentationMode.Diagnose, preprocessorSymbols: ["NET", "NET8_0_OR_GREATER"])
            .WithFeatures([new("run-nullable-analysis", "never")]); // what a name means does not hang on it
        var leftOut = definition.Descendants("Compile").Select(item => item.Attribute("Remove")?.Value).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Folder, file).Replace('\\', '/');
            if (!name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal) && !leftOut.Contains(name))
                yield return CSharpSyntaxTree.ParseText(File.ReadAllText(file), parsing, file);
        }

        var friends = string.Concat(Friends.Select(friend => "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"" + friend + "\")]"));
        yield return CSharpSyntaxTree.ParseText(ImplicitUsings + friends, parsing, "");
    }

    /// <summary>The runtime's libraries, and those of the packages as restore has them. Everything is compiled for this runtime.</summary>
    private IEnumerable<MetadataReference> Libraries()
    {
        var byName = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Packages())
            byName[Path.GetFileName(file)] = file;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Where(IsManaged))
            byName[Path.GetFileName(file)] = file;
        return byName.Values.Select(file => libraries.GetOrAdd(file, static file => MetadataReference.CreateFromFile(file)));
    }

    private string? Property(string name) => definition.Descendants(name).FirstOrDefault()?.Value;

    private IEnumerable<string> Packages()
    {
        var assets = Path.Combine(Folder, "obj", "project.assets.json");
        if (!File.Exists(assets))
            throw new InvalidOperationException(Name + " is not restored; run: dotnet restore EntryAsm.sln");
        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        var root = document.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var target = root.GetProperty("targets").EnumerateObject().OrderBy(each => each.Name, StringComparer.Ordinal).First().Value;
        foreach (var package in target.EnumerateObject().Where(package => package.Value.GetProperty("type").GetString() == "package" && package.Value.TryGetProperty("compile", out _)))
        {
            var path = root.GetProperty("libraries").GetProperty(package.Name).GetProperty("path").GetString()!;
            foreach (var file in package.Value.GetProperty("compile").EnumerateObject().Where(file => file.Name.EndsWith(".dll", StringComparison.Ordinal)))
                yield return folders.Select(folder => Path.Combine(folder, path, file.Name)).First(File.Exists);
        }
    }

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
        return reader.HasMetadata;
    }
}
