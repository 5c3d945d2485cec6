// SPDX-License-Identifier: MIT
namespace EntryAsm.Encoding;

/// <summary>
/// What an operand is, as a set: a form of an instruction takes an operand when the two sets meet, so that choosing a form is a few ANDs.
/// A number has one bit for every kind of immediate field it fits.
/// </summary>
/// <remarks>The table of forms is generated with these bits: eng/InstructionGenerator compiles this file too.</remarks>
[Flags]
internal enum OperandKinds : ulong
{
    None = 0,

    Al = 1UL << 0,
    Cl = 1UL << 1,
    OtherR8 = 1UL << 2,
    Ax = 1UL << 3,
    Dx = 1UL << 4,
    OtherR16 = 1UL << 5,
    Eax = 1UL << 6,
    OtherR32 = 1UL << 7,
    Rax = 1UL << 8,
    OtherR64 = 1UL << 9,
    R8 = Al | Cl | OtherR8,
    R16 = Ax | Dx | OtherR16,
    R32 = Eax | OtherR32,
    R64 = Rax | OtherR64,

    Es = 1UL << 10,
    Cs = 1UL << 11,
    Ss = 1UL << 12,
    Ds = 1UL << 13,
    Fs = 1UL << 14,
    Gs = 1UL << 15,
    Segment = Es | Cs | Ss | Ds | Fs | Gs,

    Control = 1UL << 16,
    Debug = 1UL << 17,
    St0 = 1UL << 18,
    OtherSt = 1UL << 19,
    St = St0 | OtherSt,
    Mm = 1UL << 20,

    /// <summary>xmm0 to xmm15.</summary>
    LowXmm = 1UL << 21,

    /// <summary>xmm16 to xmm31: EVEX only.</summary>
    HighXmm = 1UL << 22,
    LowYmm = 1UL << 23,
    HighYmm = 1UL << 24,
    Xmm = LowXmm | HighXmm,
    Ymm = LowYmm | HighYmm,
    Zmm = 1UL << 25,
    Mask = 1UL << 26,
    Bound = 1UL << 27,
    Tile = 1UL << 28,

    /// <summary>The number 1, which the short shifts imply.</summary>
    One = 1UL << 29,

    /// <summary>0 to 15.</summary>
    Imm4 = 1UL << 30,

    /// <summary>-128 to 255.</summary>
    Imm8 = 1UL << 31,

    /// <summary>A byte that sign-extends to the 16 bits meant.</summary>
    Imm8To16 = 1UL << 32,

    /// <summary>A byte that sign-extends to the 32 bits meant.</summary>
    Imm8To32 = 1UL << 33,

    /// <summary>-128 to 127.</summary>
    Imm8To64 = 1UL << 34,

    /// <summary>-2^15 to 2^16 - 1.</summary>
    Imm16 = 1UL << 35,

    /// <summary>-2^31 to 2^32 - 1.</summary>
    Imm32 = 1UL << 36,

    /// <summary>-2^31 to 2^31 - 1.</summary>
    Imm32To64 = 1UL << 37,
    Imm64 = 1UL << 38,
    /// <summary>-255 to 255 where a byte is worked on: what it holds, or the complement of that.</summary>
    Imm8OfByte = 1UL << 59,

    /// <summary>-2^16 + 1 to 2^16 - 1 where a word is worked on.</summary>
    Imm16OfWord = 1UL << 60,
    Immediate = One | Imm4 | Imm8 | Imm8OfByte | Imm16OfWord | Imm8To16 | Imm8To32 | Imm8To64 | Imm16 | Imm32 | Imm32To64 | Imm64,

    /// <summary>A symbol that a branch goes to.</summary>
    Target = 1UL << 39,

    MemoryByte = 1UL << 40,
    MemoryWord = 1UL << 41,
    MemoryDword = 1UL << 42,
    MemoryFword = 1UL << 43,
    MemoryQword = 1UL << 44,
    MemoryTbyte = 1UL << 45,
    MemoryXmmword = 1UL << 46,
    MemoryYmmword = 1UL << 47,
    MemoryZmmword = 1UL << 48,

    /// <summary>Memory whose size is not said.</summary>
    MemoryUnsized = 1UL << 49,
    Memory = MemoryByte | MemoryWord | MemoryDword | MemoryFword | MemoryQword | MemoryTbyte | MemoryXmmword | MemoryYmmword | MemoryZmmword
        | MemoryUnsized,

    /// <summary>Memory at a plain address; used together with a size.</summary>
    MemoryOffset = 1UL << 50,

    /// <summary>Memory addressed by a vector of indices.</summary>
    VectorXmm = 1UL << 51,
    VectorYmm = 1UL << 52,
    VectorZmm = 1UL << 53,

    Broadcast16 = 1UL << 54,
    Broadcast32 = 1UL << 55,
    Broadcast64 = 1UL << 56,

    /// <summary>The number 3, the breakpoint's vector.</summary>
    Three = 1UL << 57,

    Broadcasts = Broadcast16 | Broadcast32 | Broadcast64,

    /// <summary>What tells how wide an instruction works.</summary>
    TellsSize = R8 | R16 | R32 | R64 | (Memory & ~MemoryUnsized) | Broadcasts | VectorXmm | VectorYmm | VectorZmm,

    /// <summary>xmm0, where it is implied and may be written anyway; used together with <see cref="LowXmm"/>.</summary>
    Xmm0 = 1UL << 58,

    AnyMemory = Memory | MemoryOffset | VectorXmm | VectorYmm | VectorZmm | Broadcast16 | Broadcast32 | Broadcast64,
}
