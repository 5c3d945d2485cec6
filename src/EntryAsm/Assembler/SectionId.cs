// SPDX-License-Identifier: MIT
namespace EntryAsm.Assembler;

/// <summary>Which section of an assembly, in the order in which they were made; by default none.</summary>
internal readonly struct SectionId : IEquatable<SectionId>
{
    /// <summary>From 1, so that the default is none.</summary>
    private readonly int number;

    private SectionId(int number) => this.number = number;

    public bool IsNone => number == 0;

    /// <summary>Its index among the sections, of the assembly as of the object.</summary>
    public int Index => number - 1;

    public static bool operator ==(SectionId left, SectionId right) => left.number == right.number;

    public static bool operator !=(SectionId left, SectionId right) => left.number != right.number;

    /// <summary>The section of an index.</summary>
    public static SectionId At(int index) => new(index + 1);

    public bool Equals(SectionId other) => number == other.number;

    public override bool Equals(object? obj) => obj is SectionId other && Equals(other);

    public override int GetHashCode() => number;
}
