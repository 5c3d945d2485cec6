// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Interpretation;

/// <summary>An index such as <c>^1</c>.</summary>
internal sealed record IndexValue(int Value, bool IsFromEnd)
{
    public int OffsetIn(int length) => IsFromEnd ? length - Value : Value;
}

/// <summary>A range such as <c>1..^1</c>.</summary>
internal sealed record RangeValue(IndexValue Start, IndexValue End)
{
    /// <summary>Start and length inside a sequence.</summary>
    public (int Start, int Length) In(int length)
    {
        int start = Start.OffsetIn(length), end = End.OffsetIn(length);
        if (start < 0 || end < start || end > length)
            throw new ArgumentOutOfRangeException(null, "the range does not lie inside the sequence");
        return (start, end - start);
    }
}
