// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using EntryAsm.Finish;

namespace EntryAsm.Dsl;

/// <summary>Finds the project that holds a module, whose folder its files are named from.</summary>
internal static class ModuleProject
{
    /// <summary>The file system is asked only once where a module's project is.</summary>
    private static readonly ConditionalWeakTable<Type, ProjectPaths> Known = new();

    /// <summary>What the build that executes modules to prove them says of their project's folder.</summary>
    private static string? Told => AppContext.GetData("EntryAsm.ProjectFolder") as string;

    /// <summary>The paths of the project that holds a module.</summary>
    public static ProjectPaths Of(Type module) => Known.GetValue(module, Find);

    /// <summary>Where its files are read: the project's folder, also where the compiler was told to write another path for it.</summary>
    public static string FolderOf(Type module)
    {
        var root = Of(module).Root;
        return Directory.Exists(root) ? root : Told ?? root;
    }

    private static ProjectPaths Find(Type module)
    {
        var file = module.GetCustomAttribute<EntryModuleAttribute>()?.File ?? "";
        return new ProjectPaths(RootFromGenerated(module, file) ?? NearestProject(file));
    }

    /// <summary>The generator gives the module's path inside its project, and what precedes it is the root. For a file from elsewhere it gives an empty one, which does not say where the project is.</summary>
    private static string? RootFromGenerated(Type module, string file)
    {
        var inside = module.GetField(EntryModuleAttribute.FileConstant, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)?.GetRawConstantValue() as string;
        var path = ProjectPaths.Slashes(file);
        return inside switch
        {
            null => null,
            "" => Told ?? "",
            _ => path.EndsWith("/" + inside, StringComparison.Ordinal) ? path.Substring(0, path.Length - inside.Length - 1) : null,
        };
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
}
