// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel;

/// <summary>
/// What is on the stack when a handler runs: offsets in bytes from the pointer that it is passed. First the general registers in the order of their numbers (Intel SDM vol. 2, table 2-2), rsp
/// left out, then what the kit pushes, then what the processor pushes (Intel SDM vol. 3, 6.14.2).
/// </summary>
public static class TrapFrame
{
    /// <summary>rax.</summary>
    public const int Rax = 0;

    /// <summary>rcx.</summary>
    public const int Rcx = 8;

    /// <summary>rdx.</summary>
    public const int Rdx = 16;

    /// <summary>rbx.</summary>
    public const int Rbx = 24;

    /// <summary>rbp.</summary>
    public const int Rbp = 32;

    /// <summary>rsi.</summary>
    public const int Rsi = 40;

    /// <summary>rdi.</summary>
    public const int Rdi = 48;

    /// <summary>r8; the others up to r15 follow.</summary>
    public const int R8 = 56;

    /// <summary>r11.</summary>
    public const int R11 = 80;

    /// <summary>The vector, 0 to 255; <see cref="SystemCall"/> for SYSCALL.</summary>
    public const int Vector = 120;

    /// <summary>The error code; 0 where the processor pushes none.</summary>
    public const int ErrorCode = 128;

    /// <summary>Where the interrupted code goes on.</summary>
    public const int Rip = 136;

    /// <summary>The selector of its code; the lowest two bits are its privilege level.</summary>
    public const int Cs = 144;

    /// <summary>Its flags.</summary>
    public const int Rflags = 152;

    /// <summary>Its stack.</summary>
    public const int Rsp = 160;

    /// <summary>The selector of its stack.</summary>
    public const int Ss = 168;

    /// <summary>Bytes of the frame, a multiple of 16.</summary>
    public const int Size = 176;

    /// <summary>What <see cref="Vector"/> holds for a system call: no vector has this number.</summary>
    public const int SystemCall = 256;

    /// <summary>The fields, from the lowest address.</summary>
    public static readonly string[] Fields =
    [
        "rax", "rcx", "rdx", "rbx", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "vector", "error_code", "rip", "cs", "rflags", "rsp", "ss",
    ];
}
