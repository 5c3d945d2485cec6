// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Flow;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>The path that first led to a state, for people: where it begins, which way it took at branches, what it called.</summary>
internal sealed class Paths(FlowMap map)
{
    private const int MostSteps = 12;

    private readonly CodeNames names = new(map.Object);

    /// <summary>All instructions of the path, the last one left out.</summary>
    public List<FlowInstruction> Instructions(FlowState state, FlowInstruction end)
    {
        var runs = new List<List<FlowInstruction>>();
        var last = end;
        var isLastIncluded = false;
        var at = state;
        for (var i = 0; i < 400; i++)
        {
            runs.Add(Run(at.At, last, isLastIncluded));
            if (at.Reached is not { } reached)
                break;
            (at, last, isLastIncluded) = (reached.State, reached.From, true);
        }

        runs.Reverse();
        return [.. runs.SelectMany(static run => run)];
    }

    public List<CheckStep> To(FlowState state, FlowInstruction end)
    {
        var steps = new List<CheckStep>();
        var path = Instructions(state, end);
        for (var i = 0; i < path.Count; i++)
        {
            var next = i + 1 < path.Count ? path[i + 1] : end;
            if (i == 0)
                steps.Add(Step(path[i], "entered" + How(EntryOf(state))));
            if (Describe(path[i], next) is { } text)
                steps.Add(Step(path[i], text));
        }

        if (path.Count == 0)
            steps.Add(Step(end, "entered" + How(EntryOf(state))));
        return steps;
    }

    public string Text(List<CheckStep> steps)
    {
        if (steps.Count == 0)
            return "";
        var text = new StringBuilder(" [path: ");
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps.Count > MostSteps && i == MostSteps / 2)
            {
                text.Append(", … ");
                i = steps.Count - MostSteps / 2;
            }
            else if (i != 0)
            {
                text.Append(", ");
            }

            text.Append(i == 0 ? steps[i].Place + " " : "").Append(steps[i].Text).Append(At(steps[i]));
        }

        return text.Append(']').ToString();
    }

    public string At(FlowInstruction instruction) => At(Step(instruction, ""));

    private static string At(CheckStep step) => step.Line.Line == 0 ? " at " + step.Place : " :" + step.Line.Line.ToString(CultureInfo.InvariantCulture);

    private static FlowEntry? EntryOf(FlowState state)
    {
        while (state.Reached is { } reached)
            state = reached.State;
        return state.Entry;
    }

    private static string How(FlowEntry? entry) => entry switch
    {
        null => "",
        { Hint: not null } => " as its unwind hint says",
        { IsAssumed: true } => " from kernel code",
        { Kind: EntryKind.Interrupt } => " by vector " + entry.Vector.ToString(CultureInfo.InvariantCulture),
        { Kind: EntryKind.Syscall } => " by SYSCALL",
        { Kind: EntryKind.SyscallCompat } => " by SYSCALL of 32-bit code",
        { Kind: EntryKind.Sysenter } => " by SYSENTER",
        { Kind: EntryKind.FredUser or EntryKind.FredKernel } => " by FRED",
        { Kind: EntryKind.Start } => " as a thread's start",
        { Kind: EntryKind.SavedRegisters } => " with saved registers",
        _ => " as a function",
    };

    private CheckStep Step(FlowInstruction instruction, string text) =>
        new(map.Object.LineOf(map.Object.Sections[instruction.Place.Section], instruction.Place.Offset), names.Of(instruction.Place), text);

    private string? Describe(FlowInstruction instruction, FlowInstruction next)
    {
        var mnemonic = instruction.Code.Mnemonic.ToString().ToLowerInvariant();
        if (instruction.Alternatives is { } sites && sites.Exists(site => site.Replacement == next.Place) || instruction.Branch is { } branch && branch.Target == next.Place)
            return instruction.Branch is null ? "alternative taken" : "static branch taken";
        switch (instruction.Code.FlowControl)
        {
            case FlowControl.ConditionalBranch:
                return mnemonic + (map.Code.PlaceOf(instruction.Immediate) == next.Place ? " taken" : " not taken");
            case FlowControl.Call when map.Code.PlaceOf(instruction.Immediate) is { } place:
                return "call " + names.Of(place);
            case FlowControl.Return:
                return mnemonic;
            default:
                return instruction.Fixup is { } fixup && fixup == next.Place ? "fault" : instruction.Code.Mnemonic is Mnemonic.Swapgs or Mnemonic.Sti or Mnemonic.Cli ? mnemonic : null;
        }
    }

    /// <summary>The instructions from one to another, as they follow each other where no branch is taken.</summary>
    private List<FlowInstruction> Run(FlowInstruction first, FlowInstruction last, bool isLastIncluded)
    {
        var run = new List<FlowInstruction>();
        for (var at = first; run.Count < 20000; )
        {
            if (at == last)
            {
                if (isLastIncluded)
                    run.Add(at);
                break;
            }

            run.Add(at);
            if (map.Code.At(at.Behind) is not { } next)
                break;
            at = next;
        }

        return run;
    }
}
