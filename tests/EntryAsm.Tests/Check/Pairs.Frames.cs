// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// Frames as small kernels lay them: stubs, common tails, stacks made by hand.
internal sealed partial class Pairs
{
    private static readonly Op[] all = [rax, rbx, rcx, rdx, rsi, rdi, rbp, r8, r9, r10, r11, r12, r13, r14, r15];

    private void PushAll()
    {
        foreach (var register in all)
            push(register);
    }

    private void PopAll(int leave = 0)
    {
        for (var i = all.Length - 1; i >= leave; i--)
            pop(all[i]);
    }

    [Pair("EA0402")]
    private void MacroPopsOneLess()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        cld();
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll(leave: IsGood ? 0 : 1);
        Fault(); iretq();
    }

    [Pair("EA0403")]
    private void VectorDroppedButNotItsErrorCode()
    {
        bind(entry_point);
        gate(14, entry_point, hasErrorCode: true);
        push(14);
        cld();
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll();
        add(rsp, IsGood ? 16 : 8);
        Fault(); iretq();
    }

    [Pair("EA0403")]
    private void DummyWherePushedAlready()
    {
        var common = label();
        bind(entry_point);
        gate(6, entry_point);
        push(0);
        push(6);
        jmp(common);
        bind(second_entry);
        gate(13, second_entry, hasErrorCode: true);
        if (!IsGood)
            push(0);
        push(13);
        bind(common);
        cld();
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll();
        add(rsp, 16);
        Fault(); iretq();
    }

    [Pair("EA0403")]
    private void StubTableOfOneSize()
    {
        var common = label();
        bind(entry_point);
        for (var vector = 0; vector < 32; vector++)
        {
            align(16);
            if (!IsGood || vector is not (8 or 10 or 11 or 12 or 13 or 14 or 17 or 21 or 29 or 30))
            {
                Fault(); push(0);
            }

            push(vector);
            jmp(common);
        }

        bind(common);
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll();
        add(rsp, 16);
        iretq();
    }

    [Pair("EA0403")]
    private void StubTableForgetsThatVector17Pushes()
    {
        bind(entry_point);
        entry(EntryKind.Interrupt, entry_point, vector: 0, count: 32, stride: 16);
        for (var vector = 0; vector < 32; vector++)
        {
            align(16);
            if (vector is not (8 or >= 10 and <= 14 or 21 or 29 or 30) && (vector != 17 || !IsGood))
            {
                Fault(); push(0);
            }

            push(vector);
            jmp(second_entry);
        }

        bind(second_entry);
        cld();
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll();
        add(rsp, 16);
        iretq();
    }

    [Pair("EA0402")]
    private void StackAndFlagsChangePlaces()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(0x23);
        if (IsGood)
            push(rsi);
        push(0x202);
        if (!IsGood)
            push(rsi);
        push(0x1b);
        push(rdi);
        Fault(); iretq();
    }

    [Pair("EA0402")]
    private void FrameWithoutStackSegment()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        if (IsGood)
            push(0x23);
        push(rsi);
        push(0x202);
        push(0x1b);
        push(rdi);
        Fault(); iretq();
    }

    [Pair("EA0402")]
    private void FrameForAThreadOfTheKernel()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(rax, rsp);
        push(0x10);
        if (IsGood)
            push(rax);
        pushfq();
        if (!IsGood)
            push(rax);
        push(0x08);
        push(rdi);
        Fault(); iretq();
    }

    [Pair("EA0402")]
    private void NullStackSegmentForRing3()
    {
        bind(entry_point);
        push(IsGood ? 0x23 : 0);
        push(rsi);
        push(0x202);
        push(0x2b);
        push(rdi);
        Fault(); iretq();
    }

    [Pair("EA0401")]
    private void LeaveMissing()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbp);
        mov(rbp, rsp);
        sub(rsp, 32);
        mov(qword[rbp - 8], rdi);
        call(handle);
        if (IsGood)
            leave();
        else
            add(rsp, 32);
        Fault(); ret();
    }

    [Pair("EA0401")]
    private void LessAddedThanSubtracted()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        sub(rsp, 24);
        call(handle);
        add(rsp, IsGood ? 24 : 16);
        Fault(); ret();
    }

    [Pair("EA0401")]
    private void EarlyReturnKeepsThePushes()
    {
        bind(entry_point);
        push(rbx);
        push(rbp);
        mov(rbx, rdi);
        test(rbx, rbx);
        jne(f(1));
        mov(eax, -22);
        if (IsGood)
        {
            pop(rbp);
            pop(rbx);
        }

        Fault(); ret();
        L(1);
        mov(rax, qword[rbx]);
        pop(rbp);
        pop(rbx);
        ret();
    }

    [Pair("EA0408")]
    private void MovesFromNeighbouringSlots()
    {
        bind(entry_point);
        gate(0x21, entry_point);
        cld();
        sub(rsp, 80);
        Op[] spent = [rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11];
        for (var i = 0; i < spent.Length; i++)
            mov(qword[rsp + 8 * i], spent[i]);
        call(handle);
        for (var i = 0; i < spent.Length; i++)
            mov(spent[i], qword[rsp + 8 * (IsGood || i is not (3 or 4) ? i : 7 - i)]);
        add(rsp, 80);
        Fault(); iretq();
    }

    [Pair("EA0409")]
    private void LoopLeavesOneWordEachTime()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        mov(ebx, edi);
        L(1);
        Fault(); push(rbx);
        call(second_entry);
        if (IsGood)
            pop(rcx);
        sub(ebx, 1);
        jne(b(1));
        pop(rbx);
        ret();
        bind(second_entry);
        ret();
    }

    [Pair("EA0407")]
    private void RspReadAsIfThereWasAnErrorCode()
    {
        bind(entry_point);
        gate(0x22, entry_point);
        push(rax);
        push(rcx);
        Fault(); mov(rax, qword[rsp + (IsGood ? 48 : 56)]);
        pop(rcx);
        pop(rax);
        iretq();
    }

    [Pair("EA0404")]
    private void FifteenPushesAndAPairOfWords()
    {
        bind(entry_point);
        gate(0x20, entry_point);
        cld();
        push(-1);
        push(0x20);
        PushAll();
        if (!IsGood)
            push(0);
        mov(rdi, rsp);
        Fault(); call(handle);
        add(rsp, IsGood ? 0 : 8);
        PopAll();
        add(rsp, 16);
        iretq();
    }

    [Pair("EA0404")]
    private void FunctionCallsWithoutMakingRoom()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        if (IsGood)
            push(rbp);
        Fault(); call(handle);
        if (IsGood)
            pop(rbp);
        ret();
    }

    [Pair("EA0405")]
    private void XsaveOnAStackOf16()
    {
        bind(entry_point);
        gate(7, entry_point);
        push(rax); push(rdx); push(rbp);
        mov(rbp, rsp);
        sub(rsp, 1024);
        and(rsp, IsGood ? -64 : -16);
        mov(eax, -1);
        mov(edx, -1);
        Fault(); xsave64(ptr[rsp]);
        xrstor64(ptr[rsp]);
        mov(rsp, rbp);
        pop(rbp); pop(rdx); pop(rax);
        iretq();
    }

    [Pair("EA0405")]
    private void SseOperandOnTheStack()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        sub(rsp, IsGood ? 24 : 32);
        movups(xmmword[rsp], xmm0);
        Fault(); pxor(xmm1, xmmword[rsp]);
        add(rsp, IsGood ? 24 : 32);
        ret();
    }

    [Pair("EA0406")]
    private void ReadBehindThePop()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rdi);
        call(handle);
        if (IsGood)
            mov(rdx, qword[rsp]);
        add(rsp, 8);
        Fault(); mov(rax, qword[IsGood ? rsp : rsp - 8]);
        ret();
    }
}
