// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// retpoline.S: what returns jump to, under CONFIG_MITIGATION_RETHUNK. The kernel chooses one for its processor and patches every return.
public abstract partial class LinuxEntry
{
    private void ReturnThunks()
    {
        section(".text..__x86.return_thunk");
        if (Kernel.Srso)
            Srso();
        else
            SrsoDummy();
        if (Kernel.UnretEntry)
            RetbleedUntrainRet();
        if (Kernel.UnretEntry || Kernel.Srso)
            EntryUntrainRet();
        if (Kernel.CallDepthTracking)
            CallDepthReturnThunk();
        if (Kernel.Its)
            ItsThunks();
        DefaultReturnThunk();
    }

    /// <summary><c>entry_untrain_ret</c>: one of the two ways; without its mitigation a way is never taken.</summary>
    private void EntryUntrainRet()
    {
        SYM_FUNC_START(entry_untrain_ret);
        ALTERNATIVE(
            () => { if (Kernel.UnretEntry) jmp(retbleed_untrain_ret); else ud2(); },
            () => { if (Kernel.Srso) jmp(srso_untrain_ret); else ud2(); }, Kernel.X86_FEATURE_SRSO);
        SYM_FUNC_END(entry_untrain_ret);
        __EXPORT_THUNK(entry_untrain_ret);
    }

    /// <summary><c>call_depth_return_thunk</c>: sixteen bytes of code while the depth is not zero; then it fills the return stack buffer.</summary>
    private void CallDepthReturnThunk()
    {
        var empty = label();
        align(64);
        SYM_FUNC_START(call_depth_return_thunk);
        ANNOTATE_NOENDBR();
        CallThunksDebugInc(__x86_ret_count);
        shl(call_depth, RET_DEPTH_SHIFT);
        jz(empty);
        UnsafeRet();

        bind(empty);
        CallThunksDebugInc(__x86_stuffs_count);
        rept(RSB_RET_STUFF_LOOPS, _ => __FILL_RETURN_SLOT());
        add(rsp, 8 * RSB_RET_STUFF_LOOPS);
        CREDIT_CALL_DEPTH();
        UnsafeRet();
        SYM_FUNC_END(call_depth_return_thunk);
    }

    /// <summary><c>__x86_return_thunk</c>: until the kernel has patched its returns. Used later it warns, where another thunk is needed.</summary>
    private void DefaultReturnThunk()
    {
        SYM_CODE_START(__x86_return_thunk);
        UNWIND_HINT_FUNC();
        ANNOTATE_NOENDBR();
        if (Kernel.UnretEntry || Kernel.Srso || Kernel.CallDepthTracking)
            ALTERNATIVE(PlainRet, () => jmp(warn_thunk_thunk), Kernel.X86_FEATURE_ALWAYS);
        else
            PlainRet();
        int3();
        SYM_CODE_END(__x86_return_thunk);
        EXPORT_SYMBOL(__x86_return_thunk);
    }

    private void PlainRet()
    {
        ANNOTATE_UNRET_SAFE();
        ret();
    }

    /// <summary>Indirect Target Selection (CVE-2024-28956): branches must lie in the upper half of a cache line.</summary>
    private void ItsThunks()
    {
        var array = Extern("__x86_indirect_its_thunk_array");
        align(64, 0xcc);
        skip(32, 0xcc);
        SYM_CODE_START(array);
        foreach (var reg in GeneralRegisters)
            ITS_THUNK(reg);
        align(64, 0xcc);
        SYM_CODE_END(array);

        align(64, 0xcc);
        skip(32, 0xcc);
        SYM_CODE_START(its_return_thunk);
        UNWIND_HINT_FUNC();
        ANNOTATE_NOENDBR();
        UnsafeRet();
        SYM_CODE_END(its_return_thunk);
        EXPORT_SYMBOL(its_return_thunk);
    }

    private void ITS_THUNK(Op reg)
    {
        BeginThunk(Thunk("indirect_its", reg));
        ANNOTATE_RETPOLINE_SAFE();
        jmp(reg);
        int3();

        // To the end of the line, and over the lower half of the next.
        align(32, 0xcc);
        skip(32, 0xcc);
    }
}
