// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>The width of a memory operand, as its bracket names it. The value is the width in bits.</summary>
internal enum MemoryWidth : ushort
{
    /// <summary>Not said: taken from the other operands or the instruction.</summary>
    None = 0,
    Byte = 8,
    Word = 16,
    Dword = 32,
    Fword = 48,
    Qword = 64,
    Tbyte = 80,
    Xmmword = 128,
    Ymmword = 256,
    Zmmword = 512,
}
