// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>
/// Fixed bytes, then at most one part whose size depends on addresses. Fragments end where GNU as ends its own: which of several stable layouts
/// its relaxation finds depends on where they start.
/// </summary>
internal struct Fragment
{
    /// <summary>Where its fixed bytes start in the section's buffer.</summary>
    public int DataStart;

    /// <summary>Where they end; set when the fragment is ended.</summary>
    public int DataEnd;

    /// <summary>Offset of its first byte from the start of the section, as the first placement or, in the end, the relaxation has it; between, <see cref="SectionBuilder.AddressOf"/> tells.</summary>
    public int Address;

    /// <summary>Alignments before it: two fragments of one region move together.</summary>
    public int Region;

    /// <summary>What follows the fixed bytes, if anything.</summary>
    public VariablePart? Part;

    public readonly int FixedLength => DataEnd - DataStart;

    public readonly int PartSize => Part?.Size ?? 0;
}

/// <summary>A part of a section whose size the layout finds.</summary>
internal abstract class VariablePart
{
    /// <summary>Its size in bytes, as the layout has it now.</summary>
    public int Size { get; set; }
}

/// <summary>A <c>jmp</c> or <c>jcc</c>: short until its target is out of reach.</summary>
internal sealed class BranchPart : VariablePart
{
    public const int ShortSize = 2;

    public BranchPart(int condition, SymbolState target, long addend, int bitness, bool startsNear, LineRef line)
    {
        Condition = condition;
        Target = target;
        Addend = addend;
        Bitness = bitness;
        StartsNear = startsNear;
        Line = line;
        Size = ShortSize;
    }

    /// <summary>The condition code, 0 to 15; -1 for <c>jmp</c>.</summary>
    public int Condition { get; }

    public SymbolState Target { get; }

    public long Addend { get; }

    /// <summary>16, 32 or 64; a near displacement is 2 bytes wide under 16-bit code, else 4.</summary>
    public int Bitness { get; }

    /// <summary>Near whatever the distance, as the author asked.</summary>
    public bool StartsNear { get; }

    public LineRef Line { get; }

    public int FieldWidth => Bitness == 16 ? 2 : 4;

    public int NearSize => (Condition < 0 ? 1 : 2) + FieldWidth;

    /// <summary>Where the displacement starts, in its near form, in bytes from the opcode.</summary>
    public int NearFieldOffset => NearSize - FieldWidth;

    public bool IsShort => Size == ShortSize;

    /// <summary>True when the layout knows the distance: the target stands in the same section, and no other object may replace it.</summary>
    public bool IsInReach(SectionBuilder section) => ReferenceEquals(Target.Section, section) && Target.Binding != SymbolBinding.Weak;
}

/// <summary>Padding to a power of two.</summary>
internal sealed class AlignPart : VariablePart
{
    public AlignPart(int alignment, int fill, int maxPadding)
    {
        Alignment = alignment;
        Fill = fill;
        MaxPadding = maxPadding;
    }

    public int Alignment { get; }

    /// <summary>The byte to pad with; -1 for no-operation instructions.</summary>
    public int Fill { get; }

    /// <summary>Pads nothing when it would take more; 0 for no limit.</summary>
    public int MaxPadding { get; }

    /// <summary>The padding at an address.</summary>
    public int PaddingAt(int address)
    {
        var padding = -address & (Alignment - 1);
        return MaxPadding != 0 && padding > MaxPadding ? 0 : padding;
    }
}

/// <summary>Padding of a stretch of code to the length of the longest of others (the old side of an alternative).</summary>
internal sealed class LengthPart : VariablePart
{
    public LengthPart(Difference own, Difference[] others, byte fill)
    {
        Own = own;
        Others = others;
        Fill = fill;
    }

    public Difference Own { get; }

    public Difference[] Others { get; }

    public byte Fill { get; }

    public int Needed()
    {
        var longest = 0;
        foreach (var other in Others)
            longest = Math.Max(longest, other.Value);
        return Math.Max(0, longest - Own.Value);
    }
}

/// <summary>The distance in bytes between two places of one section.</summary>
internal readonly record struct Difference(SymbolState End, SymbolState Start, long Addend)
{
    public int Value => checked((int)(End.Address - Start.Address + Addend));
}
