// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Where one routine ends and the next begins: execution does not run on from one into the other, nor into data, and branches lead to the names of others.</summary>
internal sealed class RoutineRules
{
    private readonly FlowMap map;
    private readonly Findings findings;
    private readonly HashSet<int> reached;

    /// <summary>The functions of each section, by address.</summary>
    private readonly List<EntrySymbol>[] functions;

    private readonly HashSet<CodePlace> named = [];

    public RoutineRules(FlowMap map, Findings findings, HashSet<int> reached)
    {
        (this.map, this.findings, this.reached) = (map, findings, reached);
        functions = new List<EntrySymbol>[map.Object.Sections.Length];
        for (var i = 0; i < functions.Length; i++)
            functions[i] = [];
        foreach (var symbol in map.Object.Symbols)
        {
            if (symbol.Section < 0 || symbol.Type == SymbolType.Section)
                continue;
            named.Add(new CodePlace(symbol.Section, (int)symbol.Value));
            if (symbol.Type == SymbolType.Function)
                functions[symbol.Section].Add(symbol);
        }

        foreach (var list in functions)
            list.Sort(static (left, right) => left.Value.CompareTo(right.Value));
    }

    public void Run()
    {
        foreach (var instruction in map.Code.Instructions.ToArray())
        {
            if (!reached.Contains(instruction.Number) || instruction.Replaces is not null)
                continue;
            IntoData(instruction);
            Decided(instruction);
            if (instruction.Code.FlowControl is FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch && map.Code.PlaceOf(instruction.Immediate) is { } target)
                IntoMiddle(instruction, target);
        }

        foreach (var edge in map.Edges)
        {
            if (edge.By.Replaces is null && edge.To.At.Place == edge.By.Place with { Offset = edge.By.End })
                IntoNext(edge.By, edge.To.At.Place);
        }
    }

    /// <summary>A word or more of data after an instruction that continues. Bytes may be code that the assembler has no name for.</summary>
    private void IntoData(FlowInstruction instruction)
    {
        var next = instruction.Place with { Offset = instruction.End };
        if (IsData(instruction.Place) || !IsData(next) || map.Code.At(next) is not { } data || !reached.Contains(data.Number) || instruction.Code.FlowControl is FlowControl.UnconditionalBranch or FlowControl.Return)
            return;
        var last = Last(instruction);
        findings.Add(Rules.FallsOff, last.Place, "this instruction is followed by data, and execution continues into it");
    }

    /// <summary>A branch whose condition the branch before it has found false, with nothing between that sets flags or where other paths come in.</summary>
    private void Decided(FlowInstruction branch)
    {
        if (branch.Code.FlowControl != FlowControl.ConditionalBranch || branch.Code.ConditionCode == ConditionCode.None)
            return;
        for (var at = branch; !at.IsLeader;)
        {
            if (Items.At(map.Object.Sections[at.Place.Section], at.Place.Offset - 1) is not { Kind: EntryItemKind.Instruction } item || map.Code.At(at.Place with { Offset = item.Offset }) is not { } before || before.Alternatives is not null)
                return;
            if (before.Code.FlowControl == FlowControl.ConditionalBranch && before.Code.ConditionCode == branch.Code.ConditionCode)
            {
                findings.Add(Rules.ForeignFlags, branch.Place, "this branch is never taken: the one before it" + findings.Paths.At(before) + " has the same condition, and nothing between them sets the flags");
                return;
            }

            if (before.Code.RflagsModified != 0 || before.Code.FlowControl is not (FlowControl.Next or FlowControl.ConditionalBranch))
                return;
            at = before;
        }
    }

    private bool IsData(CodePlace place) => Items.At(map.Object.Sections[place.Section], place.Offset) is { Kind: EntryItemKind.Data, Unit: >= 4 };

    /// <summary>The instruction before the padding that execution runs through.</summary>
    private FlowInstruction Last(FlowInstruction instruction)
    {
        var section = map.Object.Sections[instruction.Place.Section];
        while (Items.At(section, instruction.Place.Offset) is { Kind: EntryItemKind.Align or EntryItemKind.Fill } padding && Items.At(section, padding.Offset - 1) is { Kind: EntryItemKind.Instruction } before
            && map.Code.At(instruction.Place with { Offset = before.Offset }) is { } previous)
        {
            instruction = previous;
        }

        return instruction;
    }

    private void IntoNext(FlowInstruction instruction, CodePlace next)
    {
        var list = functions[next.Section];
        var index = list.FindIndex(symbol => symbol.Value == next.Offset);
        if (index <= 0 || list[index].Size == 0 && list[index - 1].Size == 0)
            return;
        var from = list[index - 1];
        var last = Last(instruction);
        if (from.Value + from.Size > next.Offset || last.Place.Offset >= from.Value + from.Size)
            return;
        findings.Add(Rules.FallsOff, last.Place, "'" + from.Name + "' ends after this instruction, and execution continues in '" + list[index].Name + "'");
    }

    private void IntoMiddle(FlowInstruction instruction, CodePlace target)
    {
        if (target.Section >= functions.Length || named.Contains(target) || FunctionAt(target) is not { } to || FunctionAt(instruction.Place) is not { } from || from == to || to.Value == target.Offset)
            return;
        if (instruction.Place.Section == target.Section && (IsInside(from, to) || IsInside(to, from)))
            return;
        findings.Add(Rules.JumpElsewhere, instruction.Place, "this leads from '" + from.Name + "' into '" + to.Name + "', " + ValueText.Decimal(target.Offset - to.Value) + " bytes past its start, to a place without a name: what '"
            + to.Name + "' did before does not hold there");
    }

    private static bool IsInside(in EntrySymbol inner, in EntrySymbol outer) => inner.Value >= outer.Value && inner.Value + inner.Size <= outer.Value + outer.Size;

    private EntrySymbol? FunctionAt(CodePlace place)
    {
        foreach (var symbol in functions[place.Section])
        {
            if (place.Offset >= symbol.Value && place.Offset < symbol.Value + symbol.Size)
                return symbol;
        }

        return null;
    }
}
