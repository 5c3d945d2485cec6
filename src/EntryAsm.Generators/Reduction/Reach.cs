// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Reduction;

/// <summary>Which files may use which, by the names of types and extensions.</summary>
internal sealed class Reach
{
    private readonly List<(SyntaxTree Tree, TreeOutline Outline)> trees;
    private readonly Dictionary<string, List<(SyntaxTree Tree, TreeOutline.TypeOutline Type)>> byName = new(StringComparer.Ordinal);

    public Reach(CSharpCompilation compilation, CancellationToken cancellation)
    {
        trees = [.. compilation.SyntaxTrees.Select(static tree => (tree, TreeOutline.Of(tree)))];
        foreach (var (tree, outline) in trees)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var type in outline.Types)
            {
                foreach (var name in type.Declared.Concat(type.Extensions))
                {
                    if (!byName.TryGetValue(name, out var list))
                        byName.Add(name, list = []);
                    list.Add((tree, type));
                }
            }
        }
    }

    /// <summary>The files that a type may come to.</summary>
    public HashSet<SyntaxTree> From(string module)
    {
        var found = new HashSet<SyntaxTree>();
        var done = new HashSet<TreeOutline.TypeOutline>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<IEnumerable<string>>();
        void Add(SyntaxTree tree, TreeOutline.TypeOutline type)
        {
            if (!done.Add(type))
                return;
            open.Push(type.Used);
            if (found.Add(tree))
                open.Push(TreeOutline.Of(tree).FileNames);
        }

        void AddNamed(string name)
        {
            if (byName.TryGetValue(name, out var list))
                list.ForEach(pair => Add(pair.Tree, pair.Type));
        }

        AddNamed(module);
        foreach (var (tree, outline) in trees)
        {
            foreach (var type in outline.Types.Where(static type => type.IsAlwaysReached))
                Add(tree, type);
            if (outline.HasGlobalUsings)
                open.Push(outline.FileNames);
        }

        do
        {
            while (open.Count > 0)
            {
                foreach (var name in open.Pop().Where(seen.Add))
                {
                    AddNamed(name);
                    AddNamed(name + "Attribute");
                }
            }

            foreach (var (tree, type) in InitializersOf(done))
                Add(tree, type);
        }
        while (open.Count > 0);

        return found;
    }

    /// <summary>Types that run when the assembly is loaded and touch what is reached: nobody names them.</summary>
    private List<(SyntaxTree Tree, TreeOutline.TypeOutline Type)> InitializersOf(HashSet<TreeOutline.TypeOutline> reached) =>
        [.. trees.SelectMany(static pair => pair.Outline.Types.Where(static type => type.HasInitializer).Select(type => (pair.Tree, type)))
            .Where(pair => !reached.Contains(pair.type) && reached.Any(known => pair.type.Used.Overlaps(known.Declared)))];

    /// <summary>Of these files, those that know a type: they use a name that it, or another that knows it, declares. Null when names do not tell.</summary>
    public HashSet<SyntaxTree>? Knowing(string module, HashSet<SyntaxTree> reached)
    {
        var found = new HashSet<SyntaxTree>();
        var names = new HashSet<string>(StringComparer.Ordinal) { module };
        if (trees.Exists(pair => reached.Contains(pair.Tree) && pair.Outline.Types.Any(static type => type.HasInitializer)))
            return null;
        for (var grows = true; grows;)
        {
            grows = false;
            foreach (var (tree, outline) in trees)
            {
                if (found.Contains(tree) || !reached.Contains(tree) || !Uses(outline, names))
                    continue;
                if (outline.HasStatements || outline.Types.Any(static type => type.IsAlwaysReached))
                    return null;
                grows = found.Add(tree);
                names.UnionWith(outline.Types.SelectMany(static type => type.Declared.Concat(type.Extensions)));
            }
        }

        return found;
    }

    private static bool Uses(TreeOutline outline, HashSet<string> names) => outline.FileNames.Any(name => names.Contains(name) || names.Contains(name + "Attribute"))
        || outline.Types.Any(type => names.Overlaps(type.Declared) || names.Overlaps(type.Used));
}
