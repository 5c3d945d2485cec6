// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Errors;

namespace EntryAsm.Assembler;

/// <summary>
/// Fixed bytes, then at most one part whose size depends on addresses. Fragments end where GNU as ends its own: which of several stable layouts
/// its relaxation finds depends on where they start.
/// </summary>
/// <remarks>Like everything the layout keeps by the thousand it holds no references, so the garbage collector never looks inside.</remarks>
internal struct Fragment
{
    /// <summary>Where its fixed bytes start in the section's buffer.</summary>
    public int DataStart;

    /// <summary>Where they end; set when the fragment is ended.</summary>
    public int DataEnd;

    /// <summary>Offset of its first byte from the start of the section, without the moves noted since; <see cref="SectionBuilder.AddressOf"/> adds them.</summary>
    public int Address;

    /// <summary>Alignments before it: two fragments of one region move together.</summary>
    public int Region;

    /// <summary>Size in bytes of what follows the fixed bytes, as the layout has it now.</summary>
    public int PartSize;

    /// <summary>Where the rest about that part stands: an index into the section's parts of this kind.</summary>
    public int Part;

    public PartKind Kind;

    public readonly int FixedLength => DataEnd - DataStart;

    public readonly bool IsShortBranch => Kind == PartKind.Branch && PartSize == BranchPart.ShortSize;

    /// <summary>True where nothing is left to find: a branch grows once, other parts may change in each pass.</summary>
    public readonly bool HasFinalSize => Kind <= PartKind.Padded || (Kind == PartKind.Branch && PartSize != BranchPart.ShortSize);
}

/// <summary>What follows the fixed bytes of a fragment.</summary>
internal enum PartKind : byte
{
    None,

    /// <summary>Padding to an alignment whose place was known, so that it was written at once. To GNU as, and so to distances, it is of unknown size all the same.</summary>
    Padded,

    /// <inheritdoc cref="BranchPart"/>
    Branch,

    /// <inheritdoc cref="AlignPart"/>
    Align,

    /// <inheritdoc cref="LengthPart"/>
    Length,
}

/// <summary>A <c>jmp</c> or <c>jcc</c>: short until its target is out of reach.</summary>
/// <param name="Target">The symbol it goes to.</param>
/// <param name="Condition">The condition code, 0 to 15; -1 for <c>jmp</c>.</param>
/// <param name="Bitness">16, 32 or 64; a near displacement is 2 bytes wide under 16-bit code, else 4.</param>
/// <param name="Traits">What else the author said of it.</param>
/// <param name="Addend">Bytes behind the target.</param>
/// <param name="Line">The C# line.</param>
internal readonly record struct BranchPart(SymbolId Target, sbyte Condition, byte Bitness, BranchTraits Traits, long Addend, LineRef Line)
{
    public const int ShortSize = 2;

    public bool StartsNear => (Traits & BranchTraits.StartsNear) != 0;

    public bool IsLinked => (Traits & BranchTraits.IsLinked) != 0;

    public bool HasOffset => (Traits & BranchTraits.HasOffset) != 0;

    public int FieldWidth => Bitness == 16 ? 2 : 4;

    public int NearSize => (Condition < 0 ? 1 : 2) + FieldWidth;

    /// <summary>Where the displacement starts, in its near form, in bytes from the opcode.</summary>
    public int NearFieldOffset => NearSize - FieldWidth;
}

/// <summary>What an author says of a branch beside where it goes.</summary>
[Flags]
internal enum BranchTraits : byte
{
    None = 0,

    /// <summary>Near whatever the distance.</summary>
    StartsNear = 1,

    /// <summary>By way of the procedure linkage table (<c>@PLT</c>), if the linker sees the target.</summary>
    IsLinked = 2,

    /// <summary>A number was added to the target.</summary>
    HasOffset = 4,
}

/// <summary>Padding to a power of two.</summary>
/// <param name="Alignment">In bytes.</param>
/// <param name="Fill">The byte to pad with; <see cref="EntryItem.NopFill"/> or <see cref="EntryItem.NopFill16"/> for no-operation instructions.</param>
/// <param name="MaxPadding">Pads nothing when it would take more; 0 for no limit.</param>
internal readonly record struct AlignPart(int Alignment, int Fill, int MaxPadding)
{
    /// <summary>The padding at an address.</summary>
    public int PaddingAt(int address)
    {
        var padding = -address & (Alignment - 1);
        return MaxPadding != 0 && padding > MaxPadding ? 0 : padding;
    }

    public void Write(Span<byte> padding)
    {
        if (Fill < 0)
            NopPadding.Write(padding, Fill == EntryItem.NopFill16);
        else
            padding.Fill((byte)Fill);
    }
}

/// <summary>Padding of a stretch of code to the length of the longer of two others (the old side of an alternative).</summary>
/// <param name="Own">The stretch itself.</param>
/// <param name="First">One other.</param>
/// <param name="Second">The second other; the same again where there is but one.</param>
/// <param name="Fill">The byte to pad with.</param>
/// <param name="Line">The C# line.</param>
/// <param name="IsExact">It is an error when the stretch is longer already.</param>
internal readonly record struct LengthPart(Difference Own, Difference First, Difference Second, byte Fill, LineRef Line, bool IsExact = false)
{
    public int Needed(SymbolStates states)
    {
        var longest = Math.Max(First.Value(states), Second.Value(states));
        return Math.Max(0, Math.Max(0, longest) - Own.Value(states));
    }
}

/// <summary>The distance in bytes between two places of one section.</summary>
/// <param name="End">The symbol where it ends.</param>
/// <param name="Start">The symbol where it starts.</param>
/// <param name="Addend">Bytes more.</param>
/// <param name="Divisor">What the whole is divided by.</param>
internal readonly record struct Difference(SymbolId End, SymbolId Start, long Addend, int Divisor = 1)
{
    public int Value(SymbolStates states)
    {
        var whole = states.AddressOf(states[End]) - states.AddressOf(states[Start]) + Addend;
        return checked((int)(Divisor == 1 ? whole : whole / Divisor)); // the layout asks for each length in each pass, and a division takes as long as the rest
    }
}
