// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>What only speculative execution can exploit, in single instructions.</summary>
internal sealed class SpeculationRules(Findings findings, ModuleTraits module) : IPathRule
{
    /// <summary>What C takes no arguments in, so that nothing but a missing XOR keeps the user's value there.</summary>
    private static readonly int[] mustBeCleared =
    [
        MachineRegister.Rbx, MachineRegister.Rbp, MachineRegister.R10, MachineRegister.R11, MachineRegister.R12, MachineRegister.R13, MachineRegister.R14, MachineRegister.R15,
    ];

    /// <summary>The registers of further arguments, where it is known that there are none.</summary>
    private static readonly int[] noArguments = [MachineRegister.Rdx, MachineRegister.Rcx, MachineRegister.R8, MachineRegister.R9];

    private readonly HashSet<EntryTarget> safe = [.. EntryTables.Of(module.Map.Object).Annotations.Where(static annotation => annotation.Kind == AnnotationKind.RetpolineSafe).Select(static annotation => annotation.Place)];

    public void Visit(Site site)
    {
        if (!findings.IsOn(Rules.BareBranch))
            return;
        if (site.At.Code.FlowControl is FlowControl.IndirectBranch or FlowControl.IndirectCall)
            Indirect(site);
        if (site.IsCallOut(out var target))
            Registers(site, target);
        if (site.Mnemonic == Mnemonic.Ret && module.UsesReturnThunks && !IsSafe(site))
            findings.Add(Rules.ReturnThunk, site, "this RET is bare, though the module returns through __x86_return_thunk elsewhere", cause: ValueText.Decimal(site.At.Number));
    }

    private void Indirect(Site site)
    {
        if (site.Previous is { Code.Mnemonic: Mnemonic.Lfence } || IsSafe(site))
            return;
        if (EntryTables.Of(site.Map.Object).ParavirtSites.Any(paravirt => paravirt.Instruction.Section == site.At.Place.Section && paravirt.Instruction.Offset == site.At.Place.Offset))
            return;
        findings.Add(Rules.BareBranch, site, "an indirect " + (site.At.Code.FlowControl == FlowControl.IndirectCall ? "call" : "jump") + " without a retpoline or a fence: its prediction can be trained from ring 3", cause: ValueText.Decimal(site.At.Number));
    }

    /// <summary>Whether the module says so of the branch (ANNOTATE_RETPOLINE_SAFE, ANNOTATE_UNRET_SAFE).</summary>
    private bool IsSafe(Site site) => safe.Any(place => place.Section == site.At.Place.Section && place.Offset == site.At.Place.Offset);

    private void Registers(Site site, Value target)
    {
        if (!(site.IsInterrupt || site.IsSystemCall || site.Entry?.Kind == EntryKind.FredUser) || (site.World.Gs & World.FromUser) == 0)
            return;
        var takes = site.Code.TraitsOf(target);
        var free = (takes & (CalleeTraits.TakesErrorCode | CalleeTraits.TakesNumberAndRegisters)) != 0 ? noArguments : (takes & CalleeTraits.TakesRegisters) != 0 ? noArguments.Append(MachineRegister.Rsi) : [];
        var left = mustBeCleared.Concat(free).Where(register => IsUsers(site, register) || IsOfSyscall(site, register)).ToList();
        if (left.Count != 0)
            findings.Add(Rules.UserRegisters, site, site.NameOf(target) + " is called with the user's values in " + string.Join(", ", left.Select(MachineRegister.Name)) + ": clear them once they are saved");
    }

    /// <summary>Whether a register holds what the user had there, or a part of it: what XOR with zero leaves.</summary>
    private static bool IsUsers(Site site, int register)
    {
        var value = site.Register(register);
        while (site.Base(value) is { Kind: BaseKind.Expression } part && value.Offset == 0)
            value = new Value((int)part.B, part.C);
        return value == site.Bases.Register(register);
    }

    /// <summary>SYSCALL leaves rflags in r11 and rip in rcx.</summary>
    private static bool IsOfSyscall(Site site, int register) => register == MachineRegister.R11 && site.IsRegister(site.Register(register), MachineRegister.Rflags)
        || register == MachineRegister.Rcx && site.IsRegister(site.Register(register), MachineRegister.Rip);
}
