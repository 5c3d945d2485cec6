// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel.Tests;

/// <summary>Settings: none, each alone, all, and mixtures drawn with a fixed seed.</summary>
internal static class Drawn
{
    /// <summary>Each switch, by the name that a failure shows.</summary>
    private static readonly (string Name, Func<KitSettings, KitSettings> Turn)[] Switches =
    [
        ("PageTableIsolation", s => s with { PageTableIsolation = true }),
        ("ProcessContextIdentifiers", s => s with { PageTableIsolation = true, ProcessContextIdentifiers = true }),
        ("FenceSwapgs", s => s with { FenceSwapgs = true }),
        ("ClearRegisters", s => s with { ClearRegisters = true }),
        ("Fenced", s => s with { IndirectBranches = IndirectBranches.Fenced }),
        ("Retpoline", s => s with { IndirectBranches = IndirectBranches.Retpoline }),
        ("FillReturnStack", s => s with { FillReturnStack = true }),
        ("ClearBuffers", s => s with { ClearBuffers = true }),
        ("RestrictSpeculation", s => s with { RestrictSpeculation = true }),
        ("BarrierOnSwitch", s => s with { BarrierOnSwitch = true }),
        ("BranchTracking", s => s with { BranchTracking = true }),
        ("AccessPrevention", s => s with { AccessPrevention = true }),
        ("BaseInstructions", s => s with { BaseInstructions = true }),
        ("Fxsave", s => s with { VectorSaving = VectorSaving.Fxsave }),
        ("Xsave", s => s with { VectorSaving = VectorSaving.Xsave }),
        ("Xsaveopt", s => s with { VectorSaving = VectorSaving.Xsaveopt }),
        ("AtBoot", s => s with { VectorSaving = VectorSaving.AtBoot }),
        ("SaveVectorsAroundHandlers", s => s with { SaveVectorsAroundHandlers = true }),
        ("Arguments", s => s with { SystemCallConvention = SystemCallConvention.Arguments }),
        ("InterruptibleSystemCalls", s => s with { InterruptibleSystemCalls = true }),
        ("BeforeUser", s => s with { BeforeUser = EntryModule.BeforeUser }),
    ];

    private static readonly KitSettings None = new()
    {
        FenceSwapgs = false, ClearRegisters = false, IndirectBranches = IndirectBranches.Plain, BranchTracking = false, AccessPrevention = false, VectorSaving = VectorSaving.None,
        InterruptibleSystemCalls = false,
    };

    public static IEnumerable<(string Name, KitSettings Settings)> All(int mixtures)
    {
        yield return ("default", new KitSettings());
        yield return ("none", None);
        foreach (var (name, turn) in Switches)
            yield return (name, turn(None));
        yield return ("all", Switches.Aggregate(None, static (settings, other) => other.Turn(settings)));
        var random = new Random(19850507);
        for (var i = 0; i < mixtures; i++)
        {
            var chosen = Switches.Where(_ => random.Next(2) == 0).ToList();
            yield return (string.Join("+", chosen.Select(static other => other.Name)), chosen.Aggregate(None, static (settings, other) => other.Turn(settings)));
        }
    }
}
