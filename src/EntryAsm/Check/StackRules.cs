// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Where rsp is: at returns, at calls of C, at operands that want an alignment; what lies below it and above the frame.</summary>
internal sealed class StackRules(Findings findings, ModuleTraits module) : IPathRule
{
    public void Visit(Site site)
    {
        if (site.IsReturn)
            Return(site);
        if (site.IsCallOut(out var target))
            Call(site, target);
        if (site.AccessesMemory)
            Access(site);
        if (site.At.Code.StackPointerIncrement != 0 || site.At.Code.FlowControl is FlowControl.Call or FlowControl.IndirectCall)
            UserStack(site);
    }

    private void Return(Site site)
    {
        var target = site.Load(site.State.Rsp);
        var key = site.Base(target);
        if (key.Kind == BaseKind.ReturnAddress && target.Offset == 0)
            return;
        if (target == site.Bases.Register(MachineRegister.ReturnAddress))
        {
            if (site.Entry is { IsAssumed: false, Kind: EntryKind.Interrupt or EntryKind.Syscall })
                findings.Add(Rules.ReturnDepth, site, "RET at the end of an entry, which is not reached by a call");
            return;
        }

        if (!target.IsKnown)
        {
            findings.Unknown(site, "it is not known where this RET goes");
            return;
        }

        var isNoCode = key.Kind == BaseKind.Stack || key.Kind == BaseKind.Memory && site.IsStack(target.Base) || target is { IsConstant: true, Offset: >= 0 and < LowestCode }
            || key is { Kind: BaseKind.Register, A: < MachineRegister.Count } && (site.IsInterrupt || site.IsSystemCall);
        if (site.Entry is { IsAssumed: true } or { Hint: not null } && IsMadeForIt(site))
            return; // a thunk for jumps through a register, which may be rsp
        isNoCode |= key.B != MachineRegister.Rax && site.IsLeftByCall(key);
        if (!isNoCode && (site.Code.PlaceOf(target) is not null || IsMadeForIt(site) || key.Kind is BaseKind.Symbol or BaseKind.Joined or BaseKind.Expression or BaseKind.PerhapsChanged
            || key.Kind == BaseKind.Memory && !IsAboveReturn(site)))
        {
            return;
        }

        findings.Add(Rules.ReturnDepth, site, "RET takes " + ValueText.Of(target, site, findings.Paths) + " for the return address" + Depth(site) + StackTrace.Unpopped(site, findings.Paths));
    }

    /// <summary>No code of a kernel lies below.</summary>
    private const int LowestCode = 0x100;

    /// <summary>Whether rsp is still below the return address that a function was called with, at a word which nothing has written.</summary>
    private static bool IsAboveReturn(Site site) => site.Base(site.State.Rsp) is { Kind: BaseKind.Stack, A: (long)StackKind.Function } && site.State.Rsp.Offset < -8;

    private static string Depth(Site site)
    {
        if (site.Base(site.State.Rsp).Kind != BaseKind.Stack)
            return "";
        var expected = site.Base(site.State.Rsp).A == (long)StackKind.Function ? -8 : -FlowEntries.PushedBytes;
        var off = expected - site.State.Rsp.Offset;
        return off == 0 ? "" : ": rsp is " + ValueText.Decimal(Math.Abs(off)) + (off > 0 ? " below it" : " above it");
    }

    /// <summary>Whether what RET takes was put there for it: a jump to an address in a register.</summary>
    private bool IsMadeForIt(Site site) => (site.Previous ?? Before(site)) is { } previous && (previous.Code.Mnemonic == Mnemonic.Push
        || previous.Code.Mnemonic is Mnemonic.Mov or Mnemonic.Xchg or Mnemonic.Lea && (previous.Code.MemoryBase == Register.RSP || previous.Code.Op0Register == Register.RSP));

    /// <summary>What did something before this, on the way from where the state was kept last: neither a jump nor nothing.</summary>
    private FlowInstruction? Before(Site site) => findings.Paths.Instructions(site.Kept, site.At)
        .FindLast(static instruction => instruction.Code.FlowControl is not (FlowControl.UnconditionalBranch or FlowControl.Return) && instruction.Code.Mnemonic != Mnemonic.Nop);

    private void Call(Site site, Value target)
    {
        if (Misalignment(site, site.State.Rsp, module.StackAlignment) is not { } off || off == 0 || site.Entry is { IsAssumed: true } || IsThunk(site, target))
            return;
        findings.Add(Rules.CallAlignment, site, "rsp is " + ValueText.Decimal(off) + " bytes off a multiple of " + ValueText.Decimal(module.StackAlignment) + " where " + site.NameOf(target) + " is called"
            + StackTrace.Unpopped(site, findings.Paths));
    }

    /// <summary>A function written for entry code, with a calling convention of its own: known by what it keeps.</summary>
    private static bool IsThunk(Site site, Value target) => (site.Code.TraitsOf(target) & CalleeTraits.KeepsRegisters) != 0;

    /// <summary>How far an address is off a multiple of a number of bytes; null where that is not known.</summary>
    private static long? Misalignment(Site site, Value address, int bytes)
    {
        var key = site.Base(address);
        if (key.Kind == BaseKind.Stack && key.A != (long)StackKind.Declared && bytes <= 16)
            return (address.Offset % bytes + bytes) % bytes;
        if (key.Kind == BaseKind.Expression && key.A == (long)ValueOperation.And && key.D < 0 && (key.D & (bytes - 1)) == 0)
            return (address.Offset % bytes + bytes) % bytes;
        return null;
    }

    private void Access(Site site)
    {
        var address = site.Address();
        if (!address.IsKnown)
            return;
        OperandAlignment(site, address);
        var rsp = site.State.Rsp;
        if (address.Base != rsp.Base || site.Base(rsp).Kind != BaseKind.Stack)
            return;
        if (address.Offset < rsp.Offset && !IsOnStackOfItsOwn(site))
        {
            findings.Add(Rules.BelowStack, site, "memory " + ValueText.Decimal(rsp.Offset - address.Offset) + " bytes below rsp is used: the next interrupt or NMI on this stack overwrites it");
        }

        if (address.Offset >= 0 && site.Base(rsp).A == (long)StackKind.Interrupt && site.Entry is { Kind: EntryKind.Interrupt, Hint: null })
            findings.Add(Rules.AboveFrame, site, "this is " + ValueText.Decimal(address.Offset) + " bytes above ss, the last word that the processor pushed");
    }

    private void OperandAlignment(Site site, Value address)
    {
        var bytes = Alignments.Of(site.At.Code);
        if (bytes == 1 || site.Entry is { IsAssumed: true })
            return;
        var needs = site.Mnemonic.ToString().ToLowerInvariant() + " needs an address that is a multiple of " + ValueText.Decimal(bytes);
        if (Misalignment(site, address, Math.Min(bytes, StackMultiple)) is { } off && off != 0)
            findings.Add(Rules.OperandAlignment, site, needs + "; this one is " + ValueText.Decimal(off) + " bytes off");
        else if (bytes > StackMultiple && IsOnlyStackAligned(site, address))
            findings.Add(Rules.OperandAlignment, site, needs + "; this one is only known to be a multiple of " + ValueText.Decimal(StackMultiple) + ": clear the lowest bits of rsp (AND)");
    }

    /// <summary>What the processor aligns the stack of an interrupt to, and the psABI that of a function.</summary>
    private const int StackMultiple = 16;

    /// <summary>Whether an address lies on a stack that may begin at any multiple of 16: not one that the descriptor of the task gives.</summary>
    private bool IsOnlyStackAligned(Site site, Value address) => site.Base(address) switch
    {
        { Kind: BaseKind.Stack, A: (long)StackKind.Interrupt } => module.GateOf(site.Entry) is { Ist: 0 },
        { Kind: BaseKind.Stack, A: (long)StackKind.Function } => true,
        { Kind: BaseKind.Expression, A: (long)ValueOperation.And, D: -StackMultiple } => true,
        _ => false,
    };

    private bool IsOnStackOfItsOwn(Site site) => module.GateOf(site.Entry) is { Ist: > 0 } || site.Entry is { Vector: 1 or 2 or 8 or 18 or 29 };

    /// <summary>After SYSCALL rsp is still the user's: what is written there is written where the user says.</summary>
    private void UserStack(Site site)
    {
        if ((site.IsInterrupt || site.IsSystemCall) && site.Base(site.Plain(site.State.Rsp)) is { Kind: BaseKind.Register, A: <= MachineRegister.Rflags and not MachineRegister.Rsp } other)
            findings.Add(Rules.UserStack, site, "rsp holds " + MachineRegister.Name((int)other.A) + " of the interrupted code here: it was loaded from the wrong word, or into the wrong register");
        if (!site.IsSystemCall || site.IsSysret || site.State.Rsp.Base != site.Bases.Register(MachineRegister.Rsp).Base || site.Entry!.Kind == EntryKind.Sysenter)
            return;
        findings.Add(Rules.UserStack, site, "rsp is still the user's here: the kernel's stack has to be loaded before the first push or call");
    }
}
