// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Rules about what has to happen on every path before a place, or on every path where it happens on one.</summary>
internal sealed class ProgressRules(FlowMap map, Findings findings, ModuleTraits module)
{
    private const int SpecCtrl = 0x48, X2ApicEoi = 0x80b, ApicEoi = 0xb0, FirstCommand = 0x20, SecondCommand = 0xa0;

    private const Happened Ends = Happened.FirstController | Happened.SecondController | Happened.LocalApic;

    /// <summary>Vectors of the second controller, where the first one's begin at 32 as usual; and those of its spurious interrupts.</summary>
    private const int FirstOfSecond = 0x28, LastOfSecond = 0x2f, SpuriousOfFirst = 0x27;

    /// <summary>The branches that decide whether to swap the GS base.</summary>
    private readonly HashSet<FlowInstruction> decisions = [];

    private Happened anywhere;

    public void Run()
    {
        var progress = new Progress(map, EventsAt);
        if (anywhere == 0)
            return;
        progress.Solve(static _ => true);
        Walk(progress, Judge);
        if ((anywhere & Ends) == 0)
            return;
        foreach (var entry in map.Entries)
        {
            if (entry.Kind != EntryKind.Interrupt || map.Code.At(entry.Place) is not { } first)
                continue;
            progress.Solve(state => state.At == first && state.Context == 0);
            Walk(progress, (site, may, must) => EndOfInterrupt(site, entry, may, must));
        }
    }

    private (Happened Set, Happened Clear) EventsAt(Site site)
    {
        anywhere |= Own(site).Set;
        return Events(site);
    }

    /// <summary>What an instruction does, and what the alternative that begins there decides: the processor that the other side is for needs no more.</summary>
    private (Happened Set, Happened Clear) Events(Site site)
    {
        var (set, clear) = Own(site);
        if (IsOtherCall(site.At) || module.UsesGs && (site.World.Gs & World.FromUser) == 0)
            set |= Happened.SpeculationControl; // The kernel was interrupted, as its GS base says: it has written already.
        if (site.At.Alternatives is null)
            return (set, clear);
        var decided = Decided(site.At);
        anywhere |= decided & ~Happened.Unfenced;
        return (set | decided & ~Happened.Unfenced, clear | decided & Happened.Unfenced);
    }

    /// <summary>Whether an alternative calls another routine there: that of a guest whose hypervisor restricts speculation for it.</summary>
    private bool IsOtherCall(FlowInstruction instruction) => instruction.Code.FlowControl == FlowControl.Call && instruction.Replaces is { } site
        && map.Code.At(site.Original) is { Code.FlowControl: FlowControl.Call };

    /// <summary>What one side of an alternative does: the replacement, or what the original jumps over.</summary>
    private Happened Decided(FlowInstruction original)
    {
        var result = Happened.None;
        foreach (var site in original.Alternatives!)
        {
            foreach (var stretch in map.Code.DecidedBy(site, original))
                result |= DoneIn(stretch);
        }

        return result;
    }

    private static Happened DoneIn(IEnumerable<FlowInstruction> stretch)
    {
        var (result, isSpeculation) = (Happened.None, false);
        foreach (var instruction in stretch)
        {
            isSpeculation |= instruction.Immediate is { IsConstant: true, Offset: SpecCtrl };
            result |= instruction.Code.Mnemonic switch
            {
                Mnemonic.Verw => Happened.BufferClear,
                Mnemonic.Lfence => Happened.Unfenced,
                Mnemonic.Wrmsr when isSpeculation => Happened.SpeculationControl,
                _ => Happened.None,
            };
        }

        return result;
    }

    private (Happened Set, Happened Clear) Own(Site site)
    {
        switch (site.Mnemonic)
        {
            case Mnemonic.Lfence or Mnemonic.Cpuid or Mnemonic.Iretq or Mnemonic.Serialize:
                return (Happened.None, Happened.Unfenced);
            case Mnemonic.Wrgsbase:
                return (Happened.None, Happened.Unfenced); // Whatever was predicted, the base is this one from now on.
            case Mnemonic.Verw:
                return (Happened.BufferClear, Happened.None);
            case Mnemonic.Rdmsr when site.Register(MachineRegister.Rcx) is { IsConstant: true, Offset: SpecCtrl }:
                return (Happened.SpeculationControl, Happened.None); // What it reads decides whether to write.
            case Mnemonic.Wrmsr:
                return site.Register(MachineRegister.Rcx) is { IsConstant: true } msr ? (int)msr.Offset switch
                {
                    SpecCtrl => (Happened.SpeculationControl, Happened.None),
                    X2ApicEoi => (Happened.LocalApic, Happened.None),
                    _ => (Happened.None, Happened.None),
                } : default;
            case Mnemonic.Out:
                return Port(site) switch { FirstCommand => (Happened.FirstController, Happened.None), SecondCommand => (Happened.SecondController, Happened.None), _ => default };
            case Mnemonic.Fxrstor or Mnemonic.Fxrstor64 or Mnemonic.Xrstor or Mnemonic.Xrstor64 or Mnemonic.Xrstors or Mnemonic.Xrstors64:
                return (Happened.VectorsRestored, Happened.None);
            case Mnemonic.Mov when site.At.Code.Op0Kind == OpKind.Register && site.At.Code.Op0Register is Register.CR3 or Register.CR0 or Register.CR4:
                return (Happened.None, Happened.Unfenced);
            case Mnemonic.Mov when site.At.Code.Op0Kind == OpKind.Memory && (site.At.Code.MemoryDisplacement64 & 0xfff) == ApicEoi && site.At.Code.MemoryBase is not (Register.RSP or Register.RBP) && site.At.Code.MemorySize.GetSize() == 4:
                return (Happened.LocalApic, Happened.None);
            case Mnemonic.Mov when site.At.Code.Op0Kind == OpKind.Register && site.At.Code.Op0Register == Register.RSP && site.At.Code.Op1Kind == OpKind.Memory && site.At.Code.MemorySegment is not Register.GS
                && site.Entry is { Kind: EntryKind.Function }:
                return (Happened.OtherStack, Happened.None);
            default:
                return Other(site);
        }
    }

    /// <summary>The port that OUT writes to; -1 where it is not known.</summary>
    private long Port(Site site)
    {
        if (site.At.Code.Op0Kind == OpKind.Immediate8)
            return site.At.Code.Immediate8;
        if (site.Register(MachineRegister.Rdx) is { IsConstant: true } number)
            return number.Offset & 0xffff;
        var load = findings.Paths.Instructions(site.Kept, site.At).FindLast(instruction => (site.Code.Written(instruction) >> MachineRegister.Rdx & 1) != 0);
        return load is { Code: { Mnemonic: Mnemonic.Mov, Op0Register: Register.DX }, Immediate: { IsConstant: true } port } ? port.Offset & 0xffff : -1;
    }

    private (Happened Set, Happened Clear) Other(Site site)
    {
        if (WritesVector(site.At.Code))
            return (Happened.VectorsWritten, Happened.None);
        if (ModuleTraits.IsVectorSave(site.Mnemonic))
            return (Happened.VectorsSaved, Happened.None);
        if (site.At.Code.FlowControl == FlowControl.Call && site.Code.At(site.At.Place with { Offset = site.At.End }) is { Code.Mnemonic: Mnemonic.Int3 or Mnemonic.Pause or Mnemonic.Lfence })
            return (Happened.None, Happened.OtherStack);
        if (site.At.Code.FlowControl != FlowControl.ConditionalBranch || !DecidesSwap(site))
            return default;
        decisions.Add(site.At);
        return (Happened.Unfenced, Happened.None);
    }

    /// <summary>Whether a branch tells whose the GS base is, with a SWAPGS on one side.</summary>
    private static bool DecidesSwap(Site site)
    {
        if (Conditions.LooksAtSs(site.State))
            return false;
        var (taken, not) = Conditions.Split(site.State, site.At.Code.ConditionCode, site.Code);
        if (taken?.Gs == not?.Gs && taken is not null)
            return false;
        return SwapDecisions.IsOne(site.At, site.Code);
    }

    /// <summary>Goes through all instructions once more, now that it is known what has happened before.</summary>
    private void Walk(Progress progress, Action<Site, Happened, Happened> judge)
    {
        var site = new Site(map);
        FlowState? current = null;
        Transfer? sum = null;
        map.ForEach((instruction, state, kept) =>
        {
            if (!ReferenceEquals(kept, current))
                (current, sum) = (kept, progress.At(kept));
            if (sum is not { } before)
                return;
            site.Visit(instruction, state, kept);
            judge(site, before.MayGain, before.MustGain);
            var (set, clear) = Events(site);
            if ((set | clear) != 0)
                sum = before.Then(Transfer.Event(set, clear));
        });
    }

    private void Judge(Site site, Happened may, Happened must)
    {
        var callsOut = site.IsCallOut(out var target);
        if ((may & Happened.Unfenced) != 0 && (callsOut || site.At.Code.MemorySegment == Register.GS && site.AccessesMemory))
            Fence(site, callsOut ? site.NameOf(target) + " is called" : "gs is used");
        if (callsOut)
            Call(site, site.NameOf(target), may, must);
        if (site.IsSysret || site.IsInterruptReturn)
            Exit(site, must);
        if (site.IsReturn && (may & Happened.OtherStack) != 0 && site.Base(site.State.Rsp).Kind != BaseKind.Stack)
            OtherStack(site);
        if (site.IsInterrupt && (must & Happened.VectorsSaved) == 0 && WritesVector(site.At.Code))
            findings.Add(Rules.VectorRegister, site, "this writes a vector or x87 register of the interrupted program, which nothing has saved");
    }

    private void Fence(Site site, string what)
    {
        var branch = findings.Paths.Instructions(site.Kept, site.At).FindLast(decisions.Contains);
        findings.Add(Rules.SwapgsFence, site, "this branch decides whether to swap the GS base, and " + what + findings.Paths.At(site.At) + " with no LFENCE between: where it is predicted wrongly, the other base is read speculatively", branch);
    }

    private void Call(Site site, string name, Happened may, Happened must)
    {
        if ((anywhere & ~must & Happened.SpeculationControl) != 0 && ((may & Happened.SpeculationControl) != 0 || site.IsInterrupt || site.IsSystemCall))
            findings.Add(Rules.SpeculationControl, site, name + " is called on a path that has not written IA32_SPEC_CTRL (0x48), though another path does");
        if ((may & ~must & Happened.VectorsSaved) != 0 && site.IsInterrupt)
            findings.Add(Rules.VectorRegister, site, name + " is called on a path that has not saved the vector registers, though another path to it has");
    }

    private void Exit(Site site, Happened must)
    {
        if ((anywhere & ~must & Happened.BufferClear) != 0 && (site.IsSysret || GoesToUser(site)))
            findings.Add(Rules.BufferClear, site, "this returns to ring 3 without VERW, though another return path has it");
        if ((must & Happened.VectorsSaved) != 0 && (must & Happened.VectorsRestored) == 0 && site.IsInterrupt)
            findings.Add(Rules.VectorRegister, site, "the vector registers were saved on entry and are not restored on this return path");
    }

    /// <summary>Whether an interrupt returns to ring 3, as far as is known about it and about the entry path.</summary>
    private static bool GoesToUser(Site site) => FrameRules.Ring(site) is { } ring ? ring == 3 : !site.IsVague && (site.World.Gs & World.FromUser) != 0;

    private void OtherStack(Site site)
    {
        var load = findings.Paths.Instructions(site.Kept, site.At).FindLast(static instruction => instruction.Code.Mnemonic == Mnemonic.Mov && instruction.Code.Op0Kind == OpKind.Register && instruction.Code.Op0Register == Register.RSP);
        findings.Add(Rules.ReturnStack, site, "another stack is loaded here, and RET" + findings.Paths.At(site.At) + " is predicted by the calls of the old task: fill the return stack buffer with 32 calls between", load);
    }

    private static bool WritesVector(in Instruction code) => code.Op0Kind == OpKind.Register && code.OpCount > 0 && (code.Op0Register.IsVectorRegister() || code.Op0Register.IsST() || code.Op0Register.IsMM());

    private void EndOfInterrupt(Site site, FlowEntry entry, Happened may, Happened must)
    {
        if (!site.IsInterruptReturn || entry.Vector < 32)
            return;
        if ((may & Ends) != 0 && module.GateOf(entry) is { Dpl: 3 } gate)
            findings.Add(Rules.GatePrivilege, entry.Place, gate.Line, "DPL 3 lets ring 3 raise vector " + ValueText.Decimal(entry.Vector) + " with INT, and its handler then signals a controller the end of an interrupt that did not happen");
        if ((must & Happened.LocalApic) != 0)
            return;
        var isSecond = entry.Vector is >= FirstOfSecond and <= LastOfSecond;
        if (isSecond && (may & Happened.FirstController) != 0 && (may & Happened.SecondController) == 0)
        {
            findings.Add(Rules.EndOfInterrupt, site, "vector " + ValueText.Decimal(entry.Vector) + " comes through the second controller, which gets no end of interrupt (OUT 0xA0): it then sends no more interrupts");
            return;
        }

        if (isSecond && (may & Happened.SecondController) != 0 && (may & Happened.FirstController) == 0)
        {
            findings.Add(Rules.EndOfInterrupt, site, "the first controller passes on what comes through the second one, and gets no end of interrupt (OUT 0x20)");
            return;
        }

        // The stubs of both controllers often share their end, which asks the vector whether the second one is told: not both of its sides are this vector's.
        if ((may & ~must & Ends & ~Happened.SecondController) != 0 && entry.Vector is not (SpuriousOfFirst or LastOfSecond))
            findings.Add(Rules.EndOfInterrupt, site, "a path of vector " + ValueText.Decimal(entry.Vector) + " gets here without the end of interrupt that another path sends to the controller");
    }
}
