// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What a reference adds or subtracts: a symbol, a label, the place of the field itself, or (by default) nothing.</summary>
public readonly struct ReferencePlace : IEquatable<ReferencePlace>
{
    /// <summary>0 for nothing; from 1 a symbol; from -1 down a label; the least number for the field's own place.</summary>
    private readonly int number;

    private ReferencePlace(int number) => this.number = number;

    /// <summary>Nothing.</summary>
    public static ReferencePlace None => default;

    /// <summary>The place of the field itself.</summary>
    public static ReferencePlace Dot => new(int.MinValue);

    /// <summary>True for nothing.</summary>
    public bool IsNone => number == 0;

    /// <summary>True for the place of the field itself.</summary>
    public bool IsDot => number == int.MinValue;

    /// <summary>True for a symbol.</summary>
    public bool IsSymbol => number > 0;

    /// <summary>True for a label.</summary>
    public bool IsLabel => number < 0 && !IsDot;

    /// <summary>Of a symbol its index into <see cref="EntryObject.Symbols"/>, of a label its index into <see cref="EntryObject.Labels"/>.</summary>
    public int Index => number > 0 ? number - 1 : ~number;

    /// <summary>A symbol or label as one number, as files hold it: the index of a symbol, the complement of a label's.</summary>
    internal int Packed => number > 0 ? number - 1 : number;

    /// <summary>True when both are the same place.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ReferencePlace left, ReferencePlace right) => left.number == right.number;

    /// <summary>True when they are different places.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ReferencePlace left, ReferencePlace right) => left.number != right.number;

    /// <summary>A symbol.</summary>
    /// <param name="index">Its index into <see cref="EntryObject.Symbols"/>.</param>
    public static ReferencePlace Symbol(int index) => new(index + 1);

    /// <summary>A label.</summary>
    /// <param name="index">Its index into <see cref="EntryObject.Labels"/>.</param>
    public static ReferencePlace Label(int index) => new(~index);

    /// <inheritdoc/>
    public bool Equals(ReferencePlace other) => number == other.number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ReferencePlace other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => number;

    /// <inheritdoc cref="Packed"/>
    internal static ReferencePlace Unpack(int packed) => packed < 0 ? Label(~packed) : Symbol(packed);
}
