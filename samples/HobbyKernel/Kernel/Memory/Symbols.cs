// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace HobbyKernel;

/// <summary>Addresses of symbols that entry modules and the linker script define. Nothing here is called; only its address is taken.</summary>
internal static unsafe class Symbols
{
    public static ulong KernelEnd => Of(&kernel_end);

    public static ulong PerCpuLoad => Of(&percpu_load);

    public static ulong UserLoad => Of(&user_load);

    public static ulong UserEnd => Of(&user_end);

    public static ulong UserDataStart => InUser(Of(&user_data_start));

    public static ulong UserBegin => InUser(Of(&user_begin));

    public static ulong UserEntry => InUser(Of(&user_entry));

    public static ulong UserStackTop => InUser(Of(&user_stack_top));

    public static ulong* UserTest => (ulong*)Of(&user_test);

    public static ulong* UserResume => (ulong*)Of(&user_resume);

    public static ulong* UserEntryCode => (ulong*)Of(&user_entry_code);

    public static ulong* UserPending => (ulong*)Of(&user_pending);

    public static ulong* UserRepeat => (ulong*)Of(&user_repeat);

    public static byte* UserProbe => (byte*)Of(&user_probe);

    public static byte* KernelProbeArea => (byte*)Of(&kernel_probe_area);

    public static ulong* KernelPending => (ulong*)Of(&kernel_pending);

    public static ulong* KernelResume => (ulong*)Of(&kernel_resume);

    public static ulong* KernelStack => (ulong*)Of(&kernel_stack);

    public static ulong* NmiCount => (ulong*)Of(&nmi_count);

    public static ulong* InterruptCount => (ulong*)Of(&interrupt_count);

    /// <summary>What the function returned that <c>call_changes</c> has called last.</summary>
    public static ulong CallResult => *(ulong*)Of(&call_result);

    public static ulong SecretData => Of(&secret_data);

    public static ulong ExceptionTableStart => Of(&ex_table_start);

    public static ulong ExceptionTableEnd => Of(&ex_table_end);

    public static ulong AlternativesStart => Of(&alternatives_start);

    public static ulong AlternativesEnd => Of(&alternatives_end);

    /// <summary>Not inlined: the compiler takes two addresses of methods for values that have no order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Of(delegate*<void> place) => (ulong)place;

    /// <summary>From the kernel's view of a place in the ring-3 program to the program's own.</summary>
    private static ulong InUser(ulong address) => Layout.UserBase + address - UserLoad;

    [RuntimeImport("*", "kernel_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kernel_end();

    [RuntimeImport("*", "percpu_load")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void percpu_load();

    [RuntimeImport("*", "user_load")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_load();

    [RuntimeImport("*", "user_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_end();

    [RuntimeImport("*", "kernel_view_user_data_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_data_start();

    [RuntimeImport("*", "kernel_view_user_begin")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_begin();

    [RuntimeImport("*", "kernel_view_user_entry")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_entry();

    [RuntimeImport("*", "kernel_view_user_stack_top")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_stack_top();

    [RuntimeImport("*", "kernel_view_user_test")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_test();

    [RuntimeImport("*", "kernel_view_user_resume")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_resume();

    [RuntimeImport("*", "kernel_view_user_pending")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_pending();

    [RuntimeImport("*", "kernel_view_user_repeat")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_repeat();

    [RuntimeImport("*", "kernel_view_user_probe")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_probe();

    [RuntimeImport("*", "kernel_probe_area")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kernel_probe_area();

    [RuntimeImport("*", "kernel_pending")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kernel_pending();

    [RuntimeImport("*", "kernel_resume")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kernel_resume();

    [RuntimeImport("*", "kernel_stack")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void kernel_stack();

    [RuntimeImport("*", "call_result")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void call_result();

    [RuntimeImport("*", "secret_data")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void secret_data();

    [RuntimeImport("*", "ex_table_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ex_table_start();

    [RuntimeImport("*", "ex_table_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void ex_table_end();

    [RuntimeImport("*", "alternatives_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void alternatives_start();

    [RuntimeImport("*", "alternatives_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void alternatives_end();

    [RuntimeImport("*", "kernel_view_user_entry_code")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void user_entry_code();

    [RuntimeImport("*", "nmi_count")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void nmi_count();

    [RuntimeImport("*", "interrupt_count")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void interrupt_count();
}
