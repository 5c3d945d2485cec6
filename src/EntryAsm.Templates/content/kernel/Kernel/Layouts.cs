// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace MyKernel;

/// <summary>What a handler is given: EntryAsm.Kernel.TrapFrame, field by field. <c>entryasm header --csharp</c> writes it too.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrapFrame
{
    public ulong Rax, Rcx, Rdx, Rbx, Rbp, Rsi, Rdi, R8, R9, R10, R11, R12, R13, R14, R15;
    public ulong Vector, ErrorCode;
    public ulong Rip, Cs, Rflags, Rsp, Ss;

    public readonly bool IsFromUser => (Cs & 3) != 0;
}

/// <summary>What the kit keeps of a thread: EntryAsm.Kernel.ThreadContext.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ThreadContext
{
    public ulong Rsp, KernelStack, KernelCr3, UserCr3, FsBase, GsBase, Vectors;
}

/// <summary>Offsets in a processor's own memory: EntryAsm.Kernel.CpuArea.</summary>
internal static class CpuArea
{
    public const int Thread = 16, KernelCr3 = 32, Free = 512, StartStack = 0x10000, Size = 0x10000;
}
