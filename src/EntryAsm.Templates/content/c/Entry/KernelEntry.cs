// SPDX-License-Identifier: MIT
using EntryAsm;
using EntryAsm.Kernel;

namespace MyKernel;

/// <summary>Interrupts, exceptions and system calls: what the processor jumps to, and the functions of kernel.c that answer.</summary>
[EntryModule]
public sealed partial class KernelEntry : KernelKit
{
    private static readonly Symbol handle_interrupt = Extern();
    private static readonly Symbol handle_exception = Extern();
    private static readonly Symbol answer_system_call = Extern();

    /// <inheritdoc/>
    protected override void Assemble() => EntryCode(handle_interrupt, answer_system_call,
        new ExceptionRow(1, handle_exception), // debug
        new ExceptionRow(2, handle_exception), // NMI
        new ExceptionRow(8, handle_exception), // double fault
        new ExceptionRow(13, handle_exception), // general protection
        new ExceptionRow(14, handle_exception), // page fault
        new ExceptionRow(18, handle_exception)); // machine check
}

/// <summary>What C calls.</summary>
[EntryModule]
public sealed partial class KernelRoutines : KernelKit
{
    /// <inheritdoc/>
    protected override void Assemble()
    {
        KernelFunctions();
        Instructions();
    }
}

/// <summary>From the loader to <c>kernel_main</c>.</summary>
[EntryModule]
public sealed partial class KernelBoot : KernelKit
{
    private static readonly Symbol kernel_main = Extern();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        PvhHeader();
        Multiboot2Header();
        StartUp(kernel_main);
    }
}
