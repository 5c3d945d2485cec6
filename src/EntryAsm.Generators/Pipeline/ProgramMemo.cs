// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Interpretation;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>
/// Remembers the code that was bound and lowered for an earlier compilation, for the ones after it: binding is most of what an evaluation costs, and an edit in the module
/// leaves its macros as they were. Holds that one compilation until a declaration changes.
/// </summary>
internal sealed class ProgramMemo
{
    private SourceProgram? last;

    /// <summary>How often all code an evaluation reached had to be bound.</summary>
    public int Programs { get; private set; }

    public Evaluation Evaluate(string module, Compilation compilation, string projectRoot, CancellationToken cancellation)
    {
        if (last is not null && last.MoveTo(compilation, cancellation))
        {
            var evaluation = Evaluate(last, module, projectRoot, cancellation);
            if (evaluation.Object is not null || !last.Edits.Any)
                return evaluation;
        }

        Programs++;
        last = new SourceProgram(compilation);
        return Evaluate(last, module, projectRoot, cancellation);
    }

    private static Evaluation Evaluate(SourceProgram program, string module, string projectRoot, CancellationToken cancellation) =>
        Evaluation.Run(program, program.Compilation.Assembly.GetTypeByMetadataName(module)!, projectRoot, cancellation);
}
