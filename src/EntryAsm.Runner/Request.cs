// SPDX-License-Identifier: MIT
namespace EntryAsm.Runner;

/// <summary>What is to be executed: a file of lines, so that paths may hold what they like.</summary>
/// <param name="Module">The module's full type name.</param>
/// <param name="Assembly">The compiled assembly.</param>
/// <param name="ProjectFolder">The project's folder, where a module finds its files when the compiler was told not to name it.</param>
/// <param name="References">The assemblies that it may need, by name; of two with one name the first is meant.</param>
internal sealed record Request(string Module, string Assembly, string ProjectFolder, IReadOnlyDictionary<string, string> References)
{
    private const int FirstReference = 3;

    public static Request Read(string[] lines)
    {
        var references = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in lines.Skip(FirstReference))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!references.ContainsKey(name))
                references.Add(name, path);
        }

        return new Request(lines[0], lines[1], lines[2], references);
    }
}
