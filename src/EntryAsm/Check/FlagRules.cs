// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>DF, AC and IF: where C is called, where the user's stack or GS base is in force, where the code is left.</summary>
internal sealed class FlagRules(Findings findings, ModuleTraits module) : IPathRule
{
    public void Visit(Site site)
    {
        if (site.IsCallOut(out var target))
            Call(site, target);
        if (site.Mnemonic == Mnemonic.Popfq)
            PopFlags(site);
        if (site.Mnemonic == Mnemonic.Sti)
            TurnOn(site);
        if (site.Mnemonic == Mnemonic.Ret || site.IsTailJump)
            Leave(site);
        Window(site);
    }

    private void Call(Site site, Value target)
    {
        var name = site.NameOf(target);
        if (site.World.DirectionIsDown is { } isDown ? isDown : site.IsInterrupt)
            findings.Add(Rules.DirectionFlag, site, (site.World.DirectionIsDown == true ? "DF is set" : "DF is as the interrupted program left it") + " where " + name + " is called: C copies backwards; CLD belongs before it");
        if (module.UsesSmap && (site.World.AlignmentCheckIsOn is { } isOn ? isOn : site.IsInterrupt))
            findings.Add(Rules.AlignmentFlag, site, (site.World.AlignmentCheckIsOn == true ? "AC is set" : "AC is as the interrupted program left it") + " where " + name + " is called: with it set SMAP protects nothing; CLAC belongs before it");
    }

    private void PopFlags(Site site)
    {
        if (site.IsRegister(site.Load(site.State.Rsp), MachineRegister.Rflags))
            findings.Add(Rules.UserFlags, site, "these are the flags of the interrupted program, with TF, NT, AC and IF as it chose: only IRETQ and SYSRETQ may load them");
    }

    private void TurnOn(Site site)
    {
        if (module.GateOf(site.Entry) is not { Ist: > 0 } gate || site.Base(site.State.Rsp) is not { Kind: BaseKind.Stack })
            return;
        findings.Add(Rules.InterruptsOnIst, site, "STI on stack " + ValueText.Decimal(gate.Ist) + " of the interrupt stack table: another event of vector " + ValueText.Decimal(gate.Vector)
            + " would begin at the top of the same stack");
    }

    private void Leave(Site site)
    {
        if (site.World.AlignmentCheckIsOn != true || site.Mnemonic == Mnemonic.Ret && site.Load(site.State.Rsp) != site.Bases.Register(MachineRegister.ReturnAddress))
            return;
        var stac = findings.Paths.Instructions(site.Kept, site.At).FindLast(static instruction => instruction.Code.Mnemonic == Mnemonic.Stac);
        findings.Add(Rules.OpenAccess, site, "user memory is still open here: " + (stac is null ? "AC is set" : "STAC" + findings.Paths.At(stac)) + " and no CLAC on this path");
    }

    /// <summary>With the user's stack or GS base an interrupt would come as one from the kernel.</summary>
    private void Window(Site site)
    {
        if (site.World.InterruptsAreOn != true || site.Entry is { Hint: not null })
            return;
        if (site.IsSysret)
            findings.Add(Rules.InterruptWindow, site, "interrupts are on at SYSRET" + TurnedOn(site) + ": one that comes now runs in ring 0 on the user's stack with the user's gs", cause: "window");
        else if (site.Mnemonic == Mnemonic.Swapgs && (site.World.Gs & World.UserNow) == 0)
            findings.Add(Rules.InterruptWindow, site, "interrupts are on where gs gets back the user's base" + TurnedOn(site) + ": one that comes before the return takes the user's base for the kernel's", cause: "window");
        else if (site.State.Rsp == site.Bases.Register(MachineRegister.Rsp) && site.IsSystemCall)
            findings.Add(Rules.InterruptWindow, site, "interrupts are on while rsp is the user's" + TurnedOn(site) + ": one that comes now runs in ring 0 on the user's stack", cause: "window");
    }

    private string TurnedOn(Site site)
    {
        var sti = findings.Paths.Instructions(site.Kept, site.At).FindLast(static instruction => instruction.Code.Mnemonic == Mnemonic.Sti);
        return sti is null ? "" : ", turned on" + findings.Paths.At(sti);
    }
}
