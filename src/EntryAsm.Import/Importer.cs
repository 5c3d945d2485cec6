// SPDX-License-Identifier: MIT
using EntryAsm.Import.CSharp;
using EntryAsm.Import.Engine;
using EntryAsm.Import.Gas;
using EntryAsm.Import.Nasm;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import;

/// <summary>
/// Brings assembler sources over to C#. The flow: a dialect's reader makes the tree (Gas/), the tree is assembled once to see that the engine takes every line
/// (Engine/), and the writer writes it (CSharp/).
/// </summary>
public static class Importer
{
    /// <summary>The module that a source becomes.</summary>
    /// <param name="path">The source.</param>
    /// <param name="options">How it is brought over.</param>
    /// <exception cref="ImportException">The file cannot be read, or a line cannot be imported.</exception>
    public static ImportedModule Import(string path, ImportOptions options)
    {
        if (ObjectSource.IsObject(path))
            return ImportObject(path, options with { Syntax = SourceSyntax.Att }) with { Syntax = null };
        var lines = options.Preprocessor is { } command ? Preprocessing.Run(command, path) : SourceText.ReadLines(path, SourceLocation.None);
        return Import(path, lines, options);
    }

    private static ImportedModule ImportObject(string path, ImportOptions options)
    {
        var imported = Import(path, ObjectSource.Lines(path, hasAlignments: true), options);
        return ObjectSource.IsSame(path, imported.Direct) ? imported : Import(path, ObjectSource.Lines(path, hasAlignments: false), options);
    }

    internal static ImportedModule Import(string path, string[] lines, ImportOptions options)
    {
        var syntax = options.Syntax ?? SyntaxDetection.Of(path, lines);
        var tree = syntax == SourceSyntax.Nasm ? NasmReader.Read(path, lines, options) : GasReader.Read(path, lines, options, syntax == SourceSyntax.Intel);
        tree = LaidOutNumbers.Resolve(tree);
        var direct = DirectModule.Assemble(tree);
        if (tree.Origin is { } origin)
            FlatBinary.Link(direct, origin);
        var className = options.ClassName ?? ClassNames.Of(path);
        var space = options.Namespace ?? "Kernel";
        return new ImportedModule(ModuleWriter.Write(tree, direct, Path.GetFileName(path), space, className), space + "." + className, direct, syntax) { Lines = lines, Included = tree.Included, Origin = tree.Origin };
    }
}

/// <summary>A source as C#.</summary>
/// <param name="Source">The C#.</param>
/// <param name="ClassName">The module's full name.</param>
/// <param name="Direct">The object that the tree came to without C# between.</param>
/// <param name="Syntax">The dialect it was read in; null for an object.</param>
public sealed record ImportedModule(string Source, string ClassName, EntryObject Direct, SourceSyntax? Syntax)
{
    /// <summary>The source as an assembler takes it.</summary>
    internal string[] Lines { get; init; } = [];

    /// <summary>The address of the flat binary that the source is for; null where it is for an object.</summary>
    internal long? Origin { get; init; }

    /// <summary>The other files that the source is made of.</summary>
    internal IReadOnlyCollection<string> Included { get; init; } = [];
}
