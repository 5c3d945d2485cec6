// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Check;

// Ways in by SYSCALL and back, as small kernels write them.
internal sealed partial class Pairs
{
    private void Enter()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        mov(qword.gs[0x10], rsp);
        mov(rsp, qword.gs[0x08]);
        push(0x23);
        push(qword.gs[0x10]);
        push(r11);
        push(0x2b);
        push(rcx);
    }

    private void Leave()
    {
        pop(rcx);
        add(rsp, 8);
        pop(r11);
        pop(rsp);
        swapgs();
    }

    [Pair("EA0410")]
    private void SavedBeforeTheStackIsLoaded()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        if (!IsGood)
        {
            Fault(); push(rcx);
        }

        mov(qword.gs[0x10], rsp);
        mov(rsp, qword.gs[0x08]);
        push(r11);
        push(rcx);
        ud2();
    }

    [Pair("EA0410")]
    private void CallOnTheUsersStack()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        if (IsGood)
        {
            mov(qword.gs[0x10], rsp);
            mov(rsp, qword.gs[0x08]);
        }

        Fault(); call(handle);
        ud2();
    }

    [Pair("EA0420")]
    private void NoSwapgsAtAll()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        if (IsGood)
            swapgs();
        Fault(); mov(qword.gs[0x10], rsp);
        mov(rsp, qword.gs[0x08]);
        ud2();
    }

    [Pair("EA0420")]
    private void SwapgsTwice()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        mov(qword.gs[0x10], rsp);
        mov(rsp, qword.gs[0x08]);
        if (!IsGood)
            swapgs();
        Fault(); call(handle);
        ud2();
    }

    [Pair("EA0421")]
    private void SlowPathForgetsSwapgs()
    {
        Enter();
        PushAll();
        mov(rdi, rsp);
        call(handle);
        test(eax, eax);
        PopAll();
        jne(f(1));
        if (IsGood)
            swapgs();
        Fault(); iretq();
        L(1);
        swapgs();
        iretq();
    }

    [Pair("EA0441")]
    private void R11Clobbered()
    {
        Enter();
        if (!IsGood)
            mov(r11, qword.gs[0x30]);
        pop(rcx);
        if (IsGood)
            mov(r11, qword[rsp + 8]);
        add(rsp, 16);
        pop(rsp);
        xor(edx, edx);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0441")]
    private void RcxUsedAsScratch()
    {
        Enter();
        mov(rdi, rsp);
        call(handle);
        mov(r11, qword[rsp + 16]);
        if (IsGood)
            mov(rcx, qword[rsp]);
        ClearNonResults();
        mov(rsp, qword[rsp + 24]);
        swapgs();
        Fault(); sysretq();
    }

    private void ClearNonResults()
    {
        xor(edx, edx); xor(esi, esi); xor(edi, edi); xor(r8d, r8d); xor(r9d, r9d); xor(r10d, r10d);
    }

    [Pair("EA0438")]
    private void InterruptsAsCLeftThem()
    {
        Enter();
        sti();
        call(handle);
        ClearNonResults();
        if (IsGood)
            cli();
        pop(rcx);
        add(rsp, 8);
        pop(r11);
        Fault(); pop(rsp);
        swapgs();
        sysretq();
    }

    [Pair("EA0438")]
    private void StiWhileTheStackIsTheUsers()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        if (!IsGood)
        {
            Fault(); sti();
        }

        mov(qword.gs[0x10], rsp);
        mov(rsp, qword.gs[0x08]);
        sti();
        ud2();
    }

    [Pair("EA0442")]
    private void FrameChangedBehindTheCheck()
    {
        Enter();
        PushAll();
        mov(rdi, rsp);
        call(handle);
        PopAll();
        mov(rcx, qword[rsp]);
        mov(r11, qword[rsp + 16]);
        if (IsGood)
        {
            shl(rcx, 16);
            sar(rcx, 16);
            cmp(rcx, qword[rsp]);
            jne(f(1));
        }

        cli();
        mov(rsp, qword[rsp + 24]);
        swapgs();
        Fault(); sysretq();
        L(1);
        swapgs();
        iretq();
    }

    [Pair("EA0442")]
    private void HigherHalfIsNotTested()
    {
        bind(entry_point);
        mov(rcx, qword[rdi + 0x80]);
        mov(r11, qword[rdi + 0x90]);
        if (IsGood)
        {
            mov(rax, rcx);
            shr(rax, 47);
            jne(handle);
        }

        mov(rsp, qword[rdi + 0x98]);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0431")]
    private void SpentRegistersReachRing3()
    {
        Enter();
        call(handle);
        cli();
        if (IsGood)
            ClearNonResults();
        pop(rcx);
        add(rsp, 8);
        pop(r11);
        pop(rsp);
        swapgs();
        Fault(); sysretq();
    }

    [Pair("EA0431")]
    private void KernelPointerInR10()
    {
        Enter();
        mov(r10, qword.gs[0x20]);
        mov(qword[r10 + 8], rax);
        xor(edx, edx);
        if (IsGood)
            xor(r10d, r10d);
        Leave();
        Fault(); sysretq();
    }

    [Pair("EA0430")]
    private void HandlerUsesARegisterItDidNotSave()
    {
        bind(entry_point);
        gate(0x21, entry_point);
        push(rax);
        if (IsGood)
            push(rdx);
        mov(edx, 0x60);
        @in(al, dx);
        mov(@byte[rip + second_entry], al);
        mov(al, 0x20);
        @out(0x20, al);
        if (IsGood)
            pop(rdx);
        pop(rax);
        Fault(); iretq();
        section(".data", "aw");
        bind(second_entry);
        db(0);
    }

    [Pair("EA0460")]
    private void EaxComparedAndRaxUsed()
    {
        Enter();
        cmp(eax, 64);
        jae(f(1));
        if (IsGood)
            mov(eax, eax);
        Fault(); call(qword[rax * 8 + system_calls]);
        L(1);
        ud2();
    }

    [Pair("EA0460")]
    private void SignedUpperBoundOf32Bits()
    {
        Enter();
        movsxd(rax, eax);
        if (IsGood)
        {
            test(rax, rax);
            js(f(1));
        }

        cmp(rax, 63);
        jg(f(1));
        Fault(); mov(rax, qword[rax * 8 + system_calls]);
        call(rax);
        L(1);
        ud2();
    }

    [Pair("EA0460")]
    private void OneBeyondTheTable()
    {
        Enter();
        cmp(rax, 4);
        if (IsGood)
            jae(f(1));
        else
            ja(f(1));
        Fault(); call(qword[rax * 8 + second_entry]);
        L(1);
        ud2();
        section(".rodata", "a");
        bind(second_entry);
        dq(handle, handle, handle, handle);
    }

    [Pair("EA0462")]
    private void MaskOfNothing()
    {
        bind(entry_point);
        type(entry_point, SymbolType.Function);
        mov(ecx, 0xC0000084);
        mov(eax, IsGood ? 0x700 : 0);
        xor(edx, edx);
        Fault(); wrmsr();
        ret();
    }

    [Pair("EA0424")]
    private void UserTablesFromMemory()
    {
        Enter();
        push(rax);
        mov(rax, qword.gs[0x40]);
        mov(cr3, rax);
        pop(rax);
        test(rax, rax);
        je(f(1));
        push(rax);
        mov(rax, qword.gs[0x48]);
        mov(cr3, rax);
        pop(rax);
        Leave();
        sysretq();
        L(1);
        if (IsGood)
        {
            push(rax);
            mov(rax, qword.gs[0x48]);
            mov(cr3, rax);
            pop(rax);
        }

        Leave();
        Fault(); sysretq();
    }
}
