// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// An instruction is missing, or stands in the wrong order: what is left computes something that nobody takes, or takes something that nobody has computed.
internal sealed partial class Pairs
{
    [Pair("EA0447")]
    private void BranchBehindAComparisonIsMissing()
    {
        var kernel = label();
        bind(entry_point);
        gate(0x30, entry_point);
        cld();
        push(rax);
        Fault(); cmp(qword[rsp + 16], 0x33);
        if (IsGood)
            jne(kernel);
        test(@byte[rsp + 24], 1);
        jne(kernel);
        inc(qword.gs[8]);
        bind(kernel);
        pop(rax);
        iretq();
    }

    [Pair("EA0447")]
    private void ArgumentIsLoadedForNobody()
    {
        bind(entry_point);
        gate(0x31, entry_point);
        cld();
        SaveSpent();
        Fault(); mov(rdi, qword[rsp + 72]);
        if (IsGood)
            call(handle);
        RestoreSpent();
        iretq();
    }

    [Pair("EA0488")]
    private void CarryBehindTest()
    {
        var below = label();
        bind(entry_point);
        gate(0x32, entry_point);
        cld();
        push(rax);
        if (IsGood)
            cmp(dword[rsp + 16], 0x33);
        else
            test(dword[rsp + 16], 0x33);
        Fault(); jb(below);
        inc(qword.gs[8]);
        bind(below);
        pop(rax);
        iretq();
    }

    [Pair("EA0445")]
    private void TakenFromOneGivenToAnother()
    {
        bind(entry_point);
        gate(0x33, entry_point);
        cld();
        SaveSpent();
        sub(qword.gs[0x40], 0x1000);
        call(handle);
        add(qword.gs[IsGood ? 0x40 : 0x48], 0x1000);
        RestoreSpent();
        Fault(); iretq();
    }

    [Pair("EA0401")]
    private void FlagsAreTakenThatNobodyPushed()
    {
        type(entry_point, SymbolType.Function);
        bind(entry_point);
        if (IsGood)
            pushfq();
        cli();
        mov(qword.gs[8], rdi);
        Fault(); popfq();
        ret();
    }

    [Pair("EA0401")]
    private void ReturnsToWhatCHasLeft()
    {
        var routine = label();
        bind(entry_point);
        gate(0x34, entry_point);
        cld();
        SaveSpent();
        push(rbx);
        call(routine);
        pop(rbx);
        RestoreSpent();
        iretq();
        bind(routine);
        pop(rbx);
        call(handle);
        push(IsGood ? rbx : r8);
        Fault(); ret();
    }

    [Pair("EA0487")]
    private void AlternativeOfTwoNothings()
    {
        var over = label();
        bind(entry_point);
        gate(0x35, entry_point);
        alternative(
            () =>
            {
                if (IsGood)
                    jmp(over);
                else
                {
                    Fault(); skip(2, 0x90);
                }
            },
            () => skip(2, 0x90), 7);
        inc(qword.gs[8]);
        bind(over);
        iretq();
    }

    [Pair("EA0444")]
    private void ErrorCodeIsReadWhenItIsGone()
    {
        // Several vectors go through the same routine on their way in: only this one has an error code.
        callee(handle_with_code, CalleeTraits.TakesRegisters | CalleeTraits.TakesErrorCode);
        var save = label();
        bind(second_entry);
        gate(6, second_entry);
        push(-1);
        call(save);
        mov(rdi, rsp);
        xor(esi, esi);
        call(handle_with_code);
        PopRegisters();
        add(rsp, 8);
        iretq();
        bind(entry_point);
        gate(14, entry_point, hasErrorCode: true);
        call(save);
        mov(rdi, rsp);
        if (IsGood)
            mov(rsi, qword[rsp + 15 * 8]);
        mov(qword[rsp + 15 * 8], -1);
        if (!IsGood)
            mov(rsi, qword[rsp + 15 * 8]);
        Fault(); call(handle_with_code);
        PopRegisters();
        add(rsp, 8);
        iretq();
        bind(save);
        cld();
        xchg(rdi, qword[rsp]);
        for (var i = 1; i < registersFromTop.Length; i++)
            push(registersFromTop[i]);
        push(rdi);
        ret();
    }

    [Pair("EA0471", Speculation = true)]
    private void ClearedWithAnotherRegister()
    {
        bind(entry_point);
        gate(0x80, entry_point, dpl: 3);
        cld();
        push(-1);
        PushRegisters();
        foreach (var register in new[] { ebx, ebp, r11d, r12d, r13d, r14d, r15d })
            xor(register, register);
        xor(r10d, IsGood ? r10d : edx);
        mov(rdi, rsp);
        Fault(); call(handle);
        PopRegisters();
        add(rsp, 8);
        iretq();
    }

    [Pair("EA0430")]
    private void SavedWhenItIsMixedAlready()
    {
        bind(entry_point);
        gate(0x36, entry_point);
        cld();
        if (!IsGood)
            xor(rbx, rdx);
        push(rbx);
        inc(qword.gs[8]);
        pop(rbx);
        Fault(); iretq();
    }

    [Pair("EA0442")]
    private void ShiftedTheWrongWayRound()
    {
        EnterSystemCall();
        push(rcx); push(r11);
        xor(edi, edi);
        call(handle);
        ClearSpent();
        pop(r11); pop(rcx);
        if (IsGood)
        {
            shl(rcx, 16);
            sar(rcx, 16);
        }
        else
        {
            sar(rcx, 16);
            shl(rcx, 16);
        }

        mov(rsp, qword.gs[8]);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0410")]
    private void StackIsPoppedFromTheFrame()
    {
        EnterSystemCall();
        push(rcx); push(rdx); push(r11);
        xor(edi, edi);
        call(handle);
        ClearSpent();
        pop(r11);
        pop(rdx);
        pop(IsGood ? rcx : rsp);
        shl(rcx, 16);
        sar(rcx, 16);
        Fault(); push(rdx);
        pop(rdx);
        mov(rsp, qword.gs[8]);
        swapgs();
        sysretq();
    }
}
