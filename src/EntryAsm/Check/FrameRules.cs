// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>The five words that IRETQ takes off the stack, and that a fault in taking them is recovered from.</summary>
internal sealed class FrameRules(Findings findings, ModuleTraits module) : IPathRule
{
    private enum Word
    {
        Rip,
        Cs,
        Flags,
        Rsp,
        Ss,
    }

    private static readonly string[] names = ["rip", "cs", "rflags", "rsp", "ss"];

    public void Visit(Site site)
    {
        if (!site.IsInterruptReturn || site.IsFred)
            return;
        if (!Depth(site))
            Words(site);
        Recovery(site);
    }

    /// <returns>True where something was reported.</returns>
    private bool Depth(Site site)
    {
        var rsp = site.State.Rsp;
        if (!site.IsInterrupt || site.Base(rsp) is not { Kind: BaseKind.Stack } key || key.A != (long)StackKind.Interrupt)
            return false;
        var off = rsp.Offset + FlowEntries.PushedBytes;
        if (off == 0 || site.IsRegister(site.Load(rsp.Plus(8)), MachineRegister.Cs) && site.IsRegister(site.Load(rsp.Plus(32)), MachineRegister.Ss))
            return false;
        var vector = ValueText.Decimal(site.Entry!.Vector);
        if (off == -8 && site.Entry.HasErrorCode)
            findings.Add(Rules.ErrorCode, site, "IRETQ finds the error code of vector " + vector + " where rip should be: it has not been dropped", cause: "frame");
        else if (off == 8 && !site.Entry.HasErrorCode)
            findings.Add(Rules.ErrorCode, site, "rsp is 8 above the frame: vector " + vector + " pushes no error code, and what was dropped is the return address", cause: "frame");
        else
            findings.Add(Rules.InterruptFrame, site, "rsp is " + ValueText.Decimal(Math.Abs(off)) + (off < 0 ? " below" : " above") + " the frame" + (off < 0 ? StackTrace.Unpopped(site, findings.Paths) : ""), cause: "frame");
        return true;
    }

    private void Words(Site site)
    {
        for (var word = Word.Rip; word <= Word.Ss; word++)
        {
            var value = site.Load(site.State.Rsp.Plus(8 * (int)word));
            if (!Fits(site, value, word))
            {
                findings.Add(Rules.InterruptFrame, site, "IRETQ takes " + ValueText.Of(value, site, findings.Paths) + " for " + names[(int)word] + "; the five words from rsp up are rip, cs, rflags, rsp, ss", cause: "frame");
                return;
            }
        }

        Value cs = site.Load(site.State.Rsp.Plus(8)), ss = site.Load(site.State.Rsp.Plus(32));
        if (cs.IsConstant && ss.IsConstant && (cs.Offset & 3) != (ss.Offset & 3) && (ss.Offset != 0 || (cs.Offset & 3) == 3))
            findings.Add(Rules.InterruptFrame, site, "cs is " + ValueText.Of(cs, site, findings.Paths) + " and ss " + ValueText.Of(ss, site, findings.Paths) + ": their privilege levels (the lowest two bits) differ", cause: "frame");
    }

    /// <summary>False only where the value is known to be something else.</summary>
    private static bool Fits(Site site, Value value, Word word)
    {
        value = site.Plain(value);
        if (value.IsConstant)
        {
            var number = value.Offset;
            return word switch
            {
                Word.Cs => number is > 0 and < 0x10000 && (number & 3) is 0 or 3,
                Word.Ss => number is >= 0 and < 0x10000 && (number & 3) is 0 or 3,
                Word.Flags => number is >= 0 and < 1 << 22,
                _ => number is 0 or < 0 or >= 0x1000,
            };
        }

        var key = site.Base(value);
        return key.Kind switch
        {
            BaseKind.Register when value.Offset == 0 => key.A switch
            {
                MachineRegister.Rip => word == Word.Rip,
                MachineRegister.Cs => word == Word.Cs,
                MachineRegister.Ss => word == Word.Ss,
                MachineRegister.Rflags => word == Word.Flags,
                MachineRegister.ErrorCode => false,
                MachineRegister.ReturnAddress => word == Word.Rip || site.Entry is { IsAssumed: true },
                _ => word != Word.Cs && word != Word.Ss || site.IsVague || site.Entry?.Kind == EntryKind.Function,
            },
            BaseKind.Flags => word == Word.Flags,
            BaseKind.Stack => word == Word.Rsp,
            BaseKind.ReturnAddress => word == Word.Rip,
            BaseKind.PageTables => false,
            _ => true,
        };
    }

    private void Recovery(Site site)
    {
        if (Ring(site) != 3 || site.At.StandsFor || site.At.Fixup is not null || module.TakenAddresses.Contains(site.At.Place))
            return;
        var isNamed = site.Map.Object.Symbols.Any(symbol => symbol.Section == site.At.Place.Section && symbol.Value == site.At.Place.Offset && symbol.Binding != SymbolBinding.Local);
        var faults = site.Map.Object.Gates.Any(static gate => gate.Vector is 11 or 12 or 13);
        if (module.HasExceptionTable || isNamed || faults && module.UsesGs)
        {
            findings.Add(Rules.IretRecovery, site, "a fault of this IRETQ to ring 3 (a bad frame) comes with the kernel's cs and the user's gs, and no row of the exception table says where to continue");
        }
    }

    /// <summary>The ring that is returned to, where it is the same on all paths.</summary>
    public static int? Ring(Site site)
    {
        var cs = site.Plain(site.Load(site.State.Rsp.Plus(8)));
        if (cs.IsConstant)
            return (int)(cs.Offset & 3);
        if (site.Bases.HasSome(cs, 3))
            return 3;
        var world = site.World;
        if (cs == site.Bases.Register(MachineRegister.Cs) && (site.IsInterrupt || site.IsFred))
            return (world.Gs & World.FromKernel) == 0 ? 3 : (world.Gs & World.FromUser) == 0 ? 0 : null;
        if ((world.Gs & World.KernelNow) == 0 && (world.Gs & World.KernelAtEntry) != 0 && (world.Gs & World.UserAtEntry) == 0)
            return 3;
        return site.IsSystemCall && (world.Gs & World.KernelNow) == 0 ? 3 : null;
    }
}
