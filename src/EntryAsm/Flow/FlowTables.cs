// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>Attaches to the instructions what the object's tables say of them, and marks where paths meet.</summary>
internal static class FlowTables
{
    public static void Attach(FlowCode code)
    {
        foreach (var row in EntryTables.Of(code.Object).Alternatives)
            Alternative(code, row);
        Resolve(code);
        foreach (var (faults, goesOn) in FaultTable.Rows(code.Object))
        {
            if (Place(faults) is { } place && code.At(place) is { } instruction && Place(goesOn) is { } fixup)
                instruction.Fixup = fixup;
        }

        foreach (var row in EntryTables.Of(code.Object).StaticBranches)
        {
            if (Place(row.Code) is { } place && code.At(place) is { } instruction && Place(row.Target) is { } target)
                instruction.Branch = (target, row.Key.Symbol);
        }

        Facts.Attach(code);
        MarkLeaders(code);
    }

    /// <summary>Where a replacement ends inside another, execution continues after that; what is remembered of a feature is remembered at all its places.</summary>
    private static void Resolve(FlowCode code)
    {
        var remembered = new HashSet<int>();
        var sites = Sites(code);
        foreach (var site in sites)
        {
            if (site.IsRemembered)
                remembered.Add(site.Feature);
            while (code.At(site.Original)?.Replaces is { } outer && site.Continues == outer.Replacement with { Offset = outer.ReplacementEnd } && outer != site)
                site.Continues = outer.Continues;
        }

        foreach (var site in sites)
            site.IsRemembered = remembered.Contains(site.Feature);
    }

    private static List<AlternativeSite> Sites(FlowCode code)
    {
        var sites = new List<AlternativeSite>();
        for (var i = 0; i < code.Instructions.Count; i++)
        {
            if (code.Instructions[i].Alternatives is { } here)
                sites.AddRange(here);
        }

        return sites;
    }

    public static CodePlace? Place(EntryTarget target) => target.Section >= 0 && target.Offset is >= 0 and <= int.MaxValue ? new CodePlace(target.Section, (int)target.Offset) : null;

    private static void Alternative(FlowCode code, AlternativeEntry row)
    {
        if (Place(row.Original) is not { } original || Place(row.Replacement) is not { } replacement || code.At(original) is not { } first)
            return;
        var site = new AlternativeSite(original, original with { Offset = original.Offset + row.OriginalLength }, replacement, replacement.Offset + row.ReplacementLength, row.Feature);
        (first.Alternatives ??= []).Add(site);
        site.IsRemembered = Leaves(code, original, site.Continues.Offset);
        for (var at = replacement; at.Offset < site.ReplacementEnd && code.At(at) is { } instruction; at = at with { Offset = instruction.End })
        {
            instruction.Replaces ??= site;
            site.IsAccess |= instruction.Code.Mnemonic is Mnemonic.Clac or Mnemonic.Stac;
            site.IsRemembered |= Decides(code, instruction, replacement.Section, replacement.Offset, site.ReplacementEnd);
        }
    }

    private static bool Leaves(FlowCode code, CodePlace start, int end)
    {
        for (var at = start; at.Offset < end && code.At(at) is { } instruction; at = at with { Offset = instruction.End })
        {
            if (Decides(code, instruction, start.Section, start.Offset, end))
                return true;
        }

        return false;
    }

    /// <summary>Whether what comes later depends on the instruction having run: it writes CR3, or jumps out of its side by a number that is known.</summary>
    private static bool Decides(FlowCode code, FlowInstruction instruction, int section, int start, int end)
    {
        if (instruction.Code.Code == Code.Mov_cr_r64)
            return true;
        if (instruction.Code.FlowControl is not (FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch))
            return false;
        return code.PlaceOf(instruction.Immediate) is not { } target || target.Section != section || target.Offset < start || target.Offset > end;
    }

    private static void MarkLeaders(FlowCode code)
    {
        for (var i = 0; i < code.Instructions.Count; i++)
        {
            var instruction = code.Instructions[i];
            if (instruction.Code.FlowControl is FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch or FlowControl.Call && code.PlaceOf(instruction.Immediate) is { } target)
            {
                Mark(code, target);
                if (instruction.Code.FlowControl == FlowControl.Call)
                    Mark(code, instruction.Place with { Offset = instruction.End });
            }

            if (instruction.Fixup is { } fixup)
                Mark(code, fixup);
            if (instruction.Branch is { } branch)
                Mark(code, branch.Target);
            foreach (var site in instruction.Alternatives ?? [])
            {
                Mark(code, site.Continues);
                Mark(code, site.Replacement);
            }
        }

        foreach (var symbol in code.Object.Symbols)
        {
            if (symbol.Section >= 0 && symbol.Type != SymbolType.Section && symbol.Binding != SymbolBinding.Local)
                Mark(code, new CodePlace(symbol.Section, (int)symbol.Value));
        }
    }

    private static void Mark(FlowCode code, CodePlace place)
    {
        if (code.At(place) is { } instruction)
            instruction.IsLeader = true;
    }
}
