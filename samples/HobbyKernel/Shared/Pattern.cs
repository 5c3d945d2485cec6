// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What the ring-3 program puts into the registers before it leaves ring 3, so that both sides know every bit.</summary>
internal static class Pattern
{
    /// <summary>General registers in the order of their numbers: rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 to r15.</summary>
    public const int GeneralRegisters = 16;

    public const int VectorRegisters = 16;

    /// <summary>CF, PF, AF, ZF, SF, IF, DF, OF, AC, ID, and the bit that is always 1.</summary>
    public const ulong Flags = 0x240ed7;

    /// <summary>Rounds up and masks every exception: not what a handler runs with.</summary>
    public const uint Mxcsr = 0x5f80;

    public const int RegisterRsp = 4;

    /// <summary>A 64-bit value that differs in every byte from that of any other register, and between tests.</summary>
    public static ulong General(int test, int register) => 0x8123_4567_89ab_cdefUL * (ulong)(2 * register + 3) + 0x0101_0101_0101_0101UL * (ulong)test;

    /// <summary>Either half of an xmm register.</summary>
    public static ulong Vector(int register, int half) => 0x9e37_79b9_7f4a_7c15UL * (ulong)(2 * register + half + 1);
}
