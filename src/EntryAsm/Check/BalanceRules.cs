// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>What is counted up on entry is counted down on the exit path, and the interrupt flag is restored; a branch tests flags that the code has set.</summary>
internal sealed class BalanceRules : IPathRule
{
    private readonly Findings findings;

    /// <summary>How far CLI may be after the SWAPGS or PUSHFQ that it belongs before.</summary>
    private const int Near = 6;

    /// <summary>The counters that some instruction counts up, and those that some counts down: the others are statistics.</summary>
    private readonly HashSet<(Register Segment, Value Place)> up = [], down = [];

    public BalanceRules(FlowMap map, Findings findings)
    {
        this.findings = findings;
        foreach (var instruction in map.Code.Instructions)
            Count(instruction);
    }

    public void Visit(Site site)
    {
        if (site.IsSysret || site.IsInterruptReturn || site.Mnemonic == Mnemonic.Ret && site.Entry is { Kind: EntryKind.Function, Hint: null } && site.Load(site.State.Rsp) == site.Bases.Register(MachineRegister.ReturnAddress))
            Left(site);
        if (site.At.Code.FlowControl == FlowControl.ConditionalBranch && site.State.Flags.Kind == FlagsKind.Foreign && site.At.Code.ConditionCode != ConditionCode.None)
            findings.Add(Rules.ForeignFlags, site, "nothing has set the flags that this branch tests since " + Since(site), cause: "flags");
        if (site.At.Code.FlowControl == FlowControl.ConditionalBranch && site.State.Flags.Kind == FlagsKind.Test && site.At.Code.ConditionCode is ConditionCode.b or ConditionCode.ae or ConditionCode.be or ConditionCode.a)
            findings.Add(Rules.ForeignFlags, site, "this branch tests the carry flag, and TEST has cleared it: compare (CMP) instead", cause: "flags");
        if (site.Entry is { Kind: EntryKind.Function, Hint: null })
            Interrupts(site);
    }

    private string Since(Site site) => findings.Paths.Instructions(site.Kept, site.At).FindLast(static instruction => instruction.Code.FlowControl is FlowControl.Call or FlowControl.IndirectCall) is { } call
        ? "the call" + findings.Paths.At(call) + ", which may leave any there" : "the entry";

    private void Count(FlowInstruction instruction)
    {
        ref readonly var code = ref instruction.Code;
        if (code.OpCount == 0 || code.Op0Kind != OpKind.Memory || code.MemoryBase is not (Register.None or Register.RIP) || code.MemoryIndex != Register.None)
            return;
        var isUp = code.Mnemonic switch
        {
            Mnemonic.Inc => true,
            Mnemonic.Dec => false,
            Mnemonic.Add or Mnemonic.Sub when instruction.Immediate is { IsConstant: true } by => code.Mnemonic == Mnemonic.Add == by.Offset > 0,
            _ => (bool?)null,
        };
        if (isUp is { } grows)
            (grows ? up : down).Add((code.MemorySegment == Register.GS ? Register.GS : Register.None, instruction.Displacement));
    }

    private static (Register Segment, Value Place) PlaceOf(Site site, int counter)
    {
        var key = site.Bases[counter];
        var segment = site.Bases[(int)key.A];
        return segment.Kind == BaseKind.Segment ? (Register.GS, new Value((int)segment.B, key.C)) : (Register.None, new Value((int)key.A, key.C));
    }

    private void Left(Site site)
    {
        if (site.Entry is null or { Hint: not null })
            return; // What counted may lie before the place where a hint leads in.
        Exchanged(site);
        foreach (var slot in site.State.Slots)
        {
            if (site.Bases[slot.Base].Kind != BaseKind.Counter || Uneven(site, slot.Value) is not { } by || PlaceOf(site, slot.Base) is var place && !(up.Contains(place) && down.Contains(place)))
                continue;
            findings.Add(Rules.Counter, site, "a number in memory is " + ValueText.Decimal(Math.Abs(by)) + (by > 0 ? " more" : " less")
                    + " here than at the entry" + Counts(site, slot.Base) + "; other paths restore it", cause: "counter");
        }
    }

    /// <summary>One number is counted up and another one down.</summary>
    private void Exchanged(Site site)
    {
        (int Counter, long By)? first = null;
        foreach (var slot in site.State.Slots)
        {
            if (site.Bases[slot.Base].Kind != BaseKind.Counter || Uneven(site, slot.Value) is not { } by || by is 1 or -1)
                continue;
            if (first is { } other && other.By == -by)
            {
                findings.Add(Rules.Counter, site, "a number in memory is " + ValueText.Number(Math.Abs(by)) + (by > 0 ? " more" : " less") + " here than at the entry" + Counts(site, slot.Base)
                    + ", and another as much " + (by > 0 ? "less" : "more") + Counts(site, other.Counter) + ": one of the two addresses is wrong", cause: "counter");
                return;
            }

            first ??= (slot.Base, by);
        }
    }

    /// <summary>By how much a counter has grown on some path.</summary>
    private static long? Uneven(Site site, Value growth)
    {
        foreach (var possible in site.Possible(growth))
        {
            if (possible is { IsConstant: true, Offset: not 0 })
                return possible.Offset;
        }

        return null;
    }

    private string Counts(Site site, int counter)
    {
        var last = findings.Paths.Instructions(site.Kept, site.At).FindLast(instruction => instruction.Code.OpCount != 0 && instruction.Code.Op0Kind == OpKind.Memory
            && instruction.Code.Mnemonic is Mnemonic.Inc or Mnemonic.Dec or Mnemonic.Add or Mnemonic.Sub && instruction.Displacement.Offset == site.Bases[counter].C);
        return last is null ? "" : " (counted" + findings.Paths.At(last) + ")";
    }

    /// <summary>A function that turns interrupts off itself does so before what must not be interrupted, and after it has saved how they were.</summary>
    private void Interrupts(Site site)
    {
        if (site.Mnemonic == Mnemonic.Pushfq && site.World.InterruptsAreOn == false && site.Previous is { Code.Mnemonic: Mnemonic.Cli } cli)
            findings.Add(Rules.SavedInterrupts, site, "the flags are saved with interrupts off already" + findings.Paths.At(cli) + ": POPFQ leaves them off for a caller that had them on");
        else if (site.Mnemonic == Mnemonic.Swapgs && site.World.InterruptsAreOn is null && (site.World.Gs & World.UserNow) == 0 && IsTurnedOffSoon(site))
            findings.Add(Rules.InterruptWindow, site, "interrupts may be on where gs gets the user's base: CLI comes after it, but belongs before it", cause: "window");
        else if (site.Mnemonic == Mnemonic.Popfq && (site.World.Gs & World.KernelNow) == 0)
            findings.Add(Rules.InterruptWindow, site, "interrupts may be turned on here while gs has the user's base: an interrupt takes it for the kernel's", cause: "window");
    }

    private static bool IsTurnedOffSoon(Site site)
    {
        var at = site.At;
        for (var i = 0; i < Near && at.Code.FlowControl == FlowControl.Next && site.Code.At(at.Place with { Offset = at.End }) is { } next; i++)
        {
            if (next.Code.Mnemonic is Mnemonic.Cli or Mnemonic.Popfq)
                return true;
            at = next;
        }

        return false;
    }
}
