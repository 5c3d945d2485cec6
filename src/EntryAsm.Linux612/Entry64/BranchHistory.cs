// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// entry_64.S: overwrites the branch history (BHI, CVE-2022-0001) on processors older than Alder Lake, which cannot keep user mode's from counting.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// <c>clear_bhb_loop</c>: five times, five calls deep, five branches. The frame pointer lets the unwinder through. Every return lies in the upper half of
    /// a cache line, where Indirect Target Selection (CVE-2024-28956) does not need a thunk for it.
    /// </summary>
    protected void ClearBhbLoop()
    {
        const int RoundsAndDepth = 5;
        const int CacheLine = 64;
        const int HalfALine = CacheLine / 2;
        const int BytesOfACall = 5;
        const int BytesOfTheInnerLoop = 18;
        Label outer = label(), inner = label(), start = label(), jump = label(), done = label();

        SYM_FUNC_START(clear_bhb_loop);
        push(rbp);
        mov(rbp, rsp);
        mov(ecx, RoundsAndDepth);
        ANNOTATE_INTRA_FUNCTION_CALL();
        call(outer);
        jmp(done);

        align(CacheLine, 0xcc);
        skip(HalfALine - BytesOfACall, 0xcc);
        ANNOTATE_INTRA_FUNCTION_CALL();
        bind(outer);
        call(inner);
        RET();

        align(CacheLine, 0xcc);
        skip(HalfALine - BytesOfTheInnerLoop, 0xcc);
        bind(inner);
        mov(eax, RoundsAndDepth);
        bind(start);
        jmp(jump);
        nop();
        bind(jump);
        sub(eax, 1);
        jnz(start);
        sub(ecx, 1);
        jnz(outer);
        RET();

        bind(done);
        lfence();
        pop(rbp);
        RET();
        SYM_FUNC_END(clear_bhb_loop);
        EXPORT_SYMBOL_GPL(clear_bhb_loop);
        STACK_FRAME_NON_STANDARD(clear_bhb_loop);
    }
}
