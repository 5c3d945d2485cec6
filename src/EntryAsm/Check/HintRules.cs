// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>Unwind hints against the state: where a hint says that a frame begins, what lies there has to be one.</summary>
internal sealed class HintRules : IPathRule
{
    /// <summary>Where rip lies in <c>struct pt_regs</c>.</summary>
    private const int RipInRegisters = FlowEntries.FrameBytes - FlowEntries.PushedBytes;

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
        if (hints.Count == 0 || site.Entry is null or { Hint: not null } || !hints.TryGetValue(site.At.Place, out var hint) || hint.Shape is UnwindHintType.Save or UnwindHintType.Restore || FlowEntries.RegisterOf(hint.Register) is not { } register)
            return;
        var frame = site.Register(register).Plus(hint.StackOffset);
        var (offset, expected, name) = hint.Shape switch
        {
            UnwindHintType.Call => (-8, MachineRegister.ReturnAddress, "a return address"),
            UnwindHintType.Regs => (RipInRegisters, MachineRegister.Rip, "rip"),
            _ => (0, MachineRegister.Rip, "rip"),
        };
        var word = site.Plain(site.Load(frame.Plus(offset)));
        if (site.Base(word) is { Kind: BaseKind.Register } key && key.A != expected && key.A != MachineRegister.ReturnAddress)
            findings.Add(Rules.WrongHint, site.At.Place, hint.Line, "this hint says that " + name + " is " + ValueText.Decimal(hint.StackOffset + offset) + " bytes above " + MachineRegister.Name(register) + "; there is " + ValueText.Of(word, site, findings.Paths));
    }
}
