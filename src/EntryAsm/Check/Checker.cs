// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>Runs all rules over an object.</summary>
internal sealed class Checker
{
    private readonly EntryObject entryObject;
    private readonly CheckOptions options;

    public Checker(EntryObject entryObject, CheckOptions options) => (this.entryObject, this.options) = (entryObject, options);

    public CheckReport Run() => Run(FlowMap.Of(entryObject, PathsOf(options)));

    /// <summary>How the paths are followed that are checked.</summary>
    public static FlowOptions PathsOf(CheckOptions options) => new() { Entries = options.Entries, FollowsGlobals = true, KeepsEdges = true };

    /// <summary>Checks paths that were followed with <see cref="PathsOf"/>.</summary>
    public CheckReport Run(FlowMap map)
    {
        var findings = new Findings(map, options);
        var module = new ModuleTraits(map, options);
        var site = new Site(map);
        IPathRule[] rules =
        [
            new StackRules(findings, module), new FrameRules(findings, module), new GsRules(findings, module), new PageTableRules(findings, module), new RegisterRules(findings, module),
            new FlagRules(findings, module), new SysretRules(findings, module), new SegmentRules(findings), new IndexRules(findings), new SpeculationRules(findings, module), new FactRules(findings), new HintRules(map, findings),
            new ArgumentRules(findings), new AddressRules(findings, module), new BalanceRules(map, findings),
        ];
        var reached = new HashSet<int>();
        map.ForEach((instruction, state, kept) =>
        {
            reached.Add(instruction.Number);
            site.Visit(instruction, state, kept);
            foreach (var rule in rules)
                rule.Visit(site);
        });
        new ProgressRules(map, findings, module).Run();
        new DeclarationRules(map, findings, module).Run();
        new RoutineRules(map, findings, reached).Run();
        new UnusedRules(map, findings, reached).Run();
        new BranchTargetRules(map, findings, module).Run();
        new ShapeRules(map, findings, module, reached).Run();
        if (!map.IsComplete)
            findings.Add(Rules.NotAnalysed, FirstPlace(map), "not analysed: the paths through this module were not followed to their end, because there are too many");
        return new CheckReport(findings.All(), map.Entries.Count, map.Exits.Count, reached.Count, findings.Unknowns);
    }

    private static CodePlace FirstPlace(FlowMap map) => map.Entries.Count != 0 ? map.Entries[0].Place : map.Code.Instructions.Count != 0 ? map.Code.Instructions[0].Place : new CodePlace(0, 0);
}

/// <summary>A rule that looks at each instruction on each path.</summary>
internal interface IPathRule
{
    void Visit(Site site);
}
