// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Finish;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>One evaluation of one module, from its constructor to the finished object.</summary>
internal sealed class ModuleRun(SourceProgram program, INamedTypeSymbol module, string projectRoot, CancellationToken cancellation)
{
    public Machine Machine { get; } = new(program, cancellation);

    /// <summary>True once the author's code has run and the engine lays out the sections.</summary>
    public bool IsFinishing { get; private set; }

    public ImmutableArray<SyntaxTree> Touched => Machine.Touched.ToImmutableArray();

    public EntryObject Assemble()
    {
        var record = program.RecordOf(module);
        var instance = Lowering.NewInstance(Machine, record);
        var frame = new Frame([], null, new Activation(Machine, instance, null));
        var site = module.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        Machine.Site = site;

        var constructor = module.InstanceConstructors.First(candidate => candidate.Parameters.All(parameter => parameter.IsOptional));
        new Lowering(program, program.ModelOf(site.SyntaxTree)).Construct(frame, instance, constructor,
            [.. constructor.Parameters.Select(parameter => parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null)], site);
        Machine.Invoke(AssembleMethod(record), instance, []);

        IsFinishing = true;
        cancellation.ThrowIfCancellationRequested();
        return instance.Host!.Finish(NativeTypes.MetadataName(module), new ProjectPaths(projectRoot));
    }

    private IMethodSymbol AssembleMethod(TypeRecord record)
    {
        for (INamedTypeSymbol? type = module; type is not null; type = type.BaseType)
        {
            if (type.GetMembers("Assemble").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == 0 && (method.IsOverride || method.IsAbstract)) is { } method)
                return SourceProgram.HasSource(record.Implementation(method)) ? record.Implementation(method) : throw new InvalidCodeException(Machine.Site!);
        }

        throw new InvalidCodeException(Machine.Site!);
    }
}
