// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// calling.h: where the registers of the interrupted code are on the stack, in bytes from struct pt_regs. The last five are the frame the
// processor pushes (Intel SDM vol. 3, 6.14.2).
public abstract partial class LinuxEntry
{
    /// <summary>Offset in bytes of r15 in <c>struct pt_regs</c>.</summary>
    protected const int R15 = 0 * 8;

    /// <summary>Offset in bytes of r14 in <c>struct pt_regs</c>.</summary>
    protected const int R14 = 1 * 8;

    /// <summary>Offset in bytes of r13 in <c>struct pt_regs</c>.</summary>
    protected const int R13 = 2 * 8;

    /// <summary>Offset in bytes of r12 in <c>struct pt_regs</c>.</summary>
    protected const int R12 = 3 * 8;

    /// <summary>Offset in bytes of rbp in <c>struct pt_regs</c>.</summary>
    protected const int RBP = 4 * 8;

    /// <summary>Offset in bytes of rbx in <c>struct pt_regs</c>.</summary>
    protected const int RBX = 5 * 8;

    /// <summary>Offset in bytes of r11 in <c>struct pt_regs</c>.</summary>
    protected const int R11 = 6 * 8;

    /// <summary>Offset in bytes of r10 in <c>struct pt_regs</c>.</summary>
    protected const int R10 = 7 * 8;

    /// <summary>Offset in bytes of r9 in <c>struct pt_regs</c>.</summary>
    protected const int R9 = 8 * 8;

    /// <summary>Offset in bytes of r8 in <c>struct pt_regs</c>.</summary>
    protected const int R8 = 9 * 8;

    /// <summary>Offset in bytes of rax in <c>struct pt_regs</c>.</summary>
    protected const int RAX = 10 * 8;

    /// <summary>Offset in bytes of rcx in <c>struct pt_regs</c>.</summary>
    protected const int RCX = 11 * 8;

    /// <summary>Offset in bytes of rdx in <c>struct pt_regs</c>.</summary>
    protected const int RDX = 12 * 8;

    /// <summary>Offset in bytes of rsi in <c>struct pt_regs</c>.</summary>
    protected const int RSI = 13 * 8;

    /// <summary>Offset in bytes of rdi in <c>struct pt_regs</c>.</summary>
    protected const int RDI = 14 * 8;

    /// <summary>Offset in bytes of the system call's number, the error code or the vector in <c>struct pt_regs</c>.</summary>
    protected const int ORIG_RAX = 15 * 8;

    /// <summary>Offset in bytes of rip in <c>struct pt_regs</c>.</summary>
    protected const int RIP = 16 * 8;

    /// <summary>Offset in bytes of cs in <c>struct pt_regs</c>.</summary>
    protected const int CS = 17 * 8;

    /// <summary>Offset in bytes of rflags in <c>struct pt_regs</c>.</summary>
    protected const int EFLAGS = 18 * 8;

    /// <summary>Offset in bytes of rsp in <c>struct pt_regs</c>.</summary>
    protected const int RSP = 19 * 8;

    /// <summary>Offset in bytes of ss in <c>struct pt_regs</c>.</summary>
    protected const int SS = 20 * 8;

    /// <summary>Bytes of a <c>struct pt_regs</c>.</summary>
    protected const int FRAME_SIZE = 21 * 8;
}
