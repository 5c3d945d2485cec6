// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>Gates and entries, as they are declared.</summary>
internal sealed class DeclarationRules(FlowMap map, Findings findings, ModuleTraits module)
{
    public void Run()
    {
        foreach (var gate in map.Object.Gates)
            Gate(gate);
        SharedStacks();
        foreach (var entry in map.Entries)
            Entry(entry);
    }

    private void Gate(EntryGate gate)
    {
        var symbol = map.Object.Symbols[gate.Symbol];
        var place = PlaceOf(gate);
        var vector = ValueText.Decimal(gate.Vector);
        void Add(CheckRule rule, string what) => findings.Add(rule, place, gate.Line, what);

        if (gate.Vector < 32 && FlowEntries.PushesErrorCode(gate.Vector) != gate.HasErrorCode)
            Add(Rules.ErrorCode, gate.HasErrorCode ? "vector " + vector + " pushes no error code; this gate says that it does" : "vector " + vector + " pushes an error code; this gate says that it does not: hasErrorCode: true");
        if (gate.Ist == 0 && (gate.Vector is 2 or 8 or 18 || gate.Vector == 1 && module.HasSystemCall))
            Add(Rules.InterruptStack, Why(gate.Vector));
        if (gate.Dpl == 3 && gate.Vector < 32 && gate.Vector is not (3 or 4))
            Add(Rules.GatePrivilege, "DPL 3 lets ring 3 raise vector " + vector + " with INT, without the processor having found anything" + (gate.HasErrorCode ? " and without an error code" : ""));
        else if (gate.Dpl is 1 or 2)
            Add(Rules.GatePrivilege, "DPL " + ValueText.Decimal(gate.Dpl) + " names a ring that 64-bit kernels do not use: make it 0, or 3 if ring 3 may raise the vector");
        else if (gate.Dpl != 3 && gate.Vector is 3 or 4)
            Add(Rules.GatePrivilege, (gate.Vector == 3 ? "INT3" : "INT 4") + " in ring 3 raises #GP with this gate, not vector " + vector + ": DPL 3");
        if (symbol.Section >= 0 && !IsCode(place))
            Add(Rules.GateToData, "the gate of vector " + vector + " leads to '" + symbol.Name + "', which is not code");
    }

    /// <summary>Vectors that may come while another one of them is handled need stacks of their own: the processor begins each at the top.</summary>
    private void SharedStacks()
    {
        var taken = new Dictionary<int, EntryGate>();
        foreach (var gate in map.Object.Gates.Where(static gate => gate.Ist != 0 && gate.Vector is 2 or 8 or 18))
        {
            if (taken.TryGetValue(gate.Ist, out var first))
                findings.Add(Rules.InterruptStack, PlaceOf(gate), gate.Line, "vector " + ValueText.Decimal(gate.Vector) + " shares stack " + ValueText.Decimal(gate.Ist) + " of the interrupt stack table with vector " + ValueText.Decimal(first.Vector)
                    + ": one that comes while the other is handled overwrites its frame");
            else
                taken.Add(gate.Ist, gate);
        }
    }

    private CodePlace PlaceOf(EntryGate gate) => map.Object.Symbols[gate.Symbol] is { Section: >= 0 } symbol ? new CodePlace(symbol.Section, (int)symbol.Value) : new CodePlace(0, 0);

    private static string Why(int vector) => vector switch
    {
        1 => "a debug exception may come after SYSCALL, before the kernel's stack is loaded (MOV SS): it must not run on the user's stack; give vector 1 an IST index",
        2 => "an NMI may come at any instruction, even where rsp is the user's: give vector 2 an IST index",
        8 => "a double fault occurs when the stack is bad, so it needs one of its own: give vector 8 an IST index",
        _ => "a machine check may come at any instruction, even where rsp is the user's: give vector 18 an IST index",
    };

    private void Entry(FlowEntry entry)
    {
        if (entry.Kind != EntryKind.Interrupt && !entry.IsAssumed && entry.Hint is null && !IsCode(entry.Place))
            findings.Add(Rules.GateToData, entry.Place, entry.Line, "'" + entry.Name + "' is declared as an entry, but is not code");
    }

    private bool IsCode(CodePlace place)
    {
        var section = map.Object.Sections[place.Section];
        if ((section.Flags & SectionFlags.Execute) == 0)
            return false;
        return Items.At(section, place.Offset) is { } item
            ? item.Kind != EntryItemKind.Data || item.Unit < 4
            : section.Items.IsEmpty && map.Code.At(place) is not null;
    }
}
