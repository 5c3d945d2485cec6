// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace HobbyKernel;

/// <summary>Entry code that the linker put into the kernel: its symbols are the kernel's.</summary>
internal static unsafe class EntryCode
{
    public static string Form => "linked by ld";

    /// <summary>The pages with code that the user's page tables must show.</summary>
    public static ulong Start => Symbols.Of(&entry_start);

    public static ulong End => Symbols.Of(&entry_end);

    public static ulong SyscallEntry => Symbols.Of(&entry_SYSCALL_64);

    public static ulong CompatibilitySyscallEntry => Symbols.Of(&ignore_sysret);

    public static ulong DeviceStubs => Symbols.Of(&irq_entries_start);

    /// <summary><c>native_load_gs_index(selector)</c>.</summary>
    public static ulong LoadGsIndex => Symbols.Of(&native_load_gs_index);

    /// <summary>The IRET to ring 3.</summary>
    public static ulong ReturnInstruction => Symbols.Of(&native_irq_return_iret);

    public static ulong DoSoftirqOwnStack => Symbols.Of(&do_softirq_own_stack);

    /// <summary>The linker merges exception tables; none is left beside the kernel's.</summary>
    public static ulong ExceptionTableStart => 0;

    public static ulong ExceptionTableEnd => 0;

    public static void Prepare() => Alternatives.Apply();

    /// <summary>Tests of what this entry code does not have.</summary>
    public static bool Lacks(Test test) => test is Test.IretNullCs or Test.NmiBadCs or Test.NmiAbsentCs;

    public static void EnableSystemCalls() => SystemCallEntry.Enable();

    public static void FillGates(GateDescriptor* idt) => EntryGates.Fill(idt);

    [RuntimeImport("*", "return_to_user")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void ReturnToUser(PtRegs* regs);

    [RuntimeImport("*", "entry_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void entry_start();

    [RuntimeImport("*", "entry_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void entry_end();

    [RuntimeImport("*", "entry_SYSCALL_64")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void entry_SYSCALL_64();

    [RuntimeImport("*", "ignore_sysret")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ignore_sysret();

    [RuntimeImport("*", "irq_entries_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void irq_entries_start();

    [RuntimeImport("*", "native_load_gs_index")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void native_load_gs_index();

    [RuntimeImport("*", "native_irq_return_iret")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void native_irq_return_iret();

    [RuntimeImport("*", "do_softirq_own_stack")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void do_softirq_own_stack();
}
