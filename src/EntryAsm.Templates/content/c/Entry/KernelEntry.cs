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

/// <summary>A program for ring 3: says a line, and ends. All addresses in it are distances, so the kernel maps it where it likes.</summary>
[EntryModule]
public sealed partial class UserProgram : EntryAssembler
{
    private static readonly Symbol user_start = Global();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        const string line = "ring 3 runs\n";
        var text = label();
        section(".user", "ax");
        align(4096);
        bind(user_start);
        lea(rdi, ptr[rip + text]);
        mov(esi, line.Length);
        xor(eax, eax); // system call 0: write
        syscall();
        mov(eax, 1); // system call 1: end
        syscall();
        ud2();
        bind(text);
        ascii(line);
        align(4096);
    }
}
