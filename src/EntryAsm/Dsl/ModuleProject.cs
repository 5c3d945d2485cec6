// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using EntryAsm.Finish;

namespace EntryAsm.Dsl;

/// <summary>Finds the project that holds a module, whose folder its files are named from.</summary>
internal static class ModuleProject
{
    /// <summary>Where a module's project lies is asked of the file system, and once is enough.</summary>
    private static readonly ConditionalWeakTable<Type, ProjectPaths> Known = new();

    /// <summary>The paths of the project that holds a module.</summary>
    public static ProjectPaths Of(Type module) => Known.GetValue(module, Find);

    private static ProjectPaths Find(Type module)
    {
        var file = module.GetCustomAttribute<EntryModuleAttribute>()?.File ?? "";
        return new ProjectPaths(RootFromGenerated(module, file) ?? NearestProject(file));
    }

    /// <summary>The generator tells the module's path inside its project; what stands before it is the root.</summary>
    private static string? RootFromGenerated(Type module, string file)
    {
        var inside = module.GetField(EntryModuleAttribute.FileConstant, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)?.GetRawConstantValue() as string;
        var path = ProjectPaths.Slashes(file);
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
}
