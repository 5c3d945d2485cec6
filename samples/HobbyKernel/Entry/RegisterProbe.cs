// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>Macros that fill every register with a known pattern, leave by some door, and store every register again.</summary>
public abstract class RegisterProbe : EntryAssembler
{
    /// <summary>No flag but the one that is always set; IF keeps its value where ring 3 may not change it.</summary>
    private const int NoFlags = 2;

    /// <summary>General registers by number.</summary>
    protected static readonly Op[] General = [rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15];

    private static readonly Op[] Vector =
        [xmm0, xmm1, xmm2, xmm3, xmm4, xmm5, xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15];

    /// <summary>16 values of 16 bytes, one an xmm register, and MXCSR.</summary>
    protected void PatternData(Symbol vectors, Symbol mxcsr)
    {
        align(16);
        bind(vectors);
        for (var register = 0; register < Pattern.VectorRegisters; register++)
            dq(Pattern.Vector(register, 0), Pattern.Vector(register, 1));
        bind(mxcsr);
        dd(Pattern.Mxcsr);
    }

    /// <summary>Fills the vector registers, the flags and every general register but rsp.</summary>
    internal void LoadPatterns(Test test, Symbol vectors, Symbol mxcsr)
    {
        for (var register = 0; register < Vector.Length; register++)
            movups(Vector[register], xmmword[vectors + 16 * register]);
        ldmxcsr(dword[mxcsr]);
        push((int)Pattern.Flags);
        popfq();
        for (var register = 0; register < General.Length; register++)
        {
            if (register != Pattern.RegisterRsp)
                mov(General[register], Pattern.General((int)test, register));
        }
    }

    /// <summary>Stores every register but changes none, until the flags are stored too.</summary>
    /// <param name="probe">Room for <see cref="Probe.Bytes"/> bytes.</param>
    /// <param name="stack">A stack for the flags, or none to use the one there is.</param>
    protected void StoreRegisters(Symbol probe, Op stack = default)
    {
        for (var register = 0; register < General.Length; register++)
            mov(qword[probe + Probe.General + 8 * register], General[register]);
        if (!stack.Equals(default(Op)))
            mov(rsp, stack);
        pushfq();
        pop(qword[probe + Probe.Flags]);
        push(NoFlags);
        popfq();
        for (var register = 0; register < Vector.Length; register++)
            movups(xmmword[probe + Probe.Vectors + 16 * register], Vector[register]);
        stmxcsr(dword[probe + Probe.Mxcsr]);
        mov(eax, cs);
        mov(qword[probe + Probe.Cs], rax);
        mov(eax, ss);
        mov(qword[probe + Probe.Ss], rax);
        mov(eax, gs);
        mov(qword[probe + Probe.Gs], rax);
    }
}
