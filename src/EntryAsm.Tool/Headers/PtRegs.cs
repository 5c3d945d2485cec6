// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.Linux;

namespace EntryAsm.Tool;

/// <summary>The structure <c>pt_regs</c> as the macros of EntryAsm.Linux build it: from their own constants.</summary>
internal abstract class PtRegs : LinuxEntry
{
    private PtRegs()
        : base()
    {
    }

    /// <summary>Its fields, by offset in bytes; the names are those of arch/x86/include/asm/ptrace.h.</summary>
    public static IReadOnlyList<(string Name, int Offset)> Registers { get; } =
    [
        .. new (string Name, int Offset)[]
        {
            ("r15", R15), ("r14", R14), ("r13", R13), ("r12", R12), ("bp", RBP), ("bx", RBX), ("r11", R11), ("r10", R10), ("r9", R9), ("r8", R8), ("ax", RAX), ("cx", RCX),
            ("dx", RDX), ("si", RSI), ("di", RDI), ("orig_ax", ORIG_RAX), ("ip", RIP), ("cs", CS), ("flags", EFLAGS), ("sp", RSP), ("ss", SS),
        }.OrderBy(static register => register.Offset),
    ];

    /// <summary>Its size in bytes.</summary>
    public static int Size => Registers[^1].Offset + sizeof(ulong);
}
