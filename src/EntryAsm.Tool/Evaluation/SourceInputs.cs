// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Tool.Evaluation;

/// <summary>Files that <c>incbin</c> of a module without a project may name: as a project's <c>AdditionalFiles</c>, with the folder of the module's file as the project's.</summary>
internal sealed class SourceInputs : AnalyzerConfigOptionsProvider
{
    private readonly Settings settings;

    /// <param name="module">The module's file.</param>
    /// <param name="paths">The inputs, as the command line names them.</param>
    public SourceInputs(string module, IReadOnlyList<string> paths)
    {
        if (paths.FirstOrDefault(static path => !File.Exists(path)) is { } missing)
            throw new ToolException(missing + ": cannot be read: no such file");
        Texts = [.. paths.Select(static path => new Input(Path.GetFullPath(path)))];
        settings = new Settings(paths.Count == 0 ? null : Path.GetDirectoryName(Path.GetFullPath(module)));
    }

    public ImmutableArray<AdditionalText> Texts { get; }

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions => settings;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => settings;

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => settings;

    /// <summary>A file whose bytes the evaluator reads by itself.</summary>
    private sealed class Input(string path) : AdditionalText
    {
        /// <inheritdoc/>
        public override string Path => path;

        /// <inheritdoc/>
        public override SourceText? GetText(CancellationToken cancellationToken = default) => null;
    }

    private sealed class Settings(string? folder) : AnalyzerConfigOptions
    {
        /// <inheritdoc/>
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.ProjectDir" ? folder : null;
            return value is not null;
        }
    }
}
