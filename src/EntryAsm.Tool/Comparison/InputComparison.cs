// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>Compares all modules of two inputs: by name, or, where each has one, those.</summary>
internal static class InputComparison
{
    private static readonly Listing Nothing = new("");

    public static List<ModuleDifference> Compare(Input old, Input now)
    {
        var form = ComparisonForm.Of(old.Kind, now.Kind);
        if (old.Modules.Length == 1 && now.Modules.Length == 1)
            return [ModuleComparison.Compare(old.Modules[0].Listing, now.Modules[0].Listing, form)];

        var differences = new List<ModuleDifference>();
        foreach (var name in now.Modules.Concat(old.Modules).Select(static module => module.Name).Distinct(StringComparer.Ordinal))
        {
            var before = old.Modules.FirstOrDefault(module => module.Name == name)?.Listing ?? Nothing;
            var after = now.Modules.FirstOrDefault(module => module.Name == name)?.Listing ?? new Listing(name);
            differences.Add(ModuleComparison.Compare(before, after, form));
        }

        return differences;
    }
}
