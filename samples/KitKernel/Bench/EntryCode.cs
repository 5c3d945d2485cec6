// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace HobbyKernel;

/// <summary>The kit's symbols.</summary>
internal static unsafe class EntryCode
{
    public static string Form => "of the kit";

    /// <summary>The pages with code that the user's page tables must show.</summary>
    public static ulong Start => Symbols.Of(&entry_start);

    public static ulong End => Symbols.Of(&entry_end);

    public static ulong SyscallEntry => Symbols.Of(&kit_syscall);

    /// <summary><c>kit_load_user_gs(selector)</c>.</summary>
    public static ulong LoadGsIndex => Symbols.Of(&kit_load_user_gs);

    /// <summary>The IRET to ring 3.</summary>
    public static ulong ReturnInstruction => Symbols.Of(&kit_user_iretq);

    /// <summary>Where the descriptor table lies.</summary>
    public static ulong InterruptTable => Symbols.Of(&kit_idt);

    /// <summary>What its gates are made from.</summary>
    public static ulong Gates => Symbols.Of(&kit_gates);

    /// <summary>The kit has no stack for softirqs.</summary>
    public static ulong DoSoftirqOwnStack => 0;

    /// <summary>Nor does it mend what AMD's processors of the first years report.</summary>
    public static bool Lacks(Test test) => test is Test.KernelSoftirq or Test.IretCutAddress;

    public static void Prepare()
    {
    }

    /// <summary>kit_start_cpu has done it.</summary>
    public static void EnableSystemCalls()
    {
    }

    [RuntimeImport("*", "kit_enter_user")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void ReturnToUser(PtRegs* regs);

    [RuntimeImport("*", "kit_start_cpu")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void StartCpu(byte* area, uint number);

    [RuntimeImport("*", "kit_fix_fault")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern byte FixFault(PtRegs* regs);

    [RuntimeImport("*", "entry_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void entry_start();

    [RuntimeImport("*", "entry_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void entry_end();

    [RuntimeImport("*", "kit_syscall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kit_syscall();

    [RuntimeImport("*", "kit_load_user_gs")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kit_load_user_gs();

    [RuntimeImport("*", "kit_user_iretq")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kit_user_iretq();

    [RuntimeImport("*", "kit_idt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kit_idt();

    [RuntimeImport("*", "kit_gates")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kit_gates();
}
