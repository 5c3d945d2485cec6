// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Mistakes that only speculative execution can use, of single instructions.</summary>
internal sealed class SpeculationRules(Findings findings, ModuleTraits module) : IPathRule
{
    /// <summary>What C takes no arguments in, so that nothing but a missing XOR keeps the user's value there.</summary>
    private static readonly int[] mustBeCleared =
    [
        MachineRegister.Rbx, MachineRegister.Rbp, MachineRegister.R10, MachineRegister.R11, MachineRegister.R12, MachineRegister.R13, MachineRegister.R14, MachineRegister.R15,
    ];

    private readonly HashSet<EntryTarget> safe = [.. EntryTables.Of(module.Map.Object).Annotations.Where(static annotation => annotation.Kind == AnnotationKind.RetpolineSafe).Select(static annotation => annotation.Place)];

    public void Visit(Site site)
    {
        if (!findings.IsOn(Rules.BareBranch))
            return;
        if (site.At.Code.FlowControl is FlowControl.IndirectBranch or FlowControl.IndirectCall)
            Indirect(site);
        if (site.IsCallOut(out var target))
            Registers(site, target);
        if (site.Mnemonic == Mnemonic.Ret && module.UsesReturnThunks)
            findings.Add(Rules.ReturnThunk, site, "this RET is bare, though the module returns through __x86_return_thunk elsewhere", cause: ValueText.Decimal(site.At.Number));
    }

    private void Indirect(Site site)
    {
        if (site.Previous is { Code.Mnemonic: Mnemonic.Lfence } || safe.Any(place => place.Section == site.At.Place.Section && place.Offset == site.At.Place.Offset))
            return;
        if (EntryTables.Of(site.Map.Object).ParavirtSites.Any(paravirt => paravirt.Instruction.Section == site.At.Place.Section && paravirt.Instruction.Offset == site.At.Place.Offset))
            return;
        findings.Add(Rules.BareBranch, site, "an indirect " + (site.At.Code.FlowControl == FlowControl.IndirectCall ? "call" : "jump") + " without a retpoline or a fence: its prediction can be trained from ring 3", cause: ValueText.Decimal(site.At.Number));
    }

    private void Registers(Site site, Value target)
    {
        if (!(site.IsInterrupt || site.IsSystemCall || site.Entry?.Kind == EntryKind.FredUser) || (site.World.Gs & World.FromUser) == 0)
            return;
        var left = mustBeCleared.Where(register => site.Register(register) == site.Bases.Register(register) || register == MachineRegister.R11 && site.IsRegister(site.Register(register), MachineRegister.Rflags)).ToList();
        if (left.Count != 0)
            findings.Add(Rules.UserRegisters, site, site.NameOf(target) + " is called with the user's values in " + string.Join(", ", left.Select(MachineRegister.Name)) + ": clear them once they are saved");
    }
}
