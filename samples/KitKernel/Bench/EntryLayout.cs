// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace HobbyKernel;

/// <summary>Numbers that the entry code is made with, by the names that the tests have for them.</summary>
internal static class EntryLayout
{
    public const int KERNEL_CS = 0x10, KERNEL_DS = 0x18, USER_DS = 0x2b, USER_CS = 0x33;

    public const int FIRST_EXTERNAL_VECTOR = 0x20, LOCAL_TIMER_VECTOR = 0xec;

    /// <summary>Entries of the interrupt stack table.</summary>
    public const int DEBUG_STACK = 1, NMI_STACK = 2, DOUBLEFAULT_STACK = 3;

    /// <summary>Word times 32 plus bit, as CpuFeatures counts.</summary>
    public const int X86_FEATURE_PTI = 7 * 32 + 11, X86_FEATURE_SMAP = 9 * 32 + 20, X86_FEATURE_LA57 = 16 * 32 + 16;
}

/// <summary>EntryAsm.Kernel's TrapFrame, with the names that the tests have for its fields.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PtRegs
{
    public ulong ax, cx, dx, bx, bp, si, di, r8, r9, r10, r11, r12, r13, r14, r15, vector, error, ip, cs, flags, sp, ss;

    public readonly bool IsUser => (cs & 3) != 0;
}

/// <summary>Offsets in a processor's own memory: EntryAsm.Kernel.CpuArea.</summary>
internal static class CpuArea
{
    public const int KernelStack = 8, KernelCr3 = 32, UserCr3 = 40, TaskState = 256, Descriptors = 384, Stacks = 0x2000, StackBytes = 0x2000, EntryStack = Stacks + StackBytes, NmiWorkStack = 0xe000, Bytes = 0x10000;
}
