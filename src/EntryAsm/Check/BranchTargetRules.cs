// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Where a module uses branch tracking, ENDBR64 is needed wherever an indirect branch or an event leads (Intel SDM vol. 1, 17.3.4 and 17.3.8).</summary>
internal sealed class BranchTargetRules(FlowMap map, Findings findings, ModuleTraits module)
{
    public void Run()
    {
        if (!module.UsesBranchTracking)
            return;
        foreach (var entry in map.Entries)
        {
            if (How(entry) is { } how)
                Judge(entry.Place, "'" + entry.Name + "' is entered by " + how);
        }

        foreach (var section in map.Object.Sections)
        {
            if (IsTable(section))
                Table(section);
        }
    }

    private static string? How(FlowEntry entry) => entry switch
    {
        { IsAssumed: true } or { Hint: not null } => null,
        { Kind: EntryKind.Interrupt } => "vector " + ValueText.Decimal(entry.Vector),
        { Kind: EntryKind.Syscall or EntryKind.SyscallCompat } => "SYSCALL",
        { Kind: EntryKind.Sysenter } => "SYSENTER",
        { Kind: EntryKind.FredUser or EntryKind.FredKernel } => "FRED",
        _ => null,
    };

    /// <summary>Data of the program; not the tables of a kernel's build, which name places in code for other ends.</summary>
    private static bool IsTable(EntrySection section) => (section.Flags & (SectionFlags.Execute | SectionFlags.Alloc)) == SectionFlags.Alloc
        && (section.Name.StartsWith(".data", StringComparison.Ordinal) || section.Name.StartsWith(".rodata", StringComparison.Ordinal));

    private void Table(EntrySection section)
    {
        foreach (var relocation in section.Relocations)
        {
            if (relocation.Type != RelocationType.Abs64 || map.Code.PlaceOf(map.Code.AddressOf(relocation.Symbol).Plus(relocation.Addend)) is not { } place)
                continue;
            foreach (var symbol in map.Object.Symbols)
            {
                if (symbol.Type == SymbolType.Function && symbol.Section == place.Section && symbol.Value == place.Offset)
                    Judge(place, "'" + symbol.Name + "' is in a table of addresses");
            }
        }
    }

    private void Judge(CodePlace place, string what)
    {
        if (map.Code.At(place) is { } first && first.Code.Mnemonic != Mnemonic.Endbr64)
            findings.Add(Rules.BranchTarget, place, what + " and does not begin with ENDBR64, as other targets of this module do: with branch tracking the processor raises #CP");
    }
}
