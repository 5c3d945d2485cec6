// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>What shows without following the state: branches, sections, sizes, stub tables, alternatives; and where paths end.</summary>
internal sealed class ShapeRules(FlowMap map, Findings findings, ModuleTraits module, HashSet<int> reached)
{
    public void Run()
    {
        Sections();
        Sizes();
        Ends();
        Branches();
        Unreachable();
        Alternatives();
        GrowingStacks();
        new StubTables(map, findings).Run();
        new ModeSwitches(map, findings).Run();
    }

    private void Sections()
    {
        for (var i = 0; i < map.Object.Sections.Length; i++)
        {
            var section = map.Object.Sections[i];
            if ((section.Flags & SectionFlags.Execute) != 0 || (section.Flags & SectionFlags.Alloc) == 0 || section.Name.StartsWith(".discard", StringComparison.Ordinal))
                continue;
            foreach (var item in section.Items)
            {
                if (item.Kind != EntryItemKind.Instruction || section.Name == ".altinstr_replacement")
                    continue;
                findings.Add(Rules.NotExecutable, new CodePlace(i, item.Offset), "this instruction is in " + section.Name + ", which is not executable: its flags have no \"x\"");
                break;
            }
        }
    }

    private void Sizes()
    {
        var isSized = map.Object.Symbols.Any(static symbol => symbol.Type == SymbolType.Function && symbol.Section >= 0 && symbol.Size != 0);
        for (var i = 0; i < map.Object.Symbols.Length && isSized; i++)
        {
            var symbol = map.Object.Symbols[i];
            if (symbol.Type == SymbolType.Function && symbol.Section >= 0 && symbol.Size < 0)
                findings.Add(Rules.MissingSize, new CodePlace(symbol.Section, (int)symbol.Value), symbol.Line, "the size of '" + symbol.Name + "' is " + ValueText.Decimal(symbol.Size) + ": size() comes before bind(), but belongs after the function's end");
            else if (symbol.Type == SymbolType.Function && symbol.Section >= 0 && symbol.Size == 0)
                findings.Add(Rules.MissingSize, new CodePlace(symbol.Section, (int)symbol.Value), symbol.Line, "'" + symbol.Name + "' is a function without a size, though others have one: add size() after its end");
        }
    }

    private void Ends()
    {
        foreach (var exit in map.Exits)
        {
            var place = exit.Instruction.Place;
            if (exit.Kind == FlowExitKind.RunsOff && exit.Instruction.Code.FlowControl is FlowControl.Next or FlowControl.ConditionalBranch or FlowControl.Call or FlowControl.IndirectCall && IsEnd(exit.Instruction))
                findings.Add(Rules.FallsOff, place, "the section ends after this instruction, and execution continues in whatever the linker puts there");
            else if (exit.Kind == FlowExitKind.Unknown && exit.Instruction.Code.Mnemonic != Mnemonic.Ret)
                Unproved(exit);
        }
    }

    private bool IsEnd(FlowInstruction instruction) => instruction.End >= map.Object.Sections[instruction.Place.Section].Size && instruction.Replaces is null;

    private void Unproved(FlowExit exit)
    {
        var site = new Site(map);
        site.Visit(exit.Instruction, exit.From, exit.From);
        findings.Unknown(site, "it is not known where this branch goes");
    }

    private void Branches()
    {
        foreach (var instruction in map.Code.Instructions)
        {
            if (!reached.Contains(instruction.Number) || instruction.Code.FlowControl is not (FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch or FlowControl.Call)
                || map.Code.PlaceOf(instruction.Immediate) is not { } target || target.Section >= map.Object.Sections.Length)
            {
                continue;
            }

            var section = map.Object.Sections[target.Section];
            if (Items.At(section, target.Offset) is { Kind: EntryItemKind.Instruction } item && item.Offset < target.Offset && !IsPrefix(section, item, target.Offset))
                findings.Add(Rules.JumpInside, instruction.Place, "the target is byte " + ValueText.Decimal(target.Offset - item.Offset) + " of the instruction at " + findings.Names.Of(target with { Offset = item.Offset }));
        }
    }

    /// <summary>Whether what is skipped is a prefix only, as LOCK on a machine with one processor.</summary>
    private static bool IsPrefix(EntrySection section, in EntryItem item, int target) => target == item.Offset + 1 && !section.Bytes.IsEmpty && section.Bytes.Span[item.Offset] is 0xf0 or 0x3e or 0x2e;

    private void Unreachable()
    {
        var named = Named();
        for (var i = 0; i < map.Object.Sections.Length; i++)
        {
            var items = map.Object.Sections[i].Items;
            for (var k = 1; k < items.Length; k++)
            {
                var place = new CodePlace(i, items[k].Offset);
                if (items[k].Kind != EntryItemKind.Instruction || items[k].Bitness != 64 || map.Code.At(place) is not { } instruction || reached.Contains(instruction.Number) || named.Contains(place))
                    continue;
                var before = new CodePlace(i, items[k - 1].Offset);
                if (items[k - 1].Kind == EntryItemKind.Instruction && map.Code.At(before) is { } previous && reached.Contains(previous.Number) && previous.Code.FlowControl is FlowControl.UnconditionalBranch or FlowControl.Return
                    && !IsFiller(instruction) && !StubTables.IsStub(previous, instruction) && map.IsComplete)
                {
                    findings.Add(Rules.Unreachable, place, "no path leads to this instruction: execution does not continue past the one before it, and nothing names this place");
                }
            }
        }
    }

    private HashSet<CodePlace> Named()
    {
        var named = new HashSet<CodePlace>(module.TakenAddresses);
        foreach (var symbol in map.Object.Symbols)
        {
            if (symbol.Section >= 0)
                named.Add(new CodePlace(symbol.Section, (int)symbol.Value));
        }

        foreach (var label in map.Object.Labels)
            named.Add(new CodePlace(label.Section, label.Offset));
        foreach (var section in map.Object.Sections)
        {
            foreach (var relocation in section.Relocations)
            {
                if (map.Code.PlaceOf(map.Code.AddressOf(relocation.Symbol).Plus(relocation.Addend)) is { } place)
                    named.Add(place);
            }
        }

        foreach (var row in EntryTables.Of(map.Object).Alternatives)
        {
            if (FlowTables.Place(row.Original) is { } place)
                named.Add(place);
            if (FlowTables.Place(row.Replacement) is { } replacement)
                named.Add(replacement);
        }

        return named;
    }

    private static bool IsFiller(FlowInstruction instruction) => instruction.Code.Mnemonic is Mnemonic.Int3 or Mnemonic.Nop or Mnemonic.Ud2 or Mnemonic.Pause or Mnemonic.Lfence or Mnemonic.Hlt or Mnemonic.Jmp
        || instruction.Replaces is not null;

    private void Alternatives()
    {
        foreach (var row in EntryTables.Of(map.Object).Alternatives)
        {
            if (FlowTables.Place(row.Original) is not { } original || FlowTables.Place(row.Replacement) is not { } replacement)
                continue;
            if (row.ReplacementLength != 0 && IsNothing(original, original.Offset + row.OriginalLength) && IsNothing(replacement, replacement.Offset + row.ReplacementLength))
                findings.Add(Rules.AlternativeEffect, original, "both sides of this alternative do nothing: what it should choose between is missing");
            var (old, now) = (StackChange(original, original.Offset + row.OriginalLength), StackChange(replacement, replacement.Offset + row.ReplacementLength));
            if (old is { } before && now is { } after && before != after)
            {
                findings.Add(Rules.AlternativeEffect, original, "the original moves rsp by " + ValueText.Decimal(before) + " and the replacement by " + ValueText.Decimal(after)
                    + ": what follows finds another stack, depending on the processor");
            }
        }
    }

    private bool IsNothing(CodePlace start, int end)
    {
        var at = start;
        while (at.Offset < end && map.Code.At(at) is { Code.Mnemonic: Mnemonic.Nop } instruction)
            at = at with { Offset = instruction.End };
        return at.Offset >= end;
    }

    /// <summary>How far rsp moves; null where that does not show.</summary>
    private long? StackChange(CodePlace start, int end)
    {
        long change = 0;
        for (var at = start; at.Offset < end; )
        {
            if (map.Code.At(at) is not { } instruction || instruction.Code.FlowControl is not (FlowControl.Next or FlowControl.Call or FlowControl.IndirectCall))
                return null;
            if (instruction.Code.FlowControl != FlowControl.Next && map.Code.PlaceOf(instruction.Immediate) is not null)
                return null;
            ref readonly var code = ref instruction.Code;
            if (code.Op0Kind == OpKind.Register && code.OpCount > 0 && code.Op0Register == Register.RSP && code.Mnemonic is not (Mnemonic.Push or Mnemonic.Cmp or Mnemonic.Test))
            {
                if (code.Mnemonic is not (Mnemonic.Add or Mnemonic.Sub) || !instruction.Immediate.IsConstant)
                    return null;
                change += code.Mnemonic == Mnemonic.Add ? instruction.Immediate.Offset : -instruction.Immediate.Offset;
            }
            else if (code.FlowControl == FlowControl.Next)
            {
                change += code.StackPointerIncrement;
            }

            at = at with { Offset = instruction.End };
        }

        return change;
    }

    private void GrowingStacks()
    {
        foreach (var instruction in map.Code.Instructions)
        {
            if (instruction.States is not { Count: >= FlowAnalysis.MostDepths } states)
                continue;
            var deepest = states.GroupBy(static state => (state.World, state.Context)).Max(static group => group.Select(static state => state.Rsp).Distinct().Count());
            if (deepest >= FlowAnalysis.MostDepths)
                findings.Add(Rules.GrowingStack, instruction.Place, "the stack is at another depth each time that execution gets here: a loop pushes more than it pops");
        }
    }
}
