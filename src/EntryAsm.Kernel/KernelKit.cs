// SPDX-License-Identifier: MIT
using System;
using EntryAsm;

namespace EntryAsm.Kernel;

/// <summary>The base of a module that uses the kit: its methods write the kit's routines into the module, each once.</summary>
/// <remarks>
/// <para>Where to start: <see cref="EntryCode"/> and <see cref="KernelFunctions"/>, each in a module of its own, write what a kernel needs once it is in 64-bit mode. What the code is made for is in
/// <see cref="Settings"/>; what is in memory in <see cref="TrapFrame"/>, <see cref="CpuArea"/> and <see cref="ThreadContext"/>.</para>
/// <para>Interrupts and exceptions save a <see cref="TrapFrame"/> (Entry/), go into C with rdi pointing at it, and leave by one of two routines:
/// <c>kit_leave_trap</c> and, for system calls, the end of <see cref="SystemCall"/>.</para>
/// <para>Sections: entry code goes into <c>.entry.text</c>, which the user's page tables must map with page-table isolation; what the kernel calls into <c>.text</c>; start-up code into
/// <c>.boot.text</c>, <c>.boot.data</c> and <c>.boot.bss</c>, at its physical address.</para>
/// </remarks>
public abstract partial class KernelKit : EntryAssembler
{
    /// <summary>What the code is made for.</summary>
    protected virtual KitSettings Settings => new();

    /// <summary>Writes all entry code: stubs and exceptions, NMIs, system calls, the ways to ring 3, loads of selectors, and <c>kit_start_cpu</c>. <see cref="KernelFunctions"/> belongs in a second module.</summary>
    /// <param name="interrupt"><c>void (TrapFrame *)</c>: answers vectors 32 to 255, and those exceptions that have no row.</param>
    /// <param name="systemCall">Answers system calls, as <see cref="KitSettings.SystemCallConvention"/> says.</param>
    /// <param name="exceptions">A row for each exception that has a handler of its own. Vectors 1, 2, 8 and 18 have no gate without one.</param>
    public void EntryCode(Symbol interrupt, Symbol systemCall, params ExceptionRow[] exceptions)
    {
        Exceptions(exceptions);
        Interrupts(interrupt);
        LeaveTrap();
        SystemCall(systemCall);
        EnterUser();
        Segments();
        Descriptors();
        Layouts();
    }

    /// <summary>Writes everything that the kernel calls: thread switches, copies from and to ring 3, MSRs that may not exist.</summary>
    public void KernelFunctions()
    {
        SwitchThreads();
        UserMemory();
    }

    /// <summary>A function that C calls, in <c>.text</c>.</summary>
    private void Function(Symbol name, Action body)
    {
        text();
        CheckSettings();
        align(16);
        bind(name);
        type(name, SymbolType.Function);
        LandingPad();
        body();
        size(name);
    }

    /// <summary>Something that execution reaches other than by a call, in <c>.entry.text</c>.</summary>
    private void EntryPoint(Symbol name, Action body)
    {
        section(".entry.text", "ax");
        CheckSettings();
        align(16);
        bind(name);
        body();
        size(name);
    }

    private void CheckSettings()
    {
        if (Settings.Contradiction is { } contradiction)
            error("The settings of the kit contradict each other. " + contradiction + ".");
    }

    /// <summary>A field of the processor's own memory.</summary>
    /// <param name="offset">Its offset in the <see cref="CpuArea"/>: one of the kit's, or one of the kernel's own from <see cref="CpuArea.Free"/> on.</param>
    public static Op Cpu(int offset) => qword.gs[offset];

    /// <summary>The same, 32 bits wide.</summary>
    /// <inheritdoc cref="Cpu"/>
    public static Op Cpu32(int offset) => dword.gs[offset];

    /// <summary>A field of the frame that rsp points at.</summary>
    /// <param name="field">An offset of <see cref="TrapFrame"/>.</param>
    /// <param name="below">What is on the stack below the frame, in bytes.</param>
    public static Op Frame(int field, int below = 0) => qword[rsp + (field + below)];
}
