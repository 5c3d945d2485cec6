// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using static EntryAsm.Linux612.KernelSymbols;

namespace EntryAsm.Linux612;

// retpoline.S: AMD's return predictor is untrained by running the bytes of the return as part of another instruction.
public abstract partial class LinuxEntry
{
    /// <summary>
    /// Zen 3 and 4 (Inception, CVE-2023-20569): the linker places <c>srso_alias_untrain_ret</c> and <c>srso_alias_safe_ret</c> where they share an entry of the
    /// branch target buffer, so running the one throws out what was trained for the other. Zen 1 and 2: the return lies inside a MOVABS.
    /// </summary>
    private void Srso()
    {
        SrsoAlias();
        SrsoUntrainRet();

        SYM_CODE_START(srso_return_thunk);
        UNWIND_HINT_FUNC();
        ANNOTATE_NOENDBR();
        call(srso_safe_ret);
        ud2();
        SYM_CODE_END(srso_return_thunk);
    }

    private void SrsoAlias()
    {
        pushsection(".text..__x86.rethunk_untrain");
        SYM_CODE_START_NOALIGN(srso_alias_untrain_ret);
        UNWIND_HINT_FUNC();
        ANNOTATE_NOENDBR();
        db(0x66, 0x90);
        lfence();
        jmp(srso_alias_return_thunk);
        SYM_FUNC_END(srso_alias_untrain_ret);
        __EXPORT_THUNK(srso_alias_untrain_ret);
        popsection();

        pushsection(".text..__x86.rethunk_safe");
        SYM_CODE_START_NOALIGN(srso_alias_safe_ret);
        ANNOTATE_NOENDBR();

        // LEA and RET are what HANDLE_INTR_SAFERET looks for.
        lea(rsp, ptr[rsp + 8]);
        UNWIND_HINT_FUNC();
        ANNOTATE_NOENDBR();
        UnsafeRet();
        SYM_FUNC_END(srso_alias_safe_ret);

        SYM_CODE_START_NOALIGN(srso_alias_return_thunk);
        UNWIND_HINT_FUNC();
        ANNOTATE_NOENDBR();
        call(srso_alias_safe_ret);
        ud2();
        SYM_CODE_END(srso_alias_return_thunk);
        popsection();
    }

    /// <summary>The safe return starts a cache line; in front of it the two bytes that make a MOVABS of it.</summary>
    private void SrsoUntrainRet()
    {
        const int CacheLine = 64;
        const int BytesBeforeSafeRet = 2;
        align(CacheLine);
        skip(CacheLine - BytesBeforeSafeRet, 0xcc);
        SYM_CODE_START_LOCAL_NOALIGN(srso_untrain_ret);
        ANNOTATE_NOENDBR();
        db(0x48, 0xb8);

        SYM_INNER_LABEL(srso_safe_ret);
        lea(rsp, ptr[rsp + 8]);
        ret();
        int3();
        int3();

        // The MOVABS ends here.
        lfence();
        call(srso_safe_ret);
        ud2();
        SYM_CODE_END(srso_safe_ret);
        SYM_FUNC_END(srso_untrain_ret);
    }

    /// <summary>Without the mitigation: the target of an alternative that is never taken.</summary>
    private void SrsoDummy()
    {
        SYM_CODE_START(srso_alias_untrain_ret);
        ANNOTATE_UNRET_SAFE();
        ANNOTATE_NOENDBR();
        ret();
        int3();
        SYM_FUNC_END(srso_alias_untrain_ret);
        __EXPORT_THUNK(srso_alias_untrain_ret);
    }

    /// <summary>
    /// Zen 1 and 2 (Retbleed, CVE-2022-29900): the return at the start of a cache line is the second byte of TEST imm8, bl. Run as TEST it evicts the prediction;
    /// the jump back then makes a right one.
    /// </summary>
    private void RetbleedUntrainRet()
    {
        const int CacheLine = 64;
        const int BytesBeforeReturn = 1;
        align(CacheLine);
        skip(CacheLine - BytesBeforeReturn, 0xcc);
        SYM_CODE_START_LOCAL_NOALIGN(retbleed_untrain_ret);
        ANNOTATE_NOENDBR();
        db(0xf6);

        SYM_INNER_LABEL(retbleed_return_thunk);
        ret();
        int3();
        SYM_CODE_END(retbleed_return_thunk);

        lfence();
        jmp(retbleed_return_thunk);
        int3();
        SYM_FUNC_END(retbleed_untrain_ret);
    }
}
