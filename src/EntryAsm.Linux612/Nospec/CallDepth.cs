// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// nospec-branch.h: call depth tracking, for Skylake's underflow of the return stack buffer (Retbleed, CVE-2022-29901). A per-CPU word is shifted right
// by five bits, keeping its sign, on every call and left on every return: when it runs empty after twelve returns the buffer is filled again.
public abstract partial class LinuxEntry
{
    /// <summary>Bits that a call shifts the depth by.</summary>
    protected const int RET_DEPTH_SHIFT = 5;

    /// <summary>Calls that fill the return stack buffer after it ran empty.</summary>
    protected const int RSB_RET_STUFF_LOOPS = 16;

    private Op call_depth => PER_CPU_VAR(qword, pcpu_hot + Kernel.X86_call_depth);

    /// <summary>Counts a call on processors that track their depth.</summary>
    protected void CALL_DEPTH_ACCOUNT()
    {
        if (Kernel.CallDepthTracking)
            ALTERNATIVE(() => { }, INCREMENT_CALL_DEPTH, Kernel.X86_FEATURE_CALL_DEPTH);
    }

    /// <summary>The return stack buffer is full: twelve calls are credited.</summary>
    protected void CREDIT_CALL_DEPTH()
    {
        if (Kernel.CallDepthTracking)
            mov(call_depth, -1);
    }

    /// <summary>Depth zero; spends rax.</summary>
    protected void RESET_CALL_DEPTH()
    {
        if (!Kernel.CallDepthTracking)
            return;

        xor(eax, eax);
        bts(rax, 63);
        mov(call_depth, rax);
    }

    /// <summary>Depth one, in a function that was called itself; spends rax.</summary>
    protected void RESET_CALL_DEPTH_FROM_CALL()
    {
        if (!Kernel.CallDepthTracking)
            return;

        mov(al, 0xfc);
        shl(rax, 56);
        mov(call_depth, rax);
        CallThunksDebugInc(__x86_call_count);
    }

    private void INCREMENT_CALL_DEPTH()
    {
        sar(call_depth, RET_DEPTH_SHIFT);
        CallThunksDebugInc(__x86_call_count);
    }

    /// <summary>Counts an event, under <c>CONFIG_CALL_THUNKS_DEBUG</c>.</summary>
    private void CallThunksDebugInc(Symbol counter)
    {
        if (Kernel.CallThunksDebug)
            inc(PER_CPU_VAR(qword, counter));
    }
}
