// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>Relocation types (psABI AMD64, table 4.10), with the psABI's numbers.</summary>
public enum RelocationType : byte
{
    /// <summary><c>R_X86_64_64</c>: S + A, 64 bits.</summary>
    Abs64 = 1,

    /// <summary><c>R_X86_64_PC32</c>: S + A − P, 32 bits signed.</summary>
    PC32 = 2,

    /// <summary><c>R_X86_64_PLT32</c>: L + A − P, 32 bits signed; PC32 where no procedure linkage table is made.</summary>
    PLT32 = 4,

    /// <summary><c>R_X86_64_32</c>: S + A, 32 bits, zero-extended.</summary>
    Abs32 = 10,

    /// <summary><c>R_X86_64_32S</c>: S + A, 32 bits, sign-extended.</summary>
    Abs32S = 11,

    /// <summary><c>R_X86_64_16</c>: S + A, 16 bits.</summary>
    Abs16 = 12,

    /// <summary><c>R_X86_64_PC16</c>: S + A − P, 16 bits.</summary>
    PC16 = 13,

    /// <summary><c>R_X86_64_8</c>: S + A, 8 bits.</summary>
    Abs8 = 14,

    /// <summary><c>R_X86_64_PC8</c>: S + A − P, 8 bits.</summary>
    PC8 = 15,

    /// <summary><c>R_X86_64_PC64</c>: S + A − P, 64 bits.</summary>
    PC64 = 24,
}

/// <summary>A relocation: what the linker adds into a field.</summary>
/// <param name="Offset">Offset of the field in bytes from the start of its section.</param>
/// <param name="Type">How the value is computed and how wide the field is.</param>
/// <param name="Symbol">Index into <see cref="EntryObject.Symbols"/>.</param>
/// <param name="Addend">The addend, A.</param>
public readonly record struct EntryRelocation(int Offset, RelocationType Type, int Symbol, long Addend);

/// <summary>A field whose value was written with symbols.</summary>
/// <param name="Offset">Offset of the field in bytes from the start of its section.</param>
/// <param name="Width">Its width in bytes: 1, 2, 4 or 8.</param>
/// <param name="IsRelative">True when the value is relative to the end of the instruction (branches, rip-relative memory).</param>
/// <param name="IsRelocated">True when a relocation stands for it, false when the layout computed it.</param>
/// <param name="Target">The symbol added: an index into <see cref="EntryObject.Symbols"/>, or the complement (<c>~i</c>) of one into <see cref="EntryObject.Labels"/>.</param>
/// <param name="Minus">What is subtracted: a symbol, in the same way, <see cref="Dot"/> or <see cref="NoMinus"/>.</param>
/// <param name="Addend">The number added, as the author wrote it.</param>
public readonly record struct EntryReference(int Offset, byte Width, bool IsRelative, bool IsRelocated, int Target, int Minus, long Addend)
{
    /// <summary>The <see cref="Minus"/> of a reference that is no difference.</summary>
    public const int NoMinus = int.MaxValue;

    /// <summary>The <see cref="Minus"/> of a reference that counts from its own place: the field itself is subtracted.</summary>
    public const int Dot = int.MaxValue - 1;
}
