// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>Unwind hints against the state: where a hint says that a frame lies, what lies there has to be one; and where it says that there is none, none is known.</summary>
internal sealed class HintRules : IPathRule
{
    /// <summary>Where rip lies in <c>struct pt_regs</c>, and rbp.</summary>
    private const int RipInRegisters = FlowEntries.FrameBytes - FlowEntries.PushedBytes, RbpInRegisters = 4 * 8;

    /// <summary>The words of a frame that the unwinder relies on, from rip on; only what it cannot do without comes first.</summary>
    private static readonly (int Offset, int Register)[] pushed = [(0, MachineRegister.Rip), (24, MachineRegister.Rsp), (8, MachineRegister.Cs), (16, MachineRegister.Rflags), (32, MachineRegister.Ss)];

    private readonly Findings findings;
    private readonly Dictionary<CodePlace, UnwindHintEntry> hints = [];

    public HintRules(FlowMap map, Findings findings)
    {
        this.findings = findings;
        foreach (var hint in EntryTables.Of(map.Object).UnwindHints)
        {
            if (FlowTables.Place(hint.Place) is { } place)
                hints[place] = hint;
        }
    }

    public void Visit(Site site)
    {
        if (hints.Count == 0 || !hints.TryGetValue(site.At.Place, out var hint) || hint.Shape is UnwindHintType.Save or UnwindHintType.Restore)
            return;
        if (Contradiction(hint) is { } contradiction)
            findings.AddBeside(Rules.WrongHint, site.At.Place, hint.Line, contradiction);
        else if (site.Entry is not (null or { Hint: not null }))
            Compare(site, hint);
    }

    /// <summary>What a hint says against itself: the unwinder needs to know where to continue, or that it is done.</summary>
    private static string? Contradiction(UnwindHintEntry hint)
    {
        var hasFrame = hint.Register != UnwindRegister.Undefined;
        if (hint.IsEnd && hasFrame)
            return "this hint says that the stack ends here, and also where a frame lies";
        return hint.IsEnd || hasFrame || hint.Type > UnwindHintType.Restore ? null : "this hint says neither where a frame lies nor that the stack ends here";
    }

    private void Compare(Site site, UnwindHintEntry hint)
    {
        if (hint.Register == UnwindRegister.Undefined)
            CompareEnd(site, hint);
        else if (hint.Shape == UnwindHintType.Call)
            IsWrong(site, hint, -8, MachineRegister.ReturnAddress);
        else
            CompareFrame(site, hint, hint.Shape == UnwindHintType.Regs ? RipInRegisters : 0);
    }

    private void CompareFrame(Site site, UnwindHintEntry hint, int rip)
    {
        foreach (var (offset, register) in pushed)
        {
            if (IsWrong(site, hint, rip + offset, register))
                return;
        }

        if (hint.Shape == UnwindHintType.Regs)
            IsWrong(site, hint, RbpInRegisters, MachineRegister.Rbp);
    }

    /// <summary>
    /// Where no frame is said to be, none is known to be on top of the entry's stack: bare, with an error code, or with all registers. Of frames further up the author may not want to tell.
    /// </summary>
    private void CompareEnd(Site site, UnwindHintEntry hint)
    {
        var rsp = site.State.Rsp;
        if (site.Base(rsp) is not { Kind: BaseKind.Stack } stack || (StackKind)stack.A == StackKind.Declared)
            return;
        var isInterrupt = (StackKind)stack.A == StackKind.Interrupt;
        var (offset, register) = isInterrupt ? (-FlowEntries.PushedBytes, MachineRegister.Rip) : (-8, MachineRegister.ReturnAddress);
        var distance = offset - rsp.Offset;
        if ((distance == 0 || isInterrupt && distance is 8 or RipInRegisters) && site.State.FindSlot(rsp.Plus(distance)) is { } word && site.IsRegister(word, register))
            findings.AddBeside(Rules.WrongHint, site.At.Place, hint.Line, "this hint says that no frame is known here; " + Name(register) + " is " + ValueText.Decimal(distance) + " bytes above rsp");
    }

    /// <summary>Whether a word of the frame that a hint describes is known to be something else, wherever the kernel may look for it.</summary>
    private bool IsWrong(Site site, UnwindHintEntry hint, int offset, int register)
    {
        string? wrong = null;
        foreach (var frame in FramesOf(site, hint))
        {
            wrong = !frame.IsKnown ? null
                : LeadsNowhere(site, frame) ? "the frame would begin at " + ValueText.Of(site.Plain(frame), site, findings.Paths) + ", which is not an address of a frame"
                : Other(site, frame.Plus(offset), register) is { } other ? "there is " + other : null;
            if (wrong is null)
                return false;
        }

        if (wrong is null)
            return false;
        var from = hint.Register switch
        {
            UnwindRegister.SpIndirect => "the address at rsp",
            UnwindRegister.BpIndirect => "the address at rbp",
            _ => MachineRegister.Name(FlowEntries.RegisterOf(hint.Register)!.Value),
        };
        findings.AddBeside(Rules.WrongHint, site.At.Place, hint.Line, "this hint says that " + Name(register) + " is " + ValueText.Decimal(hint.StackOffset + offset) + " bytes above " + from + "; " + wrong);
        return true;
    }

    /// <summary>Where the frame lies that a hint describes. An offset counts before the address at rsp is read up to Linux 5.7, and after it from 5.8 on.</summary>
    private static Value[] FramesOf(Site site, UnwindHintEntry hint)
    {
        Value rsp = site.State.Rsp, rbp = site.Register(MachineRegister.Rbp);
        return hint.Register switch
        {
            UnwindRegister.SpIndirect when hint.StackOffset != 0 && hint.Type <= UnwindHintType.Restore => [site.Load(rsp.Plus(hint.StackOffset)), site.Load(rsp).Plus(hint.StackOffset)],
            UnwindRegister.SpIndirect => [site.Load(rsp).Plus(hint.StackOffset)],
            UnwindRegister.BpIndirect => [site.Load(rbp.Plus(hint.StackOffset))],
            _ => FlowEntries.RegisterOf(hint.Register) is { } register ? [site.Register(register).Plus(hint.StackOffset)] : [],
        };
    }

    /// <summary>Whether a value cannot be the address of a frame: a number, or what the interrupted code had in a register.</summary>
    private static bool LeadsNowhere(Site site, Value frame) =>
        frame.IsConstant || site.Base(site.Plain(frame)).Kind == BaseKind.Register && (site.IsInterrupt || site.IsSystemCall || site.IsFred);

    /// <summary>What is at an address, if it is known not to be that register; null if it may be.</summary>
    private string? Other(Site site, Value address, int register)
    {
        if (address.Base == site.State.Rsp.Base && address.Offset < site.State.Rsp.Offset)
            return "nothing: rsp is above it";
        if (site.State.FindSlot(address) is not { } held)
            return IsBeforeEntry(site, address) ? "what was on the stack before the entry" : null;
        var word = site.Plain(held);
        var key = site.Base(word);
        var isOther = key.Kind switch
        {
            BaseKind.Register => key.A != register && (key.A != MachineRegister.ReturnAddress || register != MachineRegister.Rip),
            BaseKind.Constant => register == MachineRegister.Rip || register == MachineRegister.ReturnAddress && word.Offset != 0,
            BaseKind.ReturnAddress => register != MachineRegister.ReturnAddress,
            BaseKind.Stack => register is not (MachineRegister.Rsp or MachineRegister.Rbp),
            BaseKind.PageTables or BaseKind.GsBase => true,
            BaseKind.Flags => register != MachineRegister.Rflags,
            _ => false,
        };
        return isOther ? ValueText.Of(word, site, findings.Paths) : null;
    }

    /// <summary>Behind what the processor has pushed. What lies above a return address is less certain: code that drops it is also jumped to, with two of them.</summary>
    private static bool IsBeforeEntry(Site site, Value address) => site.Base(address) is { Kind: BaseKind.Stack } stack && (StackKind)stack.A == StackKind.Interrupt && address.Offset >= 0;

    private static string Name(int register) => register == MachineRegister.ReturnAddress ? "a return address" : MachineRegister.Name(register);
}
