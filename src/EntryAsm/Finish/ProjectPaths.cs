// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EntryAsm.Finish;

/// <summary>Turns the compiler's file paths into names that are the same on every machine.</summary>
/// <remarks>A file of the project is named by its path inside it; a file from elsewhere (a package, another project) by its last folder and file name.</remarks>
internal sealed class ProjectPaths
{
    /// <summary>Where a module's project lies is asked of the file system, and once is enough.</summary>
    private static readonly ConditionalWeakTable<Type, ProjectPaths> Known = new();

    private readonly string root;
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    /// <param name="root">The project's folder as the compiler spells it, or empty when not known.</param>
    public ProjectPaths(string root) => this.root = Slashes(root).TrimEnd('/');

    /// <summary>The paths of the project that holds a module.</summary>
    public static ProjectPaths Of(Type module) => Known.GetValue(module, Find);

    public string Name(string file) => names.GetOrAdd(file, Shorten);

    private static ProjectPaths Find(Type module)
    {
        var file = module.GetCustomAttribute<EntryModuleAttribute>()?.File ?? "";
        return new ProjectPaths(RootFromGenerated(module, file) ?? NearestProject(file));
    }

    private string Shorten(string file)
    {
        var path = Slashes(file);
        if (root.Length != 0 && path.Length > root.Length && path[root.Length] == '/' && path.StartsWith(root, StringComparison.Ordinal))
            return path.Substring(root.Length + 1);

        var name = path.LastIndexOf('/');
        var folder = name <= 0 ? -1 : path.LastIndexOf('/', name - 1);
        return path.Substring(folder + 1);
    }

    /// <summary>The generator tells the module's path inside its project; what stands before it is the root.</summary>
    private static string? RootFromGenerated(Type module, string file)
    {
        var inside = module.GetField(EntryModuleAttribute.FileConstant, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)?.GetRawConstantValue() as string;
        var path = Slashes(file);
        return inside is not null && path.EndsWith("/" + inside, StringComparison.Ordinal) ? path.Substring(0, path.Length - inside.Length - 1) : null;
    }

    /// <summary>Without the generator: the nearest folder above the module that holds a project file.</summary>
    private static string NearestProject(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && Directory.GetFiles(folder, "*.csproj").Length != 0)
                return folder!;
        }

        return "";
    }

    private static string Slashes(string path) => path.Replace('\\', '/');
}
