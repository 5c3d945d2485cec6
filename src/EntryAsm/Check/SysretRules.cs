// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>SYSRET takes rip from rcx and rflags from r11, and faults in ring 0 on a rip that is not canonical.</summary>
internal sealed class SysretRules(Findings findings, ModuleTraits module) : IPathRule
{
    public void Visit(Site site)
    {
        if (site.Mnemonic == Mnemonic.Wrmsr)
            Msr(site);
        if (!site.IsSysret || site.Entry is { Hint: not null })
            return;
        Stack(site);
        var isWide = site.Mnemonic == Mnemonic.Sysretq;
        if (Is(site, MachineRegister.Rcx, MachineRegister.Rip, "rip") && Is(site, MachineRegister.R11, MachineRegister.Rflags, "rflags") && isWide)
            Canonical(site);
    }

    /// <returns>False where it is known to be something else.</returns>
    private bool Is(Site site, int register, int expected, string name)
    {
        foreach (var possible in site.Possible(site.Register(register)))
        {
            var plain = site.Plain(possible);
            var isForCToSet = plain.IsConstant && site.Bases.Is(possible, BaseKind.PerhapsChanged);
            if (!plain.IsKnown || isForCToSet || plain == site.Bases.Register(expected) || Fits(site, plain, expected))
                continue;
            findings.Add(Rules.SysretFrame, site, "SYSRET takes " + name + " from " + MachineRegister.Name(register) + ", which holds " + ValueText.Of(plain, site, findings.Paths), cause: "exit");
            return false;
        }

        return true;
    }

    /// <summary>SYSRET leaves rsp alone: it has to be the program's again.</summary>
    private void Stack(Site site)
    {
        var rsp = site.Plain(site.State.Rsp);
        var key = site.Base(rsp);
        if (site.Entry is { Kind: EntryKind.Syscall } && (key.Kind is BaseKind.Stack or BaseKind.Constant or BaseKind.Result or BaseKind.Flags || key.Kind == BaseKind.Register && key.A != MachineRegister.Rsp || key.Kind == BaseKind.Memory && RegisterRules.IsUnwritten(site, key)))
            findings.Add(Rules.SysretFrame, site, "ring 3 gets " + ValueText.Of(rsp, site, findings.Paths) + " for rsp", cause: "exit");
    }

    private bool Fits(Site site, Value value, int expected)
    {
        var key = site.Base(value);
        return key.Kind switch
        {
            BaseKind.Constant => expected == MachineRegister.Rflags ? (value.Offset & 0xffff) != 0 : value.Offset >= 0x1000,
            BaseKind.Register when key.A < MachineRegister.Count => site.IsVague || site.Entry?.Kind == EntryKind.Function,
            BaseKind.Register => value.Offset == 0 && key.A == MachineRegister.ReturnAddress && site.IsVague,
            BaseKind.Memory => !IsForeignField(site, key),
            BaseKind.Result or BaseKind.Stack or BaseKind.PageTables or BaseKind.GsBase or BaseKind.ReturnAddress => false,
            _ => true,
        };
    }

    /// <summary>Whether a value was loaded from a field of gs that this module never writes: then it did not put the program's there.</summary>
    private bool IsForeignField(Site site, in BaseKey memory) => site.IsSystemCall && site.Base(new Value((int)memory.A, 0)) is { Kind: BaseKind.Segment, A: 1 } && !module.WrittenGsFields.Contains(memory.C);

    /// <summary>Whether a branch of the path has looked at the upper bits of an address: shifted them down, tested one, or compared with a limit.</summary>
    private bool IsRangeTested(Site site)
    {
        var path = findings.Paths.Instructions(site.Kept, site.At);
        for (var i = 1; i < path.Count; i++)
        {
            var isOrder = path[i].Code.ConditionCode is not (ConditionCode.e or ConditionCode.ne);
            if (path[i].Code.FlowControl == FlowControl.ConditionalBranch && LooksAtUpperBits(path[i - 1]) && (isOrder || path[i - 1].Code.Mnemonic != Mnemonic.Cmp))
                return true;
        }

        return false;
    }

    private static bool LooksAtUpperBits(FlowInstruction instruction) => instruction.Code.Mnemonic switch
    {
        Mnemonic.Shr or Mnemonic.Sar or Mnemonic.Bt => instruction.Immediate is { IsConstant: true, Offset: >= LowestUpperBit and < 64 },
        Mnemonic.Cmp => instruction.Code.Op0Kind == OpKind.Register && instruction.Code.Op0Register == Register.RCX || instruction.Code.Op1Kind == OpKind.Register && instruction.Code.Op1Register == Register.RCX,
        Mnemonic.Test => instruction.Code.Op0Kind == OpKind.Register && instruction.Code.Op0Register == Register.RCX,
        _ => false,
    };

    /// <summary>The bit from which on a canonical address of a program has zeros, with page tables of four levels.</summary>
    private const int LowestUpperBit = 46;

    private void Canonical(Site site)
    {
        var rcx = site.Register(MachineRegister.Rcx);
        if (!rcx.IsKnown || site.Bases.CanonicalSource(rcx) is not null)
            return;
        var key = site.Base(rcx);
        if (key.Kind == BaseKind.Register && (key.A == MachineRegister.Rip || key.A < MachineRegister.Count && !site.IsSystemCall) || key.Kind is BaseKind.Symbol or BaseKind.Section or BaseKind.Constant)
            return;
        if (key is { Kind: BaseKind.Expression, A: (long)ValueOperation.Shl })
        {
            findings.Add(Rules.SysretCanonical, site, "rcx has been shifted left last, which clears its lowest bits: the canonical form of an address is shifted left first, and then right with its sign", cause: "exit");
            return;
        }

        if (key.Kind is not (BaseKind.PerhapsChanged or BaseKind.Memory or BaseKind.Register))
        {
            findings.Unknown(site, "it is not known whether rcx is canonical here");
            return;
        }

        if (IsRangeTested(site))
            return;
        findings.Add(Rules.SysretCanonical, site, "rcx comes from memory that others can change, and nothing has compared it with its canonical form: on Intel processors SYSRET then faults in ring 0, on the user's stack", cause: "exit");
    }

    private const int Star = unchecked((int)0xC0000081), Fmask = unchecked((int)0xC0000084);

    private void Msr(Site site)
    {
        if (site.Register(MachineRegister.Rcx) is not { IsConstant: true } msr)
            return;
        if ((int)msr.Offset == Star && site.Register(MachineRegister.Rdx) is { IsConstant: true } selectors)
            Selectors(site, (int)selectors.Offset);
        else if ((int)msr.Offset == Fmask && site.Register(MachineRegister.Rax) is { IsConstant: true } mask)
            Mask(site, (int)mask.Offset);
    }

    private void Selectors(Site site, int high)
    {
        if ((high >> 16 & 3) != 3)
            findings.Add(Rules.StarSelectors, site, "STAR[63:48] is " + ValueText.Number(high >> 16 & 0xffff) + ", whose lowest two bits are not 3: SYSRET loads ss with them unchanged, and the next IRETQ with that ss faults");
        else if ((high & 3) != 0)
            findings.Add(Rules.StarSelectors, site, "STAR[47:32] is " + ValueText.Number(high & 0xffff) + ", whose lowest two bits are not 0: SYSCALL runs in ring 0", cause: "syscall");
    }

    private void Mask(Site site, int mask)
    {
        string[] missing = [.. new[] { (0x100, "TF"), (0x200, "IF"), (0x400, "DF") }.Where(flag => (mask & flag.Item1) == 0).Select(static flag => flag.Item2)];
        if (missing.Length != 0 && (missing.Length < 3 || mask == 0))
            findings.Add(Rules.SyscallMask, site, "IA32_FMASK does not clear " + string.Join(", ", missing) + ": SYSCALL enters the kernel with those flags as the user set them");
    }
}
