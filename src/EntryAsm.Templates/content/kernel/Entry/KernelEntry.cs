// SPDX-License-Identifier: MIT
using EntryAsm;
using EntryAsm.Kernel;

namespace MyKernel;

/// <summary>Interrupts, exceptions and system calls: what the processor jumps to, and the functions of C# that answer.</summary>
[EntryModule]
public sealed partial class KernelEntry : KernelKit
{
    private static readonly Symbol handle_interrupt = Extern();
    private static readonly Symbol handle_exception = Extern();
    private static readonly Symbol handle_debug = Extern();
    private static readonly Symbol handle_nmi = Extern();
    private static readonly Symbol handle_breakpoint = Extern();
    private static readonly Symbol handle_fatal = Extern();
    private static readonly Symbol handle_page_fault = Extern();
    private static readonly Symbol answer_system_call = Extern();

    /// <inheritdoc/>
    protected override KitSettings Settings => Kit.Settings;

    /// <inheritdoc/>
    protected override void Assemble()
    {
        EntryCode(handle_interrupt, answer_system_call,
            new ExceptionRow(0, handle_exception), // division
            new ExceptionRow(1, handle_debug),
            new ExceptionRow(2, handle_nmi),
            new ExceptionRow(3, handle_breakpoint),
            new ExceptionRow(6, handle_exception), // invalid instruction
            new ExceptionRow(8, handle_fatal), // double fault
            new ExceptionRow(11, handle_exception), // segment not present
            new ExceptionRow(12, handle_exception), // stack segment
            new ExceptionRow(13, handle_exception), // general protection
            new ExceptionRow(14, handle_page_fault),
            new ExceptionRow(18, handle_fatal)); // machine check
    }
}
