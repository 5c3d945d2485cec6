// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>The conditions of macros that are open: what they let through is gathered apart, so that it can stay a condition.</summary>
/// <param name="conditions">All conditions.</param>
internal sealed class ConditionFrames(Conditions conditions)
{
    private readonly Stack<Frame> frames = new();

    public int Count => frames.Count;

    /// <summary>A condition begins; <see cref="Conditions"/> has decided it.</summary>
    /// <returns>Where what it lets through goes.</returns>
    public Output Open(LineSource source, Output outer, ArmTest test, IReadOnlyDictionary<string, long> numbers, SourceLocation line, string outside = "")
    {
        frames.Push(new Frame(outer, source, conditions.Depth, source.Place, numbers, line) { Outside = outside, Arms = { test }, Taken = conditions.IsActive ? 0 : -1 });
        return new Output();
    }

    /// <summary>Another arm of the innermost condition, where that is one of these.</summary>
    public void Arm(LineSource source, ArmTest test)
    {
        if (!frames.TryPeek(out var frame) || frame.Source != source || frame.Depth != conditions.Depth)
            return;
        if (conditions.IsActive)
            frame.Taken = frame.Arms.Count;
        frame.Arms.Add(test);
    }

    /// <summary>Whether the condition that ends now is one of these; asked before it ends.</summary>
    public bool IsInnermost(LineSource source) => frames.TryPeek(out var frame) && frame.Source == source && frame.Depth == conditions.Depth;

    /// <returns>Where lines continue.</returns>
    public Output Close(Output inner)
    {
        var frame = frames.Pop();
        frame.Outer.Add(new ConditionalStatement(frame.Key, [.. frame.Arms], frame.Taken, [.. inner.Statements]) { Line = frame.Line, Numbers = frame.Numbers, Outside = frame.Outside, Unfilled = frame.Source.UnfilledSince(frame.Key) });
        return frame.Outer;
    }

    private sealed record Frame(Output Outer, LineSource Source, int Depth, int Key, IReadOnlyDictionary<string, long> Numbers, SourceLocation Line)
    {
        public List<ArmTest> Arms { get; } = [];

        public int Taken { get; set; }

        public string Outside { get; init; } = "";
    }
}
