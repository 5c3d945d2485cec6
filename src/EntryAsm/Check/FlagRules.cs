// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>DF, AC and IF: where C is called, where the user's stack or GS base is in force, where the code is left.</summary>
internal sealed class FlagRules(Findings findings, ModuleTraits module) : IPathRule
{
    private const int InterruptFlag = 1 << 9;

    public void Visit(Site site)
    {
        if (site.IsCallOut(out var target))
            Call(site, target);
        if (site.Mnemonic == Mnemonic.Popfq)
            PopFlags(site);
        if (site.Mnemonic == Mnemonic.Sti || site.Mnemonic == Mnemonic.Popfq && site.Load(site.State.Rsp) is { IsConstant: true } flags && (flags.Offset & InterruptFlag) != 0)
            TurnOn(site);
        if (site.IsReturn || site.IsTailJump)
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
        var flags = site.Load(site.State.Rsp);
        if (site.Bases.Is(flags, BaseKind.ReturnAddress) || site.IsRegister(flags, MachineRegister.ReturnAddress))
            findings.Add(Rules.ReturnDepth, site, "POPFQ takes the return address for flags: nothing has been pushed for it");
        else if (site.IsRegister(flags, MachineRegister.Rflags))
            findings.Add(Rules.UserFlags, site, "these are the flags of the interrupted program, with TF, NT, AC and IF as it chose: only IRETQ and SYSRETQ may load them");
    }

    private void TurnOn(Site site)
    {
        if (module.GateOf(site.Entry) is not { Ist: > 0 } gate || site.Base(site.State.Rsp) is not { Kind: BaseKind.Stack })
            return;
        findings.Add(Rules.InterruptsOnIst, site, "interrupts are turned on on stack " + ValueText.Decimal(gate.Ist) + " of the interrupt stack table: another event of vector " + ValueText.Decimal(gate.Vector)
            + " would begin at the top of the same stack");
    }

    private void Leave(Site site)
    {
        if (site.World.AlignmentCheckIsOn != true || site.IsReturn && site.Load(site.State.Rsp) != site.Bases.Register(MachineRegister.ReturnAddress))
            return;
        var stac = findings.Paths.Instructions(site.Kept, site.At).FindLast(static instruction => instruction.Code.Mnemonic == Mnemonic.Stac);
        findings.Add(Rules.OpenAccess, site, "user memory is still open here: " + (stac is null ? "AC is set" : "STAC" + findings.Paths.At(stac)) + " and no CLAC on this path");
    }

    /// <summary>With the user's stack or GS base an interrupt would come as one from the kernel.</summary>
    private void Window(Site site)
    {
        if (site.Entry is { Hint: not null } || site.World.InterruptsAreOn == false)
            return;
        if (site.World.InterruptsAreOn is null && !MayBeOn(site))
            return;
        var isOn = site.World.InterruptsAreOn == true ? "interrupts are on " : "interrupts may be on ";
        if (site.IsSysret)
            findings.Add(Rules.InterruptWindow, site, isOn + "at SYSRET" + TurnedOn(site) + ": one that comes now runs in ring 0 on the user's stack with the user's gs", cause: "window");
        else if (site.Mnemonic == Mnemonic.Swapgs && (site.World.Gs & World.UserNow) == 0)
            findings.Add(Rules.InterruptWindow, site, isOn + "where gs gets back the user's base" + TurnedOn(site) + ": one that comes before the return takes the user's base for the kernel's", cause: "window");
        else if (IsTrapWindow(site))
            findings.Add(Rules.InterruptWindow, site, "a trap gate leaves interrupts on: one that comes before this SWAPGS comes from the kernel, and takes the user's base for the kernel's; make it an interrupt gate", cause: "window");
        else if (site.IsSystemCall && LoadsUsersStack(site))
            findings.Add(Rules.InterruptWindow, site, isOn + "where the user's stack is loaded" + TurnedOn(site) + ": one that comes now runs in ring 0 on that stack", cause: "window");
        else if (site.IsSystemCall && site.State.Rsp == site.Bases.Register(MachineRegister.Rsp) && site.World.InterruptsAreOn == true)
            findings.Add(Rules.InterruptWindow, site, isOn + "while rsp is the user's" + TurnedOn(site) + ": one that comes now runs in ring 0 on the user's stack", LastSti(site), cause: "window");
    }

    private static bool IsTrapWindow(Site site) => site.Entry is { KeepsInterrupts: true } && site.Mnemonic == Mnemonic.Swapgs && (site.World.Gs & World.UserNow) != 0;

    private static bool LoadsUsersStack(Site site) => (site.Mnemonic is Mnemonic.Mov or Mnemonic.Pop) && site.At.Code.Op0Kind == OpKind.Register && site.At.Code.Op0Register == Register.RSP
        && site.IsRegister(site.Mnemonic == Mnemonic.Pop ? site.Load(site.State.Rsp) : site.Operand(1), MachineRegister.Rsp);

    /// <summary>
    /// Whether it is not known for a reason: they were turned on, and only C has run since; or the gate leaves them on. A kernel may well never turn them on in a system call.
    /// </summary>
    private bool MayBeOn(Site site)
    {
        if (IsTrapWindow(site))
            return true;
        if (!site.IsSystemCall || !site.IsSysret && site.Mnemonic != Mnemonic.Swapgs && !LoadsUsersStack(site))
            return false;
        var path = findings.Paths.Instructions(site.Kept, site.At);
        return path.FindLastIndex(static instruction => instruction.Code.Mnemonic == Mnemonic.Sti) > path.FindLastIndex(static instruction => instruction.Code.Mnemonic is Mnemonic.Cli or Mnemonic.Popfq);
    }

    private FlowInstruction? LastSti(Site site) => findings.Paths.Instructions(site.Kept, site.At).FindLast(static instruction => instruction.Code.Mnemonic == Mnemonic.Sti);

    private string TurnedOn(Site site) => LastSti(site) is { } sti ? ", turned on" + findings.Paths.At(sti) : "";
}
