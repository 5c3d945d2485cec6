// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Generators.Reduction;

/// <summary>Which files may use which, by the names of types and extensions; made once a compilation, for all its modules.</summary>
internal sealed class Reach
{
    private static readonly ConditionalWeakTable<CSharpCompilation, Reach> Known = new();

    private readonly Dictionary<SyntaxTree, int> places = [];
    private readonly Dictionary<string, List<(SyntaxTree Tree, TreeOutline.TypeOutline Type)>> byName = new(StringComparer.Ordinal);
    private readonly List<(SyntaxTree Tree, TreeOutline.TypeOutline Type)> always = [];
    private readonly List<(SyntaxTree Tree, TreeOutline.TypeOutline Type)> initializers = [];
    private readonly List<SyntaxTree> globalUsings = [];
    private readonly SortedSet<string> namespaces = new(StringComparer.Ordinal);

    private Reach(CSharpCompilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            var outline = TreeOutline.Of(tree);
            places[tree] = places.Count;
            namespaces.UnionWith(outline.Namespaces);
            if (outline.HasGlobalUsings)
                globalUsings.Add(tree);
            foreach (var type in outline.Types)
                Add(tree, type);
        }
    }

    /// <summary>The files with directives that count in all, in order.</summary>
    public IReadOnlyList<SyntaxTree> GlobalUsings => globalUsings;

    /// <summary>The namespaces of all files, in order of their names.</summary>
    public IEnumerable<string> Namespaces => namespaces;

    public static Reach Of(CSharpCompilation compilation, CancellationToken cancellation) => Known.GetValue(compilation, compilation => new Reach(compilation, cancellation));

    /// <summary>Some files, as they follow each other in the compilation.</summary>
    public List<SyntaxTree> InOrder(IEnumerable<SyntaxTree> some) => [.. some.OrderBy(tree => places[tree])];

    private void Add(SyntaxTree tree, TreeOutline.TypeOutline type)
    {
        if (type.IsAlwaysReached)
            always.Add((tree, type));
        if (type.HasInitializer)
            initializers.Add((tree, type));
        foreach (var name in type.Declared.Concat(type.Extensions))
        {
            if (!byName.TryGetValue(name, out var list))
                byName.Add(name, list = []);
            list.Add((tree, type));
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
        always.ForEach(pair => Add(pair.Tree, pair.Type));
        globalUsings.ForEach(tree => open.Push(TreeOutline.Of(tree).FileNames));

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
        [.. initializers.Where(pair => !reached.Contains(pair.Type) && reached.Any(known => pair.Type.Used.Overlaps(known.Declared)))];

    /// <summary>Of these files, those that know a type: they use a name that it, or another that knows it, declares. Null when names do not tell.</summary>
    public HashSet<SyntaxTree>? Knowing(string module, HashSet<SyntaxTree> reached)
    {
        var found = new HashSet<SyntaxTree>();
        var names = new HashSet<string>(StringComparer.Ordinal) { module };
        if (initializers.Exists(pair => reached.Contains(pair.Tree)))
            return null;
        var trees = InOrder(reached);
        for (var grows = true; grows;)
        {
            grows = false;
            foreach (var tree in trees)
            {
                var outline = TreeOutline.Of(tree);
                if (found.Contains(tree) || !Uses(outline, names))
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
