// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Whose base gs has where it is used, and on the return path.</summary>
internal sealed class GsRules(Findings findings, ModuleTraits module) : IPathRule
{
    private readonly HashSet<FlowInstruction> branchesOnCs = [];

    public void Visit(Site site)
    {
        if (!module.UsesGs)
            return;
        if (site.At.Code.FlowControl == FlowControl.ConditionalBranch && Conditions.LooksAtCs(site.State, site.At.Code.ConditionCode, site.Code))
            branchesOnCs.Add(site.At);
        TestOfAnotherWord(site);
        LoadOfGs(site);
        if (site.At.Code.MemorySegment == Register.GS && site.AccessesMemory)
            Use(site, "gs is used");
        else if (site.IsCallOut(out var target))
            Use(site, site.NameOf(target) + " is called");
        else if (site.IsInterruptReturn && !site.IsFred)
            Return(site);
        else if (site.IsSysret)
            Sysret(site);
    }

    private void Use(Site site, string what)
    {
        var wrong = Wrong(site.World.Gs);
        if (wrong == 0 || site.IsVague && site.Entry is not { IsAssumed: true })
            return;
        var byCs = (wrong & World.FromKernel & World.UserAtEntry) != 0 && (wrong & World.FromUser) == 0 ? BranchOnCs(site) : null;
        if (byCs is not null)
        {
            findings.Add(Rules.GsByCs, site, what + " with the user's base" + findings.Paths.At(site.At) + ": vector " + ValueText.Decimal(site.Entry!.Vector)
                + " comes in kernel code too that has the user's gs, so the saved CS does not decide; read the base (RDMSR 0xC0000101, RDGSBASE)", byCs, cause: "gs");
            return;
        }

        var origin = (wrong & World.FromKernel) == 0 ? "from user mode" : (wrong & World.FromUser) == 0 ? "from the kernel" : "from user mode and from the kernel";
        findings.Add(Rules.UserGs, site, what + " while gs has the user's base, on a path that came " + origin + LastSwap(site), cause: "gs");
    }

    /// <summary>The ways of coming here on which the base is the user's for certain.</summary>
    private static int Wrong(byte set)
    {
        var wrong = 0;
        for (var pair = 0; pair < 8; pair += 2)
        {
            if ((set >> pair & 3) == 1)
                wrong |= 1 << pair;
        }

        return wrong;
    }

    private string LastSwap(Site site)
    {
        var last = findings.Paths.Instructions(site.Kept, site.At).FindLast(static instruction => instruction.Code.Mnemonic == Mnemonic.Swapgs);
        return last is null ? ": there is no swapgs on it" : ": the last swapgs is" + findings.Paths.At(last);
    }

    private FlowInstruction? BranchOnCs(Site site) => findings.Paths.Instructions(site.Kept, site.At).FindLast(branchesOnCs.Contains);

    /// <summary>The lowest two bits of a word near CS, tested to decide on SWAPGS: the error code or a push has moved the frame.</summary>
    private void TestOfAnotherWord(Site site)
    {
        if (site.Mnemonic != Mnemonic.Test || !site.IsInterrupt || site.At.Code.Op0Kind != OpKind.Memory || site.At.Immediate is not { IsConstant: true, Offset: 3 } || !SwapDecisions.Follows(site))
            return;
        var word = site.Plain(site.Load(site.Address()));
        if (site.Base(word) is not { Kind: BaseKind.Register, A: not MachineRegister.Cs })
            return;
        var isWayIn = (site.World.Gs & World.UserNow & World.UserAtEntry) == (site.World.Gs & World.UserAtEntry);
        findings.Add(isWayIn ? Rules.UserGs : Rules.GsParity, site, "this looks at " + ValueText.Of(word, site, findings.Paths) + ", not at the saved cs, to decide on SWAPGS: the frame is elsewhere from rsp here", cause: "test");
    }

    /// <summary>Loading gs sets its base. The user's selector is loaded between two SWAPGS, while the user's base is in force.</summary>
    private void LoadOfGs(Site site)
    {
        if (site.Mnemonic == Mnemonic.Mov && site.At.Code.Op0Kind == OpKind.Register && site.At.Code.Op0Register == Register.GS && (site.World.Gs & World.UserNow) == 0
            && site.Code.At(site.At.Place with { Offset = site.At.End }) is { } next && (next.Code.Mnemonic == Mnemonic.Swapgs || next.Alternatives is not null && SwapDecisions.SwapsSoon(site.Code, next.Place)))
        {
            findings.Add(Rules.UserGs, site, "gs is loaded while its base is the kernel's, which this loses: SWAPGS belongs before it", cause: "load");
        }
    }

    private void Return(Site site)
    {
        if (site.IsInterrupt && !site.HasKnownFrame)
        {
            findings.Unknown(site, "it is not known which frame this IRETQ takes");
            return;
        }

        var set = site.World.Gs;
        var ring = FrameRules.Ring(site);
        var wrong = 0;
        for (var i = 0; i < 8; i++)
        {
            var (fromUser, userAtEntry, userNow) = ((i & 4) == 0, (i & 2) == 0, (i & 1) == 0);
            var isCertain = (set >> (i & 6) & 3) == 1 << (i & 1);
            if ((set >> i & 1) == 0 || !isCertain)
                continue;
            var expectsUser = ring is { } known && !site.IsInterrupt ? known == 3 : site.IsInterrupt ? userAtEntry : userNow;
            if (ring == 3 && site.IsInterrupt && !fromUser)
                expectsUser = true;
            if (expectsUser != userNow)
                wrong |= 1 << i;
        }

        if (wrong == 0 || site.Entry is { Hint: not null })
            return;
        var toUser = (wrong & World.FromUser) != 0 || ring == 3;
        findings.Add(Rules.GsParity, site, (toUser ? "this returns to ring 3 with the kernel's base in gs" : "the interrupted kernel gets back the user's base in gs, though its own was there")
            + LastSwap(site), cause: "exit");
    }

    private void Sysret(Site site)
    {
        if (site.Entry is { Hint: not null } || site.IsFred)
            return;
        for (var pair = 0; pair < 8; pair += 2)
        {
            if ((site.World.Gs >> pair & 3) == 2)
            {
                findings.Add(Rules.GsParity, site, "this returns to ring 3 with the kernel's base in gs" + LastSwap(site), cause: "exit");
                return;
            }
        }
    }
}
