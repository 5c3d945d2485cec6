// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux.KernelSymbols;

namespace EntryAsm.Linux;

// asm/asm.h: instructions that may fault, and where to go on then.
public abstract partial class LinuxEntry
{
    /// <summary>An instruction whose fault is no error: the kernel goes on at another place.</summary>
    /// <param name="from">The instruction.</param>
    /// <param name="to">Where to go on.</param>
    protected void _ASM_EXTABLE(Symbol from, Symbol to) => _ASM_EXTABLE_HANDLE(from, to, ex_handler_default);

    /// <summary>An instruction whose fault a function handles.</summary>
    /// <param name="from">The instruction.</param>
    /// <param name="to">Where to go on.</param>
    /// <param name="handler">The function that decides.</param>
    protected void _ASM_EXTABLE_HANDLE(Symbol from, Symbol to, Symbol handler) => extable(from, to, handler);
}
