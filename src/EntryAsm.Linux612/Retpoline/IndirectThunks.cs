// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System;
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// retpoline.S: a thunk a register, in machine order, for indirect branches.
public abstract partial class LinuxEntry
{
    /// <summary>Bytes a thunk has room for.</summary>
    private const int RETPOLINE_THUNK_SIZE = 32;

    private Op[] GeneralRegisters => [rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15];

    /// <summary>All of retpoline for the configuration.</summary>
    protected void WholeRetpoline()
    {
        section(".text..__x86.indirect_thunk");
        Thunks("indirect", THUNK);
        if (Kernel.CallDepthTracking)
        {
            Thunks("indirect_call", CALL_THUNK);
            Thunks("indirect_jump", JUMP_THUNK);
        }

        if (Kernel.Rethunk)
            ReturnThunks();
    }

    /// <summary>An array of thunks: <c>__x86_KIND_thunk_array</c> and <c>__x86_KIND_thunk_REGISTER</c> in it.</summary>
    private void Thunks(string kind, Action<Symbol, Op> thunk)
    {
        var array = Extern("__x86_" + kind + "_thunk_array");
        align(RETPOLINE_THUNK_SIZE);
        SYM_CODE_START(array);
        foreach (var reg in GeneralRegisters)
        {
            align(RETPOLINE_THUNK_SIZE);
            thunk(Thunk(kind, reg), reg);
        }

        align(RETPOLINE_THUNK_SIZE);
        SYM_CODE_END(array);
        foreach (var reg in GeneralRegisters)
            __EXPORT_THUNK(Thunk(kind, reg));
    }

    private static Symbol Thunk(string kind, Op reg) => Extern("__x86_" + kind + "_thunk_" + reg);

    /// <summary>The thunk: a return trampoline, or LFENCE and the branch, or the branch.</summary>
    private void THUNK(Symbol name, Op reg)
    {
        BeginThunk(name);
        ALTERNATIVE_2(
            () => { POLINE(reg); RET(); },
            () => { lfence(); ANNOTATE_RETPOLINE_SAFE(); jmp(reg); int3(); }, Kernel.X86_FEATURE_RETPOLINE_LFENCE,
            () => { ANNOTATE_RETPOLINE_SAFE(); jmp(reg); }, ALT_NOT(Kernel.X86_FEATURE_RETPOLINE));
    }

    /// <summary>The thunk of calls that are counted.</summary>
    private void CALL_THUNK(Symbol name, Op reg)
    {
        BeginThunk(name);
        CALL_DEPTH_ACCOUNT();
        POLINE(reg);
        UnsafeRet();
    }

    /// <summary>The thunk of jumps where calls are counted.</summary>
    private void JUMP_THUNK(Symbol name, Op reg)
    {
        BeginThunk(name);
        POLINE(reg);
        UnsafeRet();
    }

    private void BeginThunk(Symbol name)
    {
        SYM_INNER_LABEL(name);
        UNWIND_HINT_UNDEFINED();
        ANNOTATE_NOENDBR();
    }

    /// <summary>The target goes where the return address is; a return predicted by the call stops at once.</summary>
    private void POLINE(Op reg)
    {
        var do_rop = label();
        ANNOTATE_INTRA_FUNCTION_CALL();
        call(do_rop);
        int3();
        bind(do_rop);
        mov(qword[rsp], reg);
        UNWIND_HINT_FUNC();
    }

    /// <summary>A return that has no thunk.</summary>
    private void UnsafeRet()
    {
        ANNOTATE_UNRET_SAFE();
        ret();
        int3();
    }

    private void __EXPORT_THUNK(Symbol sym)
    {
        _ASM_NOKPROBE(sym);
        EXPORT_SYMBOL(sym);
    }
}
