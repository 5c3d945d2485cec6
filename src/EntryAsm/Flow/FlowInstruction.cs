// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>A place in code.</summary>
/// <param name="Section">Index into <see cref="EntryObject.Sections"/>.</param>
/// <param name="Offset">Offset in bytes.</param>
internal readonly record struct CodePlace(int Section, int Offset)
{
    public bool Equals(CodePlace other) => Section == other.Section && Offset == other.Offset;

    public override int GetHashCode() => Section * 397 ^ Offset;

    /// <summary>Both in one number.</summary>
    public long Key => (long)Section << 32 | (uint)Offset;
}

/// <summary>One instruction, with the symbols that are in its fields.</summary>
internal sealed class FlowInstruction
{
    /// <summary>Its number among all instructions that were decoded.</summary>
    public int Number;

    public CodePlace Place;

    /// <summary>The item it begins in: an index into <see cref="EntrySection.Items"/>.</summary>
    public int Item;

    public Instruction Code;

    /// <summary>What the address of the memory operand has besides its registers.</summary>
    public Value Displacement;

    /// <summary>The immediate operand, or the target of a branch.</summary>
    public Value Immediate;

    /// <summary>Whether a path begins here that another place knows of: a state is kept here.</summary>
    public bool IsLeader;

    /// <summary>The registers it writes, one bit each; filled in when first asked for.</summary>
    public int? Written;

    /// <summary>Whether it writes memory that no operand names, such as the stack; known with <see cref="Written"/>.</summary>
    public bool WritesUnnamed;

    /// <summary>The rows of the alternatives that begin here, in the order in which they are applied.</summary>
    public List<AlternativeSite>? Alternatives;

    /// <summary>The alternative whose replacement it is a part of.</summary>
    public AlternativeSite? Replaces;

    /// <summary>Where a fault here continues.</summary>
    public CodePlace? Fixup;

    /// <summary>Where the static branch here goes, and the number of its key.</summary>
    public (CodePlace Target, int Key)? Branch;

    /// <summary>The facts that are stated before it.</summary>
    public List<EntryFact>? Facts;

    /// <summary>Whether it is a call or jump through a pointer that stands for what <see cref="Code"/> now has, and whether a SWAPGS comes before that.</summary>
    public bool StandsFor, SwapsFirst;

    /// <summary>The unwind hint before it, where frames are asked for.</summary>
    public UnwindHintEntry? Hint;

    /// <summary>The state kept for each world and context that gets here.</summary>
    public List<FlowState>? States;

    public int End => Place.Offset + Code.Length;

    /// <summary>Where execution continues that does not branch: after the last instruction of a replacement, after the original.</summary>
    public CodePlace Behind => Replaces is { } site && End == site.ReplacementEnd ? site.Continues : Place with { Offset = End };
}

/// <summary>One row of the alternatives, as places in code.</summary>
internal sealed class AlternativeSite(CodePlace original, CodePlace continues, CodePlace replacement, int replacementEnd, int feature)
{
    /// <summary>Where the original begins.</summary>
    public CodePlace Original { get; } = original;

    /// <summary>Where execution continues after it.</summary>
    public CodePlace Continues { get; set; } = continues;

    /// <summary>Where the replacement begins.</summary>
    public CodePlace Replacement { get; } = replacement;

    /// <summary>Where it ends.</summary>
    public int ReplacementEnd { get; } = replacementEnd;

    public bool IsEmpty => ReplacementEnd == Replacement.Offset;

    /// <summary>The number of the feature.</summary>
    public int Feature { get; } = feature;

    /// <summary>Whether the replacement sets or clears AC: without it AC means nothing.</summary>
    public bool IsAccess { get; set; }

    /// <summary>Whether the decision is remembered along a path: it is where a side leaves the place, or writes CR3.</summary>
    public bool IsRemembered { get; set; }
}
