// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Writers;
using Iced.Intel;

namespace EntryAsm.Report.Model;

/// <summary>How a path goes from one state to the next; the page knows these numbers.</summary>
internal enum EdgeKind
{
    Next, Taken, Call, Return, Alternative, Fault, StaticBranch,
}

/// <summary>
/// The flow of an object: states (a run of instructions in one state of the machine), what holds before each instruction of them, how they follow each
/// other, where paths begin and end.
/// </summary>
internal sealed class FlowData
{
    private readonly FlowMap map;
    private readonly CodeRows rows;
    private readonly ValueTexts values;
    private readonly StackPictures stacks;
    private readonly RegisterPictures registers;
    private readonly FeatureNames features;
    private readonly Interned<(int Gs, int Cr3, int If, int Df, int Ac, int Decisions)> worlds = new();

    /// <summary>The number of each visit: an instruction in one state.</summary>
    private readonly Dictionary<(int State, int Instruction), int> visits = [];
    private readonly List<(int Visit, FlowInstruction Instruction)> insideItems = [];

    public FlowData(FlowMap map, CodeRows rows, FeatureNames features)
    {
        this.map = map;
        this.rows = rows;
        this.features = features;
        values = new ValueTexts(map);
        stacks = new StackPictures(values);
        registers = new RegisterPictures(values);
    }

    public void Write(JsonText json)
    {
        json.Key("flow");
        json.BeginObject();
        json.Key("isComplete").Value(map.IsComplete);
        WriteStates(json);
        WriteEdges(json);
        WriteExits(json);
        WriteEntries(json);
        values.Write(json);
        stacks.Write(json);
        registers.Write(json);
        WriteWorlds(json);
        json.EndObject();
    }

    /// <summary>For each state, for each of its instructions: row, stack, registers, world.</summary>
    private void WriteStates(JsonText json)
    {
        json.Key("states");
        json.BeginArray();
        var written = -1;
        map.ForEach((instruction, state, kept) =>
        {
            for (; written < kept.Number; written++)
            {
                if (written >= 0)
                    json.EndArray();
                json.BeginArray(isInline: true);
            }

            Visit(instruction, kept);
            json.Value(RowOf(instruction));
            json.Value(stacks.Of(state));
            json.Value(registers.Of(state));
            json.Value(worlds[WorldOf(state.World)]);
        });
        if (written >= 0)
            json.EndArray();
        json.EndArray();
        WriteInsideItems(json);
    }

    private void Visit(FlowInstruction instruction, FlowState state)
    {
        if (map.Object.Sections[instruction.Place.Section].Items[instruction.Item].Kind != EntryItemKind.Instruction)
            insideItems.Add((visits.Count, instruction));
        visits[(state.Number, instruction.Number)] = visits.Count;
    }

    /// <summary>Instructions that the module wrote as data or padding: a row of theirs is more than one of them.</summary>
    private void WriteInsideItems(JsonText json)
    {
        var text = new InstructionText(references: null);
        json.Key("inside");
        json.BeginArray();
        foreach (var (visit, instruction) in insideItems)
        {
            json.BeginArray(isInline: true);
            json.Value(visit);
            json.Value(instruction.Place.Offset);
            json.Value(text.Meaning(new DecodedItem { Instruction = instruction.Code }));
            json.EndArray();
        }

        json.EndArray();
    }

    private void WriteEdges(JsonText json)
    {
        json.Key("edges");
        json.BeginArray();
        foreach (var edge in map.Edges)
        {
            if (VisitOf(edge.From, edge.By) is not { } by)
                continue;
            json.BeginArray(isInline: true);
            json.Value(by);
            json.Value(edge.To.Number);
            json.Value((int)KindOf(edge));
            json.Value(edge.Caller is { } caller ? VisitOf(caller.State, caller.Call) ?? -1 : -1);
            json.EndArray();
        }

        json.EndArray();
    }

    private int? VisitOf(FlowState state, FlowInstruction instruction) => visits.TryGetValue((state.Number, instruction.Number), out var visit) ? visit : null;

    private EdgeKind KindOf(in FlowEdge edge)
    {
        var (by, to) = (edge.By, edge.To.At.Place);
        if (edge.Caller is not null)
            return EdgeKind.Return;
        if (by.Alternatives is { } sites && sites.Exists(site => to == (site.IsEmpty ? site.Continues : site.Replacement)))
            return EdgeKind.Alternative;
        if (by.Branch is { } branch && branch.Target == to)
            return EdgeKind.StaticBranch;
        if (by.Fixup == to && by.End != to.Offset)
            return EdgeKind.Fault;
        return by.Code.FlowControl switch
        {
            FlowControl.Call or FlowControl.IndirectCall when map.Code.PlaceOf(by.Immediate) == to => EdgeKind.Call,
            FlowControl.Return => EdgeKind.Return,
            FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch or FlowControl.IndirectBranch when to != new CodePlace(by.Place.Section, by.End) => EdgeKind.Taken,
            _ => EdgeKind.Next,
        };
    }

    private void WriteExits(JsonText json)
    {
        json.Key("exits");
        json.BeginArray();
        foreach (var exit in map.Exits)
        {
            if (VisitOf(exit.From, exit.Instruction) is not { } visit)
                continue;
            json.BeginArray(isInline: true);
            json.Value(visit);
            json.Value(ExitText(exit.Kind));
            json.EndArray();
        }

        json.EndArray();
    }

    private static string ExitText(FlowExitKind kind) => kind switch
    {
        FlowExitKind.Leaves => "leaves",
        FlowExitKind.TailCall => "goes on in another object",
        FlowExitKind.NoReturn => "calls what does not return",
        FlowExitKind.Resumed => "goes on as what it interrupted",
        FlowExitKind.Stops => "stops: this instruction always faults",
        FlowExitKind.RunsOff => "runs off: no instruction follows",
        _ => "goes to an address that is not known",
    };

    private void WriteEntries(JsonText json)
    {
        json.Key("entries");
        json.BeginArray();
        foreach (var entry in map.Entries)
        {
            if (FirstState(entry) is not { } state)
                continue;
            json.BeginArray(isInline: true);
            json.Value(entry.Name);
            json.Value(entry.Place.Section);
            json.Value(entry.Place.Offset);
            json.Value(entry.IsAssumed ? "kernel code" : entry.Kind.ToString());
            json.Value(entry.Vector);
            json.Value(state.Number);
            json.Value(state.Rsp.IsKnown ? values[new Value(state.Rsp.Base, 0)] : -1);
            json.Value(state.Rsp.Offset);
            json.EndArray();
        }

        json.EndArray();
    }

    private FlowState? FirstState(FlowEntry entry)
    {
        var states = map.Code.At(entry.Place)?.States;
        return states?.Find(state => state.Reached is null && state.Entry == entry) ?? states?.Find(static state => state.Reached is null) ?? states?[0];
    }

    /// <summary>Five marks, then what is decided of features: a name, and whether the processor has it.</summary>
    private void WriteWorlds(JsonText json)
    {
        json.Key("worlds");
        json.BeginArray();
        foreach (var (gs, cr3, interrupts, direction, access, decisions) in worlds.All)
        {
            json.BeginArray(isInline: true);
            foreach (var mark in new[] { gs, cr3, interrupts, direction, access })
                json.Value(mark);
            foreach (var (name, isThere) in features.Decided(map, decisions))
            {
                json.Value(name);
                json.Value(isThere);
            }

            json.EndArray();
        }

        json.EndArray();
    }

    /// <summary>1 for the kernel's, or set; 0 for the user's, or clear; -1 for either.</summary>
    private static (int, int, int, int, int, int) WorldOf(World world) =>
        (Number(World.Decide(world.Gs, World.KernelNow, World.UserNow)), Number(World.Decide(world.Cr3, World.KernelNow, World.UserNow)), Number(world.InterruptsAreOn), Number(world.DirectionIsDown), Number(world.AlignmentCheckIsOn), world.Decisions);

    private static int Number(bool? value) => value switch { true => 1, false => 0, null => -1 };

    private int RowOf(FlowInstruction instruction) => rows.Of(instruction.Place.Section, instruction.Item);
}
