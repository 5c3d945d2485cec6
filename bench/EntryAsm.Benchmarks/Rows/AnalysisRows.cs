// SPDX-License-Identifier: MIT
using EntryAsm.Linux;

namespace EntryAsm.Benchmarks;

/// <summary>What debug data, flow analysis and checker add to a build, beside what the compiler pays for the same modules anyway.</summary>
internal static class AnalysisRows
{
    private const string Binding = "Roslyn binding the same method bodies", Assembling = "assembling it";

    public static IEnumerable<Row> All =>
    [
        new("C# lines and call frames of entry_64 in the defconfig", Assembling, 20, static () => BesideAssembling(static module => DebugInformation.AddTo(module))),
        new("flow analysis of entry_64 in the defconfig", Assembling, double.PositiveInfinity, static () => BesideAssembling(static module => FlowMap.Of(module))),
        new("checker with its flow analysis, entry_64 in the defconfig", Assembling, double.PositiveInfinity, static () => BesideAssembling(static module => EntryChecker.Check(module))),
        new("flow analysis of entry_64 in the defconfig", Binding, 3, static () => OfEntry64(static module => FlowMap.Of(module))),
        new("checker with its flow analysis, entry_64 in the defconfig", Binding, 3, static () => OfEntry64(static module => EntryChecker.Check(module))),
        new("checker with its flow analysis, the kit's modules in the template for C", Binding, 0.3, OfKit),
    ];

    private static Result BesideAssembling(Action<EntryObject> analyse)
    {
        var config = new KernelConfig();
        var module = new Entry64(config).Build();
        return Result.Of(Pair.Compare(() => analyse(module), () => new Entry64(config).Build(), rounds: 41, repeat: 5, theirRepeat: 20));
    }

    private static Result OfEntry64(Action<EntryObject> analyse)
    {
        var module = new Entry64(new KernelConfig()).Build();
        var project = new ModuleProject(otherFiles: 0);
        return Result.Of(Pair.Compare(() => analyse(module), () => ModuleProject.BindBodies(project.Again()), rounds: 31));
    }

    private static Result OfKit()
    {
        EntryObject[] modules = [new MyKernel.KernelEntry().Build(), new MyKernel.KernelRoutines().Build(), new MyKernel.KernelBoot().Build(), new MyKernel.UserProgram().Build()];
        var project = ModuleProject.OfKit();
        var result = Result.Of(Pair.Compare(() => Array.ForEach(modules, static module => EntryChecker.Check(module)), () => ModuleProject.BindBodies(project.Again()), rounds: 31));
        var instructions = modules.Sum(static module => module.Sections.Sum(static section => section.Items.Count(static item => item.Kind == EntryItemKind.Instruction)));
        return result with { Ours = FormattableString.Invariant($"{result.Ours}, {instructions} instructions") };
    }
}
