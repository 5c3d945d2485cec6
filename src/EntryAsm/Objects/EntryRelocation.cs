// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>Relocation types (psABI AMD64, table 4.10), with the psABI's numbers.</summary>
public enum RelocationType : byte
{
    /// <summary><c>R_X86_64_64</c>: S + A, 64 bits.</summary>
    Abs64 = 1,

    /// <summary><c>R_X86_64_PC32</c>: S + A − P, 32 bits signed.</summary>
    PC32 = 2,

    /// <summary><c>R_X86_64_GOT32</c>: G + A, 32 bits signed.</summary>
    GOT32 = 3,

    /// <summary><c>R_X86_64_PLT32</c>: L + A − P, 32 bits signed; PC32 where no procedure linkage table is made.</summary>
    PLT32 = 4,

    /// <summary><c>R_X86_64_GOTPCREL</c>: G + GOT + A − P, 32 bits signed.</summary>
    GOTPCREL = 9,

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

    /// <summary><c>R_X86_64_DTPOFF64</c>: the offset in the module's thread-local block, 64 bits.</summary>
    DTPOFF64 = 17,

    /// <summary><c>R_X86_64_TPOFF64</c>: the distance from the thread pointer, 64 bits.</summary>
    TPOFF64 = 18,

    /// <summary><c>R_X86_64_TLSGD</c>: the distance to the slots of the general dynamic model, 32 bits signed.</summary>
    TLSGD = 19,

    /// <summary><c>R_X86_64_TLSLD</c>: the distance to the slots of the local dynamic model, 32 bits signed.</summary>
    TLSLD = 20,

    /// <summary><c>R_X86_64_DTPOFF32</c>: the offset in the module's thread-local block, 32 bits signed.</summary>
    DTPOFF32 = 21,

    /// <summary><c>R_X86_64_GOTTPOFF</c>: the distance to the slot of the initial-exec model, 32 bits signed.</summary>
    GOTTPOFF = 22,

    /// <summary><c>R_X86_64_TPOFF32</c>: the distance from the thread pointer, 32 bits signed.</summary>
    TPOFF32 = 23,

    /// <summary><c>R_X86_64_PC64</c>: S + A − P, 64 bits.</summary>
    PC64 = 24,

    /// <summary><c>R_X86_64_GOTOFF64</c>: S + A − GOT, 64 bits.</summary>
    GOTOFF64 = 25,

    /// <summary><c>R_X86_64_GOTPC32</c>: GOT + A − P, 32 bits signed.</summary>
    GOTPC32 = 26,

    /// <summary><c>R_X86_64_GOT64</c>: G + A, 64 bits.</summary>
    GOT64 = 27,

    /// <summary><c>R_X86_64_GOTPCREL64</c>: G + GOT + A − P, 64 bits.</summary>
    GOTPCREL64 = 28,

    /// <summary><c>R_X86_64_GOTPC64</c>: GOT + A − P, 64 bits.</summary>
    GOTPC64 = 29,

    /// <summary><c>R_X86_64_GOTPLT64</c>: G + A of a slot that the procedure linkage table uses, 64 bits.</summary>
    GOTPLT64 = 30,

    /// <summary><c>R_X86_64_PLTOFF64</c>: L + A − GOT, 64 bits.</summary>
    PLTOFF64 = 31,

    /// <summary><c>R_X86_64_SIZE32</c>: Z + A, 32 bits.</summary>
    SIZE32 = 32,

    /// <summary><c>R_X86_64_SIZE64</c>: Z + A, 64 bits.</summary>
    SIZE64 = 33,

    /// <summary><c>R_X86_64_GOTPC32_TLSDESC</c>: the distance to a TLS descriptor, 32 bits signed.</summary>
    GOTPC32_TLSDESC = 34,

    /// <summary><c>R_X86_64_GOTPCRELX</c>: as <see cref="GOTPCREL"/>, in an instruction that the linker may rewrite.</summary>
    GOTPCRELX = 41,

    /// <summary><c>R_X86_64_REX_GOTPCRELX</c>: as <see cref="GOTPCRELX"/>, with a REX prefix.</summary>
    REX_GOTPCRELX = 42,
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
/// <param name="Target">The symbol or label added.</param>
/// <param name="Minus">What is subtracted: a symbol or label, the place of the field itself, or nothing.</param>
/// <param name="Addend">The number added, as the author wrote it.</param>
public readonly record struct EntryReference(int Offset, byte Width, bool IsRelative, bool IsRelocated, ReferencePlace Target, ReferencePlace Minus, long Addend);
