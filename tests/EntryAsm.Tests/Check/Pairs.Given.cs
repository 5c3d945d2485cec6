// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// What C is given, what is taken from the interrupted program, what is counted.
internal sealed partial class Pairs
{
    private static readonly Op[] registersFromTop = [rdi, rsi, rdx, rcx, rax, r8, r9, r10, r11, rbx, rbp, r12, r13, r14, r15];

    private static readonly Symbol handle_with_code = Extern(), do_call = Extern();

    /// <summary>The registers below rip, cs, rflags, rsp, ss and the word for an error code, as <c>struct pt_regs</c> has them.</summary>
    private void PushRegisters(Op? leftOut = null, Op? twice = null)
    {
        foreach (var register in registersFromTop)
            push(leftOut is not null && register.Equals(leftOut.Value) ? twice!.Value : register);
    }

    private void PopRegisters()
    {
        for (var i = registersFromTop.Length - 1; i >= 0; i--)
            pop(registersFromTop[i]);
    }

    [Pair("EA0444")]
    private void RegisterPushedTwice()
    {
        callee(handle, CalleeTraits.TakesRegisters);
        bind(entry_point);
        gate(0x20, entry_point);
        push(-1);
        cld();
        PushRegisters(leftOut: r12, twice: IsGood ? r12 : r13);
        mov(rdi, rsp);
        Fault(); call(handle);
        PopRegisters();
        add(rsp, 8);
        iretq();
    }

    [Pair("EA0444")]
    private void ClearedBeforeItIsPushed()
    {
        callee(handle, CalleeTraits.TakesRegisters);
        bind(entry_point);
        gate(0x21, entry_point);
        push(-1);
        cld();
        if (!IsGood)
            xor(ecx, ecx);
        PushRegisters();
        mov(rdi, rsp);
        Fault(); call(handle);
        PopRegisters();
        add(rsp, 8);
        iretq();
    }

    [Pair("EA0444")]
    private void AddressOfTheFrameIsMissing()
    {
        callee(handle, CalleeTraits.TakesRegisters);
        bind(entry_point);
        gate(6, entry_point);
        push(-1);
        cld();
        PushRegisters();
        if (IsGood)
            lea(rdi, ptr[rsp]);
        Fault(); call(handle);
        PopRegisters();
        lea(rsp, ptr[rsp + 8]);
        iretq();
    }

    [Pair("EA0444")]
    private void ErrorCodeFromTheWordAbove()
    {
        callee(handle_with_code, CalleeTraits.TakesRegisters | CalleeTraits.TakesErrorCode);
        bind(entry_point);
        gate(13, entry_point, hasErrorCode: true);
        cld();
        PushRegisters();
        mov(rdi, rsp);
        mov(rsi, qword[rdi + (IsGood ? 120 : 128)]);
        Fault(); call(handle_with_code);
        PopRegisters();
        add(rsp, 8);
        iretq();
    }

    [Pair("EA0444")]
    private void NumberIsLost()
    {
        callee(do_call, CalleeTraits.TakesNumberAndRegisters);
        EnterSystemCall();
        push(0x2b);
        push(qword.gs[8]);
        push(r11);
        push(0x33);
        push(rcx);
        push(rax);
        PushRegisters();
        mov(rdi, IsGood ? rax : rbx);
        mov(rsi, rsp);
        Fault(); call(do_call);
        ud2();
    }

    [Pair("EA0443")]
    private void FrameThroughTheWrongRegister()
    {
        bind(entry_point);
        gate(0x22, entry_point);
        push(rdx);
        mov(rdx, rsp);
        Fault(); push(qword[(IsGood ? rdx : rbx) + 8]);
        add(rsp, 8);
        pop(rdx);
        iretq();
    }

    [Pair("EA0443")]
    private void PointerIsClearedTooEarly()
    {
        bind(entry_point);
        gate(0x23, entry_point);
        push(rsi);
        push(rax);
        lea(rsi, ptr[rsp + 16]);
        if (!IsGood)
            xor(esi, esi);
        Fault(); mov(rax, qword[rsi + 8]);
        pop(rax);
        pop(rsi);
        iretq();
    }

    [Pair("EA0443")]
    private void SystemCallReadsItsCallersMemoryClosed()
    {
        EnterSystemCall();
        push(rcx);
        push(r11);
        if (IsGood)
            stac();
        Fault(); mov(rdx, qword[rdi + 16]);
        clac();
        mov(rdi, rdx);
        call(handle);
        ud2();
    }

    [Pair("EA0426")]
    private void PageTablesFromTheWrongRegister()
    {
        bind(entry_point);
        gate(2, entry_point, ist: 1);
        push(rax);
        push(rdx);
        mov(rdx, cr3);
        and(rdx, ~0x1000);
        Fault(); mov(cr3, IsGood ? rdx : rsi);
        pop(rdx);
        pop(rax);
        ud2();
    }

    [Pair("EA0426")]
    private void PageTablesAreNotReadFirst()
    {
        bind(entry_point);
        gate(14, entry_point, hasErrorCode: true);
        push(rax);
        if (IsGood)
            mov(rax, cr3);
        btr(rax, 12);
        Fault(); mov(cr3, rax);
        ud2();
    }

    [Pair("EA0445")]
    private void DepthIsCountedUpOnly()
    {
        DepthOf(entry_point, 0x24, isCountedDown: true);
        DepthOf(second_entry, 0x25, isCountedDown: IsGood);
    }

    private void DepthOf(Symbol symbol, int vector, bool isCountedDown)
    {
        bind(symbol);
        gate(vector, symbol);
        cld();
        add(dword.gs[0x40], 1);
        SaveSpent();
        call(handle);
        RestoreSpent();
        if (isCountedDown)
            sub(dword.gs[0x40], 1);
        Fault(); iretq();
    }

    [Pair("EA0445")]
    private void OneOfTwoCountersIsAnother()
    {
        bind(entry_point);
        gate(0x26, entry_point);
        cld();
        inc(dword.gs[0x40]);
        dec(dword.gs[0x40]);
        inc(dword.gs[IsGood ? 0x40 : 0x44]);
        SaveSpent();
        call(handle);
        RestoreSpent();
        dec(dword.gs[0x40]);
        Fault(); iretq();
    }

    [Pair("EA0446")]
    private void FlagsAreSavedBehindCli()
    {
        type(entry_point, SymbolType.Function);
        bind(entry_point);
        if (IsGood)
            pushfq();
        cli();
        if (!IsGood)
        {
            Fault(); pushfq();
        }

        mov(rax, qword.gs[0]);
        popfq();
        ret();
        size(entry_point);
    }

    [Pair("EA0438")]
    private void UsersBaseBeforeCli()
    {
        type(entry_point, SymbolType.Function);
        bind(entry_point);
        pushfq();
        if (IsGood)
            cli();
        Fault(); swapgs();
        if (!IsGood)
            cli();
        mov(eax, edi);
        swapgs();
        popfq();
        ret();
        size(entry_point);
    }

    [Pair("EA0488")]
    private void ResultIsNotTested()
    {
        var done = label();
        bind(entry_point);
        gate(0x27, entry_point);
        cld();
        SaveSpent();
        call(handle);
        if (IsGood)
            test(eax, eax);
        Fault(); jz(done);
        call(handle);
        bind(done);
        RestoreSpent();
        iretq();
    }

    [Pair("EA0488")]
    private void SecondComparisonIsMissing()
    {
        var slow = label();
        type(entry_point, SymbolType.Function);
        bind(entry_point);
        cmp(rdi, rsi);
        jne(slow);
        mov(rax, rdx);
        if (IsGood)
            cmp(rax, rsi);
        Fault(); jne(slow);
        ret();
        bind(slow);
        mov(eax, -1);
        ret();
        size(entry_point);
    }
}
