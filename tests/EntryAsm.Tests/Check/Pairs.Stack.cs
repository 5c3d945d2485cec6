// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

internal sealed partial class Pairs
{
    [Pair("EA0401")]
    private void PushNotPoppedOnOneBranch()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        push(rbx);
        test(edi, edi);
        jz(f(1));
        pop(rbx);
        ret();
        L(1);
        if (IsGood)
            pop(rbx);
        Fault(); ret();
    }

    [Pair("EA0401")]
    private void RetAtTheEndOfAnInterrupt()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        if (IsGood)
            iretq();
        Fault(); ret();
    }

    [Pair("EA0402")]
    private void PopMissingBeforeIret()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        push(rcx);
        pop(rcx);
        if (IsGood)
            pop(rax);
        Fault(); iretq();
    }

    [Pair("EA0402")]
    private void SelectorsChangedPlaces()
    {
        bind(entry_point);
        push(IsGood ? 0x2b : 0x33);
        push(rsi);
        push(0x202);
        push(IsGood ? 0x33 : 0x30);
        push(rdi);
        Fault(); iretq();
    }

    [Pair("EA0403")]
    private void ErrorCodeNotDropped()
    {
        bind(entry_point);
        gate(13, entry_point, hasErrorCode: true);
        if (IsGood)
            add(rsp, 8);
        Fault(); iretq();
    }

    [Pair("EA0403")]
    private void GateWithoutErrorCode()
    {
        bind(entry_point);
        add(rsp, 8);
        iretq();
        Fault(); gate(14, entry_point, hasErrorCode: IsGood);
    }

    [Pair("EA0403")]
    private void StubsWithoutDummy()
    {
        bind(entry_point);
        for (var vector = 0; vector < 20; vector++)
        {
            if (IsGood && vector is not (8 or 10 or 11 or 12 or 13 or 14 or 17))
                push(0);
            Fault(); push(vector);
            jmp(handle);
        }
    }

    [Pair("EA0404")]
    private void MisalignedCall()
    {
        bind(entry_point);
        gate(14, entry_point, hasErrorCode: true);
        cld();
        SaveSpent();
        if (IsGood)
            sub(rsp, 8);
        Fault(); call(handle);
        if (IsGood)
            add(rsp, 8);
        RestoreSpent();
        add(rsp, 8);
        iretq();
    }

    [Pair("EA0405")]
    private void MovapsOnMisalignedStack()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        sub(rsp, IsGood ? 24 : 16);
        Fault(); movaps(xmmword[rsp], xmm0);
        add(rsp, IsGood ? 24 : 16);
        ret();
    }

    [Pair("EA0406")]
    private void RedZone()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        Fault(); mov(qword[IsGood ? rsp + 8 : rsp - 8], rdi);
        ret();
    }

    [Pair("EA0407")]
    private void ReadAboveTheFrame()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        Fault(); mov(rax, qword[IsGood ? rsp + 40 : rsp + 48]);
        pop(rax);
        iretq();
    }

    [Pair("EA0408")]
    private void PopsInOrderOfPushes()
    {
        bind(entry_point);
        gate(0x30, entry_point);
        push(rax);
        push(rcx);
        mov(eax, 1);
        mov(ecx, 2);
        pop(IsGood ? rcx : rax);
        pop(IsGood ? rax : rcx);
        Fault(); iretq();
    }

    [Pair("EA0409")]
    private void LoopThatPushes()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        L(1);
        Fault(); push(rdi);
        if (IsGood)
            pop(rdi);
        dec(esi);
        jnz(b(1));
        mov(rsp, qword[rdi]);
        jmp(handle);
    }

    [Pair("EA0410")]
    private void PushOnTheUsersStack()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        if (IsGood)
            mov(rsp, qword.gs[0]);
        Fault(); push(rcx);
        ud2();
    }
}
