// SPDX-License-Identifier: MIT
namespace EntryAsm.Assembler;

/// <summary>Which symbol or label of an assembly, in the order in which they were first used; by default none. Also the place of whatever names it.</summary>
/// <remarks>One number, so that what the layout keeps by the thousand stays small: 0 is none, -1 the place itself, and the first symbol is 1.</remarks>
internal readonly struct SymbolId : IEquatable<SymbolId>
{
    private readonly int number;

    private SymbolId(int number) => this.number = number;

    /// <summary>No symbol.</summary>
    public static SymbolId None => default;

    /// <summary>GNU as's <c>.</c>: the place of the field itself.</summary>
    public static SymbolId Dot => new(-1);

    public bool IsNone => number == 0;

    public bool IsDot => number < 0;

    /// <summary>True for a symbol or label that has a record.</summary>
    public bool IsSymbol => number > 0;

    /// <summary>Where its record is.</summary>
    public int Index => number - 1;

    public static bool operator ==(SymbolId left, SymbolId right) => left.number == right.number;

    public static bool operator !=(SymbolId left, SymbolId right) => left.number != right.number;

    /// <summary>The symbol whose record has an index.</summary>
    public static SymbolId At(int index) => new(index + 1);

    public bool Equals(SymbolId other) => number == other.number;

    public override bool Equals(object? obj) => obj is SymbolId other && Equals(other);

    public override int GetHashCode() => number;
}
