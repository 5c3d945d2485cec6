// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>The width of a memory operand, as its bracket names it. The value is the width in bytes.</summary>
internal enum MemoryWidth : byte
{
    /// <summary>Not said: taken from the other operands or the instruction.</summary>
    None = 0,
    Byte = 1,
    Word = 2,
    Dword = 4,
    Fword = 6,
    Qword = 8,
    Tbyte = 10,
    Xmmword = 16,
    Ymmword = 32,
    Zmmword = 64,
}
