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
            var address = site.Address();
            if (address is { IsConstant: true, Offset: > -LowestAddress and < LowestAddress } && site.At.Code.MemoryIndex == Register.None)
                findings.Add(Rules.ForeignAddress, site, MachineRegister.Name(register) + " holds " + ValueText.Number(pointer.Offset) + " here, and " + ValueText.Number(address.Offset) + " is no address of anything", cause: "address");
            return;
        }

        if (key.Kind != BaseKind.Register || key.A >= MachineRegister.Count && key.A is not (MachineRegister.ErrorCode or MachineRegister.Rflags or MachineRegister.Cs or MachineRegister.Ss) || MayBeRead(site))
            return;
        findings.Add(Rules.ForeignAddress, site, "the address comes from " + MachineRegister.Name(register) + ", which holds " + ValueText.Of(pointer, site, findings.Paths) + ": the interrupted program has chosen it", cause: "address");
    }

    /// <summary>A system call may read its caller's memory: where SMAP is in use, between STAC and CLAC.</summary>
    private bool MayBeRead(Site site) => !site.IsInterrupt && (!module.UsesSmap || site.World.AlignmentCheckIsOn != false)
        || site.At.Code.MemorySegment == Register.GS;

    private void PageTables(Site site)
    {
        var value = site.Plain(site.Operand(1));
        while (site.Base(value) is { Kind: BaseKind.Expression } expression)
            value = site.Plain(new Value((int)expression.B, expression.C));
        if (site.Base(value) is { Kind: BaseKind.Register or BaseKind.Flags or BaseKind.Stack } || value is { IsConstant: true, Offset: >= 0 and < LowestAddress })
            findings.Add(Rules.ForeignPageTables, site, "CR3 is loaded with " + ValueText.Of(value, site, findings.Paths) + ", which names no page tables", cause: "cr3");
    }
}
