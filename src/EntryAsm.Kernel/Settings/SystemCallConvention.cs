// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel;

/// <summary>What the function that answers system calls is passed. What it returns in rax is what ring 3 finds in rax.</summary>
public enum SystemCallConvention
{
    /// <summary><c>long answer(TrapFrame *)</c>: everything, to be read and written.</summary>
    Frame,

    /// <summary>
    /// <c>long answer(long number, long a, long b, long c, long d, long e, long f)</c>: rax, rdi, rsi, rdx, r10, r8 and r9 of ring 3, in the order in which a compiler expects
    /// arguments (psABI AMD64, 3.2.3).
    /// </summary>
    Arguments,
}
