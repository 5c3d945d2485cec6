// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators.Reduction;

/// <summary>What a file declares and which names it uses, as its text tells; made once a tree.</summary>
internal sealed class TreeOutline
{
    /// <summary>Members that C# calls without naming them.</summary>
    private static readonly HashSet<string> Unnamed = new(StringComparer.Ordinal) { "GetEnumerator", "Deconstruct", "Add", "Dispose", "GetAwaiter", "GetPinnableReference", "GetAsyncEnumerator" };

    private static readonly ConditionalWeakTable<SyntaxTree, TreeOutline> Known = new();

    private TreeOutline(SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        Types = [.. Outermost(root).Select(static node => new TypeOutline(node))];
        Namespaces = [.. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseNamespaceDeclarationSyntax>().Select(FullName)];
        HasGlobalUsings = root.Usings.Any(static use => use.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));
        HasStatements = root.Members.Any(static member => member is GlobalStatementSyntax);
        FileNames = [.. root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Where(static node => node is UsingDirectiveSyntax or AttributeListSyntax).SelectMany(Names)];
    }

    /// <summary>The outermost types.</summary>
    public IReadOnlyList<TypeOutline> Types { get; }

    public IReadOnlyList<string> Namespaces { get; }

    public bool HasGlobalUsings { get; }

    /// <summary>True when the program begins in this file.</summary>
    public bool HasStatements { get; }

    /// <summary>Names in directives and attributes of the file itself.</summary>
    public IReadOnlyCollection<string> FileNames { get; }

    public static TreeOutline Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new TreeOutline(tree));

    internal static IEnumerable<string> Names(SyntaxNode node) => node.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText);

    private static IEnumerable<MemberDeclarationSyntax> Outermost(CompilationUnitSyntax root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>().Where(static node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static string FullName(BaseNamespaceDeclarationSyntax space) =>
        space.Parent is BaseNamespaceDeclarationSyntax outer ? FullName(outer) + "." + space.Name : space.Name.ToString();

    /// <summary>One outermost type.</summary>
    internal sealed class TypeOutline
    {
        public TypeOutline(MemberDeclarationSyntax declaration)
        {
            Declaration = declaration;
            Declared = [.. declaration.DescendantNodesAndSelf(static node => node is BaseTypeDeclarationSyntax).Select(NameOf).OfType<string>()];
            Used = new HashSet<string>(Names(declaration), StringComparer.Ordinal);
            HasInitializer = Used.Contains("ModuleInitializer") || Used.Contains("ModuleInitializerAttribute");
            if (declaration is not ClassDeclarationSyntax type || !type.Modifiers.Any(SyntaxKind.StaticKeyword))
                return;
            Extensions = [.. type.Members.SelectMany(ExtensionNames)];
            IsAlwaysReached = Extensions.Any(Unnamed.Contains);
        }

        public MemberDeclarationSyntax Declaration { get; }

        /// <summary>Its name and those of the types in it.</summary>
        public IReadOnlyCollection<string> Declared { get; }

        /// <summary>Every name in it.</summary>
        public HashSet<string> Used { get; }

        /// <summary>Names by which its extensions are called.</summary>
        public IReadOnlyCollection<string> Extensions { get; } = [];

        /// <summary>True when code may use it without a name.</summary>
        public bool IsAlwaysReached { get; }

        /// <summary>True when something in it may run as the assembly is loaded.</summary>
        public bool HasInitializer { get; }

        private static string? NameOf(SyntaxNode node) => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        };

        private static IEnumerable<string> ExtensionNames(MemberDeclarationSyntax member) => member switch
        {
            MethodDeclarationSyntax method when method.ParameterList.Parameters.FirstOrDefault() is { } first && first.Modifiers.Any(SyntaxKind.ThisKeyword) => [method.Identifier.ValueText],
            // A block of extensions, which this version of the compiler's interface has no class for; its operators have no name.
            TypeDeclarationSyntax block when block.Identifier.IsKind(SyntaxKind.None) || block.Identifier.ValueText.Length == 0 => [.. block.Members.Select(BlockName)],
            _ => [],
        };

        private static string BlockName(MemberDeclarationSyntax member) => member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => "Deconstruct",
        };
    }
}
