// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Lowering;

namespace EntryAsm.Generators.Running;

/// <summary>A step of a method.</summary>
internal readonly record struct CodePlace(Code Code, int Step);

/// <summary>Where an evaluation stands: the step of each method under way, the outermost first.</summary>
internal sealed record CallStack(IReadOnlyList<CodePlace> Places)
{
    public static CallStack Of(Frame? top)
    {
        var places = new List<CodePlace>();
        for (var frame = top; frame is not null; frame = frame.Caller)
            places.Add(new CodePlace(frame.Code, frame.At));
        places.Reverse();
        return new CallStack(places);
    }
}

/// <summary>The evaluation reached code that does not compile: the compiler says why, the generator is silent.</summary>
internal sealed class BrokenCodeReached(Reduction.BrokenPiece piece) : Exception
{
    public Reduction.BrokenPiece Piece => piece;
}
