// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace MyKernel;

/// <summary>The kit's functions and the linker script's symbols, by the names that they have there.</summary>
internal static unsafe class Cpu
{
    public const uint MsrApicBase = 0x1b;

    [RuntimeImport("*", "kit_out8")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Out(uint port, uint value);

    [RuntimeImport("*", "kit_in8")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern uint In(uint port);

    [RuntimeImport("*", "kit_read_cr2")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadCr2();

    [RuntimeImport("*", "kit_read_msr")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern byte ReadMsr(uint number, ulong* value);

    [RuntimeImport("*", "kit_interrupts_on")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void InterruptsOn();

    [RuntimeImport("*", "kit_interrupts_off")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void InterruptsOff();

    [RuntimeImport("*", "kit_wait")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Wait();

    [RuntimeImport("*", "kit_pause")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Pause();

    [RuntimeImport("*", "kit_cpu")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern byte* Area();

    [RuntimeImport("*", "kit_start_cpu")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Start(byte* area, uint number);

    [RuntimeImport("*", "kit_place_trampoline")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void PlaceTrampoline(void* page, void* function, void* argument, void* stackTop);

    [RuntimeImport("*", "kit_load_user_gs")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern byte LoadUserGs(uint selector);

    [RuntimeImport("*", "kit_load_segments")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern byte LoadSegments(uint ds, uint es, uint fs);

    [RuntimeImport("*", "kit_copy_from_user")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong CopyFromUser(void* to, ulong user, ulong bytes);

    [RuntimeImport("*", "kit_copy_to_user")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong CopyToUser(ulong user, void* from, ulong bytes);

    [RuntimeImport("*", "kit_fix_fault")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern byte FixFault(TrapFrame* frame);

    [RuntimeImport("*", "kit_switch")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ThreadContext* Switch(ThreadContext* from, ThreadContext* to);

    [RuntimeImport("*", "kit_new_thread")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void NewThread(ThreadContext* thread, void* stackTop, void* function, void* argument);

    [RuntimeImport("*", "kit_new_user_thread")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void NewUserThread(ThreadContext* thread, void* stackTop, TrapFrame* frame);

    [RuntimeImport("*", "kit_prepare_vectors")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void PrepareVectors(void* area);
}
