// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Segment registers, far returns, descriptor tables, and the returns of FRED.</summary>
internal sealed class SegmentRules(Findings findings) : IPathRule
{
    private const int MostBetween = 8, PointerBytes = 10;

    public void Visit(Site site)
    {
        ref readonly var code = ref site.At.Code;
        switch (code.Mnemonic)
        {
            case Mnemonic.Mov when code.Op0Kind == OpKind.Register && code.Op0Register == Register.CS:
                findings.Add(Rules.MoveToCs, site, "MOV to cs is an invalid instruction (#UD); load cs by a far return or a far jump");
                break;
            case Mnemonic.Mov when code.Op0Kind == OpKind.Register && code.Op0Register == Register.SS:
                StackSegment(site);
                break;
            case Mnemonic.Iretd or Mnemonic.Iret:
                findings.Add(Rules.ReturnWidth, site, "this return takes words of " + (code.Mnemonic == Mnemonic.Iretd ? "4" : "2") + " bytes off the stack; in 64-bit code the processor pushes words of 8: IRETQ", cause: "width");
                break;
            case Mnemonic.Retf when code.Code is Iced.Intel.Code.Retfd or Iced.Intel.Code.Retfw or Iced.Intel.Code.Retfd_imm16 or Iced.Intel.Code.Retfw_imm16:
                FarReturn(site);
                break;
            case Mnemonic.Lidt or Mnemonic.Lgdt:
                TableRegister(site);
                break;
            case Mnemonic.Sysret when site.Entry is { Kind: EntryKind.Syscall }:
                findings.Add(Rules.ReturnWidth, site, "this SYSRET goes back to 32-bit code; a 64-bit system call returns by SYSRETQ", cause: "width");
                break;
        }

        Fred(site);
    }

    private void FarReturn(Site site)
    {
        var path = findings.Paths.Instructions(site.Kept, site.At);
        var push = path.FindLast(static instruction => instruction.Code.Mnemonic == Mnemonic.Push);
        if (push is { Code.StackPointerIncrement: -8 })
            findings.Add(Rules.ReturnWidth, site, "this far return takes words of " + (site.At.Code.Code is Iced.Intel.Code.Retfd or Iced.Intel.Code.Retfd_imm16 ? "4" : "2") + " bytes off the stack, but they were pushed"
                + findings.Paths.At(push) + " as words of 8: RETFQ", cause: "width");
    }

    /// <summary>Interrupts wait for the one instruction after the load of ss, and it has to be the load of rsp.</summary>
    private void StackSegment(Site site)
    {
        var at = site.At;
        for (var i = 0; i < MostBetween; i++)
        {
            if (site.Code.At(at.Place with { Offset = at.End }) is not { } next || next.Code.FlowControl != FlowControl.Next || next.Code.Mnemonic == Mnemonic.Mov && next.Code.Op0Register == Register.SS)
                return;
            var loads = next.Code.Mnemonic is Mnemonic.Mov or Mnemonic.Lea or Mnemonic.Pop or Mnemonic.Xchg && next.Code.Op0Kind == OpKind.Register && next.Code.Op0Register is Register.RSP or Register.ESP;
            if (loads && i == 0)
                return;
            if (loads)
            {
                findings.Add(Rules.StackSegment, site, "rsp is loaded" + findings.Paths.At(next) + ", not directly after ss: an interrupt or NMI between the two finds the new ss with the old rsp");
                return;
            }

            at = next;
        }
    }

    private void TableRegister(Site site)
    {
        if (site.Code.PlaceOf(site.Address()) is not { } place)
            return;
        var section = site.Map.Object.Sections[place.Section];
        var name = site.Mnemonic.ToString().ToUpperInvariant();
        var end = section.Size;
        foreach (var symbol in site.Map.Object.Symbols)
        {
            if (symbol.Section == place.Section && symbol.Type != SymbolType.Section && symbol.Value > place.Offset && symbol.Value < end)
                end = (int)symbol.Value;
        }

        var field = section.FindRelocation(place.Offset + 2);
        if (section.FindRelocation(place.Offset) >= 0)
        {
            findings.Add(Rules.TableRegister, site, name + " reads the limit first, two bytes, and then the base; this operand begins with an address");
            return;
        }

        if (end - place.Offset < PointerBytes)
            findings.Add(Rules.TableRegister, site, name + " reads ten bytes in 64-bit code, a limit of two and a base of eight; the operand has " + ValueText.Decimal(Math.Max(0, end - place.Offset)) + ", and the base takes what follows");
        else if (field >= 0 && section.Relocations[field].Type is not (RelocationType.Abs64 or RelocationType.PC64))
            findings.Add(Rules.TableRegister, site, name + " takes a base of eight bytes in 64-bit code; this operand holds an address of four");
        else
            Limit(site, section, place, name);
    }

    private void Limit(Site site, EntrySection section, CodePlace place, string name)
    {
        if (section.Bytes.IsEmpty || section.FindRelocation(place.Offset) >= 0)
            return;
        var limit = section.Bytes.Span[place.Offset] | section.Bytes.Span[place.Offset + 1] << 8;
        var unit = site.Mnemonic == Mnemonic.Lidt ? 16 : 8;
        if (limit != 0 && (limit + 1) % unit != 0)
            findings.Add(Rules.TableRegister, site, "the limit is " + ValueText.Number(limit) + "; it is the offset of the table's last byte, so one less than a multiple of " + ValueText.Decimal(unit));
    }

    private void Fred(Site site)
    {
        if (!site.IsFred)
            return;
        if (site.Mnemonic == Mnemonic.Swapgs)
            findings.Add(Rules.FredReturn, site, "FRED has swapped the GS base already, and SWAPGS is an invalid instruction with it", cause: "swapgs");
        else if (site.Mnemonic is Mnemonic.Iretq or Mnemonic.Iretd or Mnemonic.Sysretq or Mnemonic.Sysret)
            findings.Add(Rules.FredReturn, site, "a FRED entry returns by " + (site.Entry!.Kind == EntryKind.FredUser ? "ERETU" : "ERETS") + ", not by " + site.Mnemonic.ToString().ToUpperInvariant(), cause: "return");
        else if (site.Mnemonic == Mnemonic.Erets && site.Entry!.Kind == EntryKind.FredUser || site.Mnemonic == Mnemonic.Eretu && site.Entry!.Kind == EntryKind.FredKernel)
            findings.Add(Rules.FredReturn, site, "what came from ring " + (site.Entry!.Kind == EntryKind.FredUser ? "3 returns by ERETU" : "0 returns by ERETS"), cause: "return");
        else if (site.Mnemonic is Mnemonic.Eretu or Mnemonic.Erets)
            Depth(site);
    }

    private void Depth(Site site)
    {
        if (site.Base(site.State.Rsp) is not { Kind: BaseKind.Stack } || site.State.Rsp.Offset == FlowEntries.FredOffset)
            return;
        var off = FlowEntries.FredOffset - site.State.Rsp.Offset;
        findings.Add(Rules.FredReturn, site, "rsp is " + ValueText.Decimal(Math.Abs(off)) + (off > 0 ? " below" : " above") + " the frame that FRED has pushed" + StackTrace.Unpopped(site, findings.Paths), cause: "return");
    }
}
