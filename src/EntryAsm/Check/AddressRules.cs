// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Memory and page tables that the kernel takes from where the interrupted program has left them: registers that still hold its values.</summary>
internal sealed class AddressRules(Findings findings, ModuleTraits module) : IPathRule
{
    /// <summary>Nothing is mapped below.</summary>
    private const int LowestAddress = 0x1000;

    public void Visit(Site site)
    {
        if (!(site.IsInterrupt || site.IsSystemCall || site.IsFred))
            return;
        if (site.AccessesMemory && site.At.Code.MemoryBase != Register.None)
            Memory(site);
        if (site.Mnemonic == Mnemonic.Mov && site.At.Code.Op0Kind == OpKind.Register && site.At.Code.Op0Register == Register.CR3)
            PageTables(site);
    }

    private void Memory(Site site)
    {
        if (!site.At.Code.MemoryBase.IsGPR64() || site.At.Fixup is not null || site.At.Code.MemorySegment is Register.FS)
            return;
        var register = site.At.Code.MemoryBase - Register.RAX;
        var pointer = site.Plain(site.Register(register));
        var key = site.Base(pointer);
        if (pointer.IsConstant)
        {
            var address = pointer.Plus(site.At.Displacement.Offset).Offset;
            if (site.At.Displacement.IsConstant && address is > -LowestAddress and < LowestAddress && site.At.Code.MemoryIndex == Register.None && site.At.Code.MemorySegment != Register.GS)
                findings.Add(Rules.ForeignAddress, site, MachineRegister.Name(register) + " holds " + ValueText.Number(pointer.Offset) + " here, and " + ValueText.Number(address) + " is not an address of anything", cause: "address");
            return;
        }

        if (key.Kind == BaseKind.ReturnAddress && WritesMemory(site))
            findings.Add(Rules.ForeignAddress, site, MachineRegister.Name(register) + " holds a return address here: this writes over code", cause: "address");
        // Code that was interrupted in the kernel has its frames where its rsp says.
        if (key.Kind != BaseKind.Register || key.A == MachineRegister.Rsp || key.A >= MachineRegister.Count && key.A is not (MachineRegister.ErrorCode or MachineRegister.Rflags or MachineRegister.Cs or MachineRegister.Ss) || MayBeRead(site))
            return;
        findings.Add(Rules.ForeignAddress, site, "the address comes from " + MachineRegister.Name(register) + ", which holds " + ValueText.Of(pointer, site, findings.Paths) + ": the interrupted program has chosen it", cause: "address");
    }

    private static bool WritesMemory(Site site) => site.At.Code.Op0Kind == OpKind.Memory && site.Mnemonic is not (Mnemonic.Cmp or Mnemonic.Test or Mnemonic.Bt or Mnemonic.Push or Mnemonic.Jmp or Mnemonic.Call);

    /// <summary>A system call may read its caller's memory: where SMAP is in use, between STAC and CLAC.</summary>
    private bool MayBeRead(Site site) => !site.IsInterrupt && (!module.UsesSmap || site.World.AlignmentCheckIsOn != false)
        || site.At.Code.MemorySegment == Register.GS;

    private void PageTables(Site site)
    {
        var value = site.Plain(site.Operand(1));
        while (site.Base(value) is { Kind: BaseKind.Expression } expression)
            value = site.Plain(new Value((int)expression.B, expression.C));
        foreach (var possible in site.Possible(value))
        {
            if (site.Base(possible) is { Kind: BaseKind.Register or BaseKind.Flags or BaseKind.Stack } || possible is { IsConstant: true, Offset: >= 0 and < LowestAddress } || site.Base(possible).Kind == BaseKind.Memory && site.IsStack(possible.Base))
                value = possible;
            else
                continue;
            findings.Add(Rules.ForeignPageTables, site, "CR3 is loaded with " + ValueText.Of(value, site, findings.Paths) + ", which names no page tables", cause: "cr3");
            return;
        }
    }
}
